internal import KubernetesAPI
internal import ResourceStore

/// `POST serviceaccounts/NAME/token`: a token for an account.
struct TokenRequestHandler: Sendable {
    let accounts: ResourceRegistry
    let tokens: ServiceAccountTokens

    func create(_ request: APIRequest, _ exchange: Exchange) async throws -> APIResponse {
        let info = exchange.info
        let format = try ResponseFormat(request, allowsTransforms: false)
        let options = try WriteOptions(request.query, kind: "CreateOptions")
        let decoder = ObjectDecoder(
            kind: "TokenRequest", group: "authentication.k8s.io", version: "v1", schemaType: "TokenRequest")
        var body = exchange.accept(try decoder.decode(request, options.fieldValidation))
        if body.name.isEmpty { body[metadata: "name"] = .string(info.name) }
        if body.namespace.isEmpty { body[metadata: "namespace"] = .string(info.namespace) }
        try Identity.check(body, name: info.name, namespace: info.namespace)
        let seconds = body["spec", "expirationSeconds"]?.int64 ?? 0
        let errors = violations(seconds)
        if !errors.isEmpty {
            throw StatusError.invalid(kind: decoder.kind, group: decoder.group, name: "", errors: errors)
        }
        let account = try accounts.tree(try await accounts.get(info.name, namespace: info.namespace))
        let bindings = try await bindings(body["spec", "boundObjectRef"], info)
        var audiences = (body["spec", "audiences"]?.array ?? []).compactMap(\.string)
        if audiences.isEmpty { audiences = [tokens.issuer] }
        let now = Timestamp.now
        let issued = try tokens.issue(
            for: account, audiences: audiences, seconds: seconds, bindings: bindings, now: now)
        body[metadata: "uid"] = account[metadata: "uid"]
        body[metadata: "creationTimestamp"] = .string(now.description)
        body["spec"]?["audiences"] = strings(audiences)
        body["status"] = [
            "token": .string(issued.token), "expirationTimestamp": .string(issued.expires.description),
        ]
        return try format.response(body, status: 201)
    }

    private func violations(_ seconds: Int64) -> [FieldError] {
        var findings = Findings()
        let field = Field("spec.expirationSeconds", .number(JSONNumber(seconds)))
        if seconds < 600 { findings.invalid(field, "may not specify a duration less than 10 minutes") }
        if seconds > 1 << 32 { findings.invalid(field, "may not specify a duration larger than 2^32 seconds") }
        return findings.errors
    }

    /// What the token shall be bound to. Throws 400, 404, 409.
    private func bindings(_ reference: JSONValue?, _ info: RequestInfo) async throws
        -> [ServiceAccountTokens.Binding]
    {
        guard let reference, reference != .null else { return [] }
        let kind = reference["kind"]?.string ?? "", name = reference["name"]?.string ?? ""
        let parts = (reference["apiVersion"]?.string ?? "").split(separator: "/").map(String.init)
        let group = parts.count == 2 ? parts[0] : ""
        let resources = ["Pod": "pods", "Secret": "secrets", "Node": "nodes"]
        guard group.isEmpty, let resource = resources[kind] else {
            throw StatusError.badRequest(
                "cannot bind token to object of type \(group)/\(parts.last ?? ""), Kind=\(kind)")
        }
        let namespace = kind == "Node" ? "" : info.namespace
        guard let object = try await object(name, of: resource, in: namespace) else {
            throw StatusError.notFound(resource: resource, name: name)
        }
        if let uid = nonEmpty(reference["uid"]?.string), uid != object.uid {
            throw StatusError.conflict(
                resource: kind, name: name,
                because: "the UID in the bound object reference (\(uid)) does not match the UID in record. "
                    + "The object might have been deleted and then recreated")
        }
        let binding = ServiceAccountTokens.Binding(claim: kind.lowercased(), name: name, uid: object.uid)
        guard kind == "Pod" else { return [binding] }
        guard object["spec", "serviceAccountName"]?.string == info.name else {
            throw StatusError.badRequest(
                "cannot bind token for serviceaccount \(quoted(info.name)) to pod running with different "
                    + "serviceaccount name.")
        }
        guard let node = nonEmpty(object["spec", "nodeName"]?.string) else { return [binding] }
        let uid = try await self.object(node, of: "nodes", in: "")?.uid ?? ""
        return [ServiceAccountTokens.Binding(claim: "node", name: node, uid: uid), binding]
    }

    private func object(_ name: String, of resource: String, in namespace: String) async throws -> JSONValue? {
        let prefix = StoreKeys.prefix(group: "", resource: resource, namespace: namespace)
        return try await accounts.store.get(prefix + name).map { try accounts.tree($0) }
    }
}
