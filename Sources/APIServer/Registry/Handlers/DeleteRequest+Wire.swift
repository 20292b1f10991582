internal import KubernetesAPI
internal import KubernetesSchema

extension DeleteRequest {
    /// Reads DeleteOptions from the body, or from the query where there is no body. Throws 400, 415, 422.
    init(_ request: APIRequest) throws(StatusError) {
        let options =
            request.body.isEmpty ? try Self.options(in: request.query) : try Self.options(inBodyOf: request)
        // The query may ask for a dry run beside a body.
        try self.init(options, dryRun: request.body.isEmpty ? [] : request.query.all("dryRun"))
    }

    /// Checks options. Throws 422.
    /// - Parameter dryRun: what was asked beside the options.
    init(_ options: DeleteOptions, dryRun: [String]) throws(StatusError) {
        self.init()
        gracePeriodSeconds = options.gracePeriodSeconds
        uid = options.preconditions?.uid
        resourceVersion = options.preconditions?.resourceVersion
        var errors: [FieldError] = []
        self.dryRun = WriteOptions.dryRun(options.dryRun + dryRun, &errors)
        if let policy = options.propagationPolicy {
            propagation = Propagation(rawValue: policy)
            if propagation == nil {
                errors.append(
                    FieldError(
                        .notSupported, "propagationPolicy",
                        "Unsupported value: \(quoted(policy)): supported values: "
                            + Self.policies.map(quoted).joined(separator: ", ")))
            }
        } else if let orphans = options.orphanDependents {
            propagation = orphans ? .orphan : .background
        }
        if options.propagationPolicy != nil, options.orphanDependents != nil {
            errors.append(
                FieldError(
                    .invalid, "propagationPolicy",
                    "Invalid value: \(quoted(options.propagationPolicy ?? "")): orphanDependents and deletionPropagation cannot be both set"
                ))
        }
        if !errors.isEmpty { throw .invalid(kind: "DeleteOptions", group: "meta.k8s.io", name: "", errors: errors) }
    }

    private static let policies = ["Foreground", "Background", "Orphan", "nil"]

    private static func options(inBodyOf request: APIRequest) throws(StatusError) -> DeleteOptions {
        var body = try RequestBody(request, as: "DeleteOptions", schemaType: "DeleteOptions")
        let kind = body.value["kind"]?.string ?? "DeleteOptions"
        guard kind == "DeleteOptions" || kind.isEmpty else {
            let version = body.value["apiVersion"]?.string?.split(separator: "/").last.map(String.init) ?? ""
            throw .badRequest(
                "\(kind) in version \(quoted(version)) cannot be handled as a DeleteOptions: "
                    + "converting (\(version).\(kind)) to (v1.DeleteOptions): unknown conversion")
        }
        // The options belong to every group: whichever version is named, they are the same.
        if body.value.object != nil {
            body.value["kind"] = "DeleteOptions"
            body.value["apiVersion"] = "v1"
        }
        let decoder = ObjectDecoder(kind: "DeleteOptions", group: "", version: "v1", schemaType: "DeleteOptions")
        return try read(try decoder.decode(body, .ignore).value)
    }

    private static func options(in query: QueryItems) throws(StatusError) -> DeleteOptions {
        var options = DeleteOptions()
        if let text = nonEmpty(query["gracePeriodSeconds"]) {
            guard let seconds = Int64(text) else {
                throw .badRequest("strconv.ParseInt: parsing \(quoted(text)): invalid syntax")
            }
            options.gracePeriodSeconds = seconds
        }
        options.propagationPolicy = nonEmpty(query["propagationPolicy"])
        options.orphanDependents = query["orphanDependents"].map { RequestInfo.isTrue($0) }
        options.dryRun = query.all("dryRun")
        return options
    }

    private static func read(_ tree: JSONValue) throws(StatusError) -> DeleteOptions {
        do {
            return try DeleteOptions(json: tree)
        } catch {
            throw .cannotBeHandled(kind: "DeleteOptions", version: "v1", as: "DeleteOptions", error)
        }
    }
}
