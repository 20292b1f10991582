internal import KubernetesAPI

/// Answers what the asker itself may do and who it is. Nothing of it is stored.
struct ReviewHandler: Sendable {
    let definition: ResourceDefinition
    let authorizer: any Authorizer
    let authenticator: Authenticator

    func respond(to request: APIRequest, _ exchange: Exchange) async throws -> APIResponse {
        let info = exchange.info, user = exchange.user
        guard info.name.isEmpty else { throw StatusError.unknownResource() }
        guard info.verb == "create" else { throw StatusError.methodNotAllowed() }
        let format = try ResponseFormat(request, allowsTransforms: false)
        let options = try WriteOptions(request.query, kind: "CreateOptions")
        let review = exchange.accept(try ObjectDecoder(definition).decode(request, options.fieldValidation))
        let answer =
            switch definition.resource {
            case "selfsubjectaccessreviews": try await access(review, user)
            case "selfsubjectrulesreviews": try await rules(review, user)
            case "selfsubjectreviews": identity(review, user)
            case "tokenreviews": try await token(review)
            default: throw StatusError.unknownResource()
            }
        return try format.response(answer, status: 201)
    }

    private func access(_ review: JSONValue, _ user: UserInfo) async throws -> JSONValue {
        let resource = review["spec", "resourceAttributes"], path = review["spec", "nonResourceAttributes"]
        var errors: [FieldError] = []
        if resource != nil, let path {
            errors.append(
                FieldError(
                    .invalid, "spec.nonResourceAttributes",
                    "Invalid value: \(text(path)): cannot be specified in combination with resourceAttributes"))
        }
        if resource == nil, path == nil {
            errors.append(
                FieldError(
                    .invalid, "spec.resourceAttributes",
                    "Invalid value: \"null\": exactly one of nonResourceAttributes or resourceAttributes must be specified"
                ))
        }
        if let metadata = review["metadata"]?.object, metadata.members.contains(where: { $0.value != .null }) {
            errors.append(FieldError(.invalid, "metadata", "Invalid value: \(text(.object(metadata))): must be empty"))
        }
        // Kubernetes names no kind here.
        if !errors.isEmpty { throw StatusError.invalid(kind: "", group: definition.group, name: "", errors: errors) }
        var asked = RequestInfo()
        asked.isResource = resource != nil
        let attributes = resource ?? path
        asked.verb = attributes?["verb"]?.string ?? ""
        asked.path = attributes?["path"]?.string ?? ""
        asked.group = attributes?["group"]?.string ?? ""
        asked.version = attributes?["version"]?.string ?? ""
        asked.namespace = attributes?["namespace"]?.string ?? ""
        asked.resource = attributes?["resource"]?.string ?? ""
        asked.subresource = attributes?["subresource"]?.string ?? ""
        asked.name = attributes?["name"]?.string ?? ""
        let decision = await authorizer.authorize(user, asked)
        var status: JSONObject = ["allowed": .bool(decision.isAllowed)]
        if !decision.reason.isEmpty { status["reason"] = .string(decision.reason) }
        var answer = review
        answer["status"] = .object(status)
        return answer
    }

    private func text(_ value: JSONValue) -> String { String(decoding: value.encoded(), as: UTF8.self) }

    private func rules(_ review: JSONValue, _ user: UserInfo) async throws -> JSONValue {
        guard let namespace = nonEmpty(review["spec", "namespace"]?.string) else {
            throw StatusError.badRequest("no namespace on request")
        }
        var resourceRules: [JSONValue] = []
        var pathRules: [JSONValue] = []
        func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
        for rule in await authorizer.rules(for: user, namespace: namespace) {
            switch rule {
            case .resources(let verbs, let groups, let resources):
                resourceRules.append(
                    ["verbs": list(verbs), "apiGroups": list(groups), "resources": list(resources)])
            case .paths(let verbs, let paths):
                pathRules.append(["verbs": list(verbs), "nonResourceURLs": list(paths)])
            }
        }
        var answer = review
        answer["status"] = [
            "resourceRules": .array(resourceRules), "nonResourceRules": .array(pathRules), "incomplete": false,
        ]
        return answer
    }

    private func identity(_ review: JSONValue, _ user: UserInfo) -> JSONValue {
        var answer = review
        answer[metadata: "creationTimestamp"] = .string(Timestamp.now.description)
        answer["status"] = ["userInfo": info(user)]
        return answer
    }

    private func info(_ user: UserInfo) -> JSONValue {
        var info: JSONObject = ["username": .string(user.name)]
        if !user.uid.isEmpty { info["uid"] = .string(user.uid) }
        if !user.groups.isEmpty { info["groups"] = strings(user.groups) }
        if !user.extra.isEmpty { info["extra"] = user.extraJSON }
        return .object(info)
    }

    /// Whom a token stands for, on behalf of a server that was shown it.
    private func token(_ review: JSONValue) async throws -> JSONValue {
        guard let token = nonEmpty(review["spec", "token"]?.string) else {
            throw StatusError.badRequest("token is required for TokenReview in authentication")
        }
        let audiences = (review["spec", "audiences"]?.array ?? []).compactMap(\.string)
        var status: JSONObject
        do {
            if let holder = try await authenticator.holder(of: token, for: audiences) {
                var user = holder.user
                if !user.groups.contains("system:authenticated") { user.groups.append("system:authenticated") }
                status = ["authenticated": true, "user": info(user), "audiences": strings(holder.audiences)]
            } else {
                status = ["user": [:], "error": "invalid bearer token"]
            }
        } catch let fault as ServiceAccountTokens.Fault {
            status = ["user": [:], "error": .string("[invalid bearer token, \(fault)]")]
        }
        var answer = review
        answer["status"] = .object(status)
        return answer
    }
}

/// The kinds that are asked, not stored.
public enum ReviewResources {
    /// Their definitions, for discovery and the pipeline.
    public static let all = [
        definition("authorization.k8s.io", "SelfSubjectAccessReview"),
        definition("authorization.k8s.io", "SelfSubjectRulesReview"),
        definition("authentication.k8s.io", "SelfSubjectReview"),
        definition("authentication.k8s.io", "TokenReview"),
    ]

    private static func definition(_ group: String, _ kind: String) -> ResourceDefinition {
        ResourceDefinition(
            group: group, version: "v1", kind: kind, resource: kind.lowercased() + "s", singular: kind.lowercased(),
            namespaced: false, verbs: ["create"], schemaType: kind, strategy: ReviewStrategy())
    }
}

/// Reviews have no life of their own.
struct ReviewStrategy: ResourceStrategy {
    func validateCreate(_ object: JSONValue) -> [FieldError] { [] }
    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] { [] }
}
