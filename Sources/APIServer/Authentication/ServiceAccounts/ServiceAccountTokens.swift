internal import KubernetesAPI
public import ResourceStore
internal import Synchronization

/// Issues the tokens of service accounts and knows them again. A token is good while it is in its time and all it names (the
/// account, and the pod, node or secret it may be bound to) is still there.
public final class ServiceAccountTokens: Sendable {
    /// Who issues the tokens, and whom they are for where nobody else is named.
    public static let standardIssuer = "https://kubernetes.default.svc.cluster.local"

    let issuer: String
    let key: JSONWebTokenKey
    private let store: any ResourceStore
    /// The claims of tokens whose signature has been checked, which is the dear part of a request.
    private let checked = Mutex<[String: JSONValue]>([:])

    /// - Parameter keyPEM: a P-256 private key. Throws where it is none.
    public init(keyPEM: String, store: any ResourceStore, issuer: String = ServiceAccountTokens.standardIssuer) throws {
        key = try JSONWebTokenKey(pem: keyPEM)
        self.store = store
        self.issuer = issuer
    }

    /// What a token is bound to beside its account.
    struct Binding: Sendable {
        /// `pod`, `secret`, `node`.
        var claim: String
        var name: String
        var uid: String
    }

    /// A new token of an account.
    func issue(
        for account: JSONValue, audiences: [String], seconds: Int64, bindings: [Binding], now: Timestamp
    ) throws -> (token: String, expires: Timestamp) {
        func reference(_ name: String, _ uid: String) -> JSONValue {
            uid.isEmpty ? ["name": .string(name)] : ["name": .string(name), "uid": .string(uid)]
        }
        var own: JSONObject = ["namespace": .string(account.namespace)]
        for binding in bindings { own[binding.claim] = reference(binding.name, binding.uid) }
        own["serviceaccount"] = reference(account.name, account.uid)
        let expires = now.seconds + seconds
        let token = try key.sign([
            "aud": strings(audiences), "exp": .number(JSONNumber(expires)), "iat": .number(JSONNumber(now.seconds)),
            "iss": .string(issuer), "jti": .string(UniqueID.random()),
            "kubernetes.io": .object(own.sorted()), "nbf": .number(JSONNumber(now.seconds)),
            "sub": .string("system:serviceaccount:\(account.namespace):\(account.name)"),
        ])
        return (token, Timestamp(seconds: expires))
    }

    /// Whom a token stands for and for whom it is meant.
    struct Holder: Sendable {
        var user: UserInfo
        var audiences: [String]
    }

    /// Checks a token. Nil where it is none that was issued here; throws ``Fault`` where it was and is no good.
    /// - Parameter audiences: of whom the token must name one.
    func holder(of token: some StringProtocol, for audiences: [String], now: Timestamp) async throws -> Holder? {
        guard let claims = claims(of: String(token)), claims["iss"]?.string == issuer else { return nil }
        // Clocks differ a little.
        if let end = claims["exp"]?.int64, now.seconds > end + Self.leeway { throw Fault("token has expired") }
        if let start = claims["nbf"]?.int64, now.seconds < start - Self.leeway {
            throw Fault("token is not valid yet")
        }
        let meant = (claims["aud"]?.array ?? []).compactMap(\.string)
        let shared = audiences.filter { meant.contains($0) }
        guard !shared.isEmpty else {
            throw Fault(
                "token audiences \(Self.list(meant)) is invalid for the target audiences \(Self.list(audiences))")
        }
        let own = claims["kubernetes.io"] ?? [:]
        let namespace = own["namespace"]?.string ?? ""
        try await check(own["serviceaccount"], "serviceaccounts", namespace)
        try await check(own["secret"], "secrets", namespace)
        try await check(own["pod"], "pods", namespace)
        // The node of a bound pod is only told of; a token of a node alone goes with it.
        if own["pod"] == nil { try await check(own["node"], "nodes", "") }
        return Holder(user: Self.user(claims, own), audiences: shared)
    }

    /// Why a token is refused.
    struct Fault: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    private static let leeway: Int64 = 60
    private static let mostChecked = 1024

    private static func list(_ texts: [String]) -> String { "[\(texts.map(quoted).joined(separator: " "))]" }

    private func claims(of token: String) -> JSONValue? {
        if let known = checked.withLock({ $0[token] }) { return known }
        guard let claims = key.claims(of: token) else { return nil }
        checked.withLock { checked in
            if checked.count >= Self.mostChecked { checked = [:] }
            checked[token] = claims
        }
        return claims
    }

    /// Throws where the object that the token names is gone, or another has its name.
    private func check(_ claim: JSONValue?, _ resource: String, _ namespace: String) async throws {
        guard let claim else { return }
        let name = claim["name"]?.string ?? ""
        let key = StoreKeys.prefix(group: "", resource: resource, namespace: namespace) + name
        guard let stored = try await store.get(key), try JSONValue.parse(stored.value).uid == claim["uid"]?.string
        else {
            throw Fault("service account token has been invalidated")
        }
    }

    private static func user(_ claims: JSONValue, _ own: JSONValue) -> UserInfo {
        let namespace = own["namespace"]?.string ?? ""
        var user = UserInfo(
            name: claims["sub"]?.string ?? "", uid: own["serviceaccount", "uid"]?.string ?? "",
            groups: ["system:serviceaccounts", "system:serviceaccounts:\(namespace)"])
        func add(_ key: String, _ value: String?) {
            if let value { user.extra["authentication.kubernetes.io/\(key)"] = [value] }
        }
        add("credential-id", claims["jti"]?.string.map { "JTI=\($0)" })
        for object in ["node", "pod"] {
            add("\(object)-name", own[object, "name"]?.string)
            add("\(object)-uid", own[object, "uid"]?.string)
        }
        return user
    }
}
