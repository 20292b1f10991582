internal import KubernetesAPI

/// Who sends a request, as authentication found it.
public struct UserInfo: Sendable, Equatable {
    public var name: String
    public var uid: String
    public var groups: [String]
    /// What else authentication knows, by keys of its own.
    public var extra: [String: [String]] = [:]

    public init(name: String, uid: String = "", groups: [String] = []) {
        self.name = name
        self.uid = uid
        self.groups = groups
    }

    /// The node agent and the controllers when they run in this process.
    public static func node(_ name: String) -> UserInfo {
        UserInfo(name: "system:node:\(name)", groups: ["system:nodes", "system:masters", "system:authenticated"])
    }

    /// A controller of this process, by its name.
    public static func controller(_ name: String) -> UserInfo {
        UserInfo(
            name: "system:serviceaccount:kube-system:\(name)",
            groups: ["system:serviceaccounts", "system:masters", "system:authenticated"])
    }

    public static let anonymous = UserInfo(name: "system:anonymous", groups: ["system:unauthenticated"])
}

extension UserInfo {
    var extraJSON: JSONValue {
        .object(JSONObject(extra.map { (key: $0, value: strings($1)) }).sorted())
    }
}

/// What the HTTP layer learned of a connection, for authentication.
public struct ConnectionIdentity: Sendable {
    /// Common name and organisations of a client certificate that our CA has signed, nil without one.
    public var certificate: UserInfo?
    public var remoteAddress: String

    public init(certificate: UserInfo?, remoteAddress: String) {
        self.certificate = certificate
        self.remoteAddress = remoteAddress
    }
}
