internal import Crypto
internal import FoundationEssentials
public import KubernetesAPI

/// Finds out who sends a request: by client certificate, else by bearer token, else anonymous.
public struct Authenticator: Sendable {
    private let tokens: TokenFile
    let serviceAccounts: ServiceAccountTokens?

    /// - Parameters:
    ///   - tokens: the tokens that are known beside certificates.
    ///   - serviceAccounts: who issues and knows the tokens of service accounts.
    public init(tokens: TokenFile = TokenFile(), serviceAccounts: ServiceAccountTokens? = nil) {
        self.tokens = tokens
        self.serviceAccounts = serviceAccounts
    }

    /// The sender, with the group that says whether it is known. Nil means 401: a bearer token that nobody has.
    public func authenticate(_ request: APIRequest, from connection: ConnectionIdentity) async -> UserInfo? {
        let known: UserInfo?
        if let certificate = connection.certificate {
            known = certificate
        } else if let token = Self.bearerToken(request.headers["Authorization"]) {
            // A failure to look it up is no leave to pass.
            do { known = try await holder(of: token, for: [])?.user } catch { return nil }
            guard known != nil else { return nil }
        } else {
            known = nil
        }
        guard var user = known else { return .anonymous }
        if !user.groups.contains("system:authenticated") { user.groups.append("system:authenticated") }
        return user
    }

    /// Whom a token stands for; nil if nobody has it. Throws where it was good once, or is meant for others.
    /// - Parameter audiences: of whom the token must be meant for one; none means this server.
    func holder(of token: some StringProtocol, for audiences: [String]) async throws -> ServiceAccountTokens.Holder? {
        let own = [serviceAccounts?.issuer ?? ServiceAccountTokens.standardIssuer]
        let audiences = audiences.isEmpty ? own : audiences
        if let user = tokens.user(of: token) {
            // Such a token says nothing of whom it is meant for, and so is meant for this server.
            let shared = audiences.filter { own.contains($0) }
            return shared.isEmpty ? nil : ServiceAccountTokens.Holder(user: user, audiences: shared)
        }
        return try await serviceAccounts?.holder(of: token, for: audiences, now: .now)
    }

    /// The token of an `Authorization: Bearer …` header; nil for other schemes, which Kubernetes overlooks as well.
    static func bearerToken(_ header: String?) -> Substring? {
        let parts = (header ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let token = parts[1].drop { $0 == " " }
        return token.isEmpty ? nil : token
    }
}

/// The users of a `--token-auth-file`.
public struct TokenFile: Sendable, Equatable {
    /// A line that cannot be read, and why.
    public struct ParseError: Error, CustomStringConvertible, Equatable {
        public var line: Int
        public var reason: String
        public var description: String { "line \(line) of the token file: \(reason)" }
    }

    /// By digest, so that the time of a look-up tells nothing of the tokens.
    private var users: [[UInt8]: UserInfo] = [:]

    public init() {}

    /// Reads CSV: `token,user,uid` and, in quotes where it is more than one, `"group1,group2"`. Throws ``ParseError``.
    public init(parsing text: String) throws {
        for (line, fields) in try CSV.records(text) {
            guard fields.count >= 3 else {
                throw ParseError(
                    line: line,
                    reason: "it has \(fields.count) columns, needed are at least 3 (token, user name, user uid)")
            }
            guard !fields[0].isEmpty else { throw ParseError(line: line, reason: "the token is empty") }
            guard !fields[1].isEmpty else { throw ParseError(line: line, reason: "the user name is empty") }
            let groups = fields.count > 3 ? fields[3].split(separator: ",").map(String.init) : []
            let user = UserInfo(name: fields[1], uid: fields[2], groups: groups)
            guard users.updateValue(user, forKey: Self.digest(fields[0])) == nil else {
                throw ParseError(line: line, reason: "the token stands in an earlier line already")
            }
        }
    }

    func user(of token: some StringProtocol) -> UserInfo? { users[Self.digest(token)] }

    private static func digest(_ token: some StringProtocol) -> [UInt8] { Array(SHA256.hash(data: Data(token.utf8))) }
}
