internal import KubernetesAPI

/// `POST pods/NAME/binding`: a scheduler's decision.
struct PodBinding: Sendable {
    let pods: ResourceRegistry

    /// The path may leave it to the body to name the pod.
    func bind(_ request: APIRequest, _ exchange: Exchange) async throws -> APIResponse {
        var info = exchange.info
        let options = try WriteOptions(request.query, kind: "CreateOptions")
        let decoder = ObjectDecoder(kind: "Binding", group: "", version: "v1", schemaType: "Binding")
        let binding = exchange.accept(try decoder.decode(request, options.fieldValidation))
        if info.name.isEmpty { info.name = binding.name }
        guard binding.name == info.name else {
            throw StatusError.badRequest("name in URL does not match name in Binding object")
        }
        try Identity.check(binding, name: info.name, namespace: info.namespace)
        let node = try node(of: binding)
        _ = try await pods.modify(info.name, namespace: info.namespace, dryRun: options.dryRun) { current in
            var pod = current.tree
            if let uid = nonEmpty(binding.uid), uid != pod.uid {
                throw refused(
                    info.name, "Precondition failed: UID in precondition: \(uid), UID in object meta: \(pod.uid)")
            }
            if pod.isBeingDeleted {
                throw refused(info.name, "pod \(info.name) is being deleted, cannot be assigned to a host")
            }
            if let other = nonEmpty(pod["spec", "nodeName"]?.string) {
                throw refused(info.name, "pod \(info.name) is already assigned to node \(quoted(other))")
            }
            guard (pod["spec", "schedulingGates"]?.array ?? []).isEmpty else {
                throw refused(info.name, "pod \(info.name) has non-empty .spec.schedulingGates")
            }
            if let annotations = binding[metadata: "annotations"]?.object?.members {
                var all = pod[metadata: "annotations"]?.object ?? [:]
                for (key, value) in annotations { all[key] = value }
                pod[metadata: "annotations"] = .object(all.sorted())
            }
            PodPlacement.bind(&pod, to: node, now: .now)
            return .write(pod)
        }
        return .json(StatusSuccess.created, status: 201)
    }

    private func node(of binding: JSONValue) throws -> String {
        let kind = binding["target", "kind"]?.string ?? ""
        guard kind.isEmpty || kind == "Node" else {
            throw StatusError.invalid(
                kind: "Binding", name: binding.name,
                errors: [
                    FieldError(
                        .notSupported, "target.kind",
                        "Unsupported value: \(quoted(kind)): supported values: \"Node\", \"<empty>\"")
                ])
        }
        guard let name = nonEmpty(binding["target", "name"]?.string) else {
            throw StatusError.invalid(
                kind: "Binding", name: binding.name,
                errors: [FieldError(.required, "target.name", "Required value")])
        }
        return name
    }

    private func refused(_ name: String, _ text: String) -> StatusError {
        .conflict(resource: "pods/binding", name: name, because: text)
    }
}

/// The `Status` of a success.
enum StatusSuccess {
    /// What is answered where something was created that is no object.
    static var created: JSONValue {
        var status = status()
        status["code"] = 201
        return status
    }

    static func status(details: JSONValue? = nil) -> JSONValue {
        var status: JSONObject = ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success"]
        status["details"] = details
        return .object(status)
    }

    /// What a deletion answers that was done at once.
    static func deleted(_ name: String, uid: String, _ definition: ResourceDefinition) -> JSONValue {
        var details: JSONObject = ["name": .string(name)]
        if !definition.group.isEmpty { details["group"] = .string(definition.group) }
        details["kind"] = .string(definition.resource)
        details["uid"] = .string(uid)
        return status(details: .object(details))
    }
}
