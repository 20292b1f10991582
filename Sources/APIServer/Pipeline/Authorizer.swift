/// The pipeline's stage that decides who may do what.
public protocol Authorizer: Sendable {
    func authorize(_ user: UserInfo, _ request: RequestInfo) async -> AuthorizationDecision

    /// All that a user may do in a namespace, for `kubectl auth can-i --list`.
    func rules(for user: UserInfo, namespace: String) async -> [AccessRule]
}

/// The answer of an ``Authorizer``, with the reason for the audit log and access reviews.
public enum AuthorizationDecision: Sendable, Equatable {
    case allow(reason: String)
    /// Not allowed; `reason` may be empty.
    case deny(reason: String)

    public var isAllowed: Bool { if case .allow = self { true } else { false } }
    public var reason: String {
        switch self {
        case .allow(let reason), .deny(let reason): reason
        }
    }
}

/// One thing that is allowed. `*` stands for all.
public enum AccessRule: Sendable, Equatable {
    case resources(verbs: [String], groups: [String], resources: [String])
    case paths(verbs: [String], paths: [String])
}

/// `--authorization-mode AlwaysAllow`.
public struct AlwaysAllow: Authorizer {
    public init() {}

    public func authorize(_ user: UserInfo, _ request: RequestInfo) -> AuthorizationDecision { .allow(reason: "") }

    public func rules(for user: UserInfo, namespace: String) -> [AccessRule] { AccessRule.everything }
}

/// Members of `system:masters` may do all. Everyone else may do what Kubernetes' default roles `system:discovery`,
/// `system:basic-user`, `system:public-info-viewer` and (service accounts)
/// `system:service-account-issuer-discovery` allow, and nothing more.
public struct BasicAuthorizer: Authorizer {
    public init() {}

    public func authorize(_ user: UserInfo, _ request: RequestInfo) -> AuthorizationDecision {
        for rule in rules(for: user, namespace: request.namespace) where rule.allows(request) {
            return .allow(reason: "")
        }
        return .deny(reason: "")
    }

    public func rules(for user: UserInfo, namespace: String) -> [AccessRule] {
        if user.groups.contains("system:masters") { return AccessRule.everything }
        var rules = [
            AccessRule.paths(verbs: ["get"], paths: ["/healthz", "/livez", "/readyz", "/version", "/version/"])
        ]
        if user.groups.contains("system:authenticated") {
            rules += [
                .paths(
                    verbs: ["get"],
                    paths: [
                        "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz",
                        "/version", "/version/",
                    ]),
                .resources(
                    verbs: ["create"], groups: ["authorization.k8s.io"],
                    resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]),
                .resources(verbs: ["create"], groups: ["authentication.k8s.io"], resources: ["selfsubjectreviews"]),
            ]
        }
        if user.groups.contains("system:serviceaccounts") {
            rules.append(
                .paths(
                    verbs: ["get"], paths: [ServiceAccountTokens.configurationPath, ServiceAccountTokens.keysPath]))
        }
        return rules
    }
}

extension AccessRule {
    static let everything = [
        AccessRule.resources(verbs: ["*"], groups: ["*"], resources: ["*"]),
        AccessRule.paths(verbs: ["*"], paths: ["*"]),
    ]

    func allows(_ request: RequestInfo) -> Bool {
        switch self {
        case .resources(let verbs, let groups, let resources):
            let resource = request.subresource.isEmpty ? request.resource : "\(request.resource)/\(request.subresource)"
            return request.isResource && Self.covers(verbs, request.verb) && Self.covers(groups, request.group)
                && Self.covers(resources, resource)
        case .paths(let verbs, let paths):
            return !request.isResource && Self.covers(verbs, request.verb)
                && paths.contains { pattern in
                    pattern == request.path || pattern.last == "*" && request.path.hasPrefix(pattern.dropLast())
                }
        }
    }

    private static func covers(_ allowed: [String], _ value: String) -> Bool {
        allowed.contains("*") || allowed.contains(value)
    }
}
