internal import KubernetesAPI

/// All that is needed to reach one cluster as one user.
public struct ClusterConnection: Sendable {
    public var host: String
    public var port: Int
    /// False only for `http://` servers.
    public var usesTLS = true
    /// What stands before `/api` in the server's URL, without a closing slash; mostly empty.
    public var pathPrefix = ""
    /// PEM; nil: the system's certificate authorities.
    public var certificateAuthority: [UInt8]?
    public var skipsVerification = false
    /// The name the server's certificate must have, where it is not the host.
    public var serverName: String?
    /// PEM.
    public var clientCertificate: [UInt8]?
    public var clientKey: [UInt8]?
    public var bearerToken: String?
    /// The namespace of the context; nil where it names none.
    public var namespace: String?

    /// `https://127.0.0.1:6443`, for messages.
    public var url: String {
        "\(usesTLS ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)\(pathPrefix)"
    }

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

extension Kubeconfig {
    /// The connection a context describes (nil: the current one). Throws a ``KubeconfigError``.
    public func connection(context name: String? = nil) throws -> ClusterConnection {
        let contextName = name ?? currentContext
        guard !contextName.isEmpty || !clusters.isEmpty else {
            throw KubeconfigError(
                "no cluster is configured: start one with 'mayfly server', or name a kubeconfig with --kubeconfig or $KUBECONFIG"
            )
        }
        guard let context = contexts[contextName] else {
            throw KubeconfigError(
                name == nil && contextName.isEmpty
                    ? "current-context is not set in the kubeconfig: choose one with --context"
                    : "context \"\(contextName)\" does not exist")
        }
        let clusterName = context["cluster"]?.string ?? ""
        guard let cluster = clusters[clusterName] else {
            throw KubeconfigError("cluster \"\(clusterName)\" of context \"\(contextName)\" does not exist")
        }
        var connection = try ClusterConnection(server: cluster["server"]?.string ?? "")
        connection.certificateAuthority = try material("cluster", clusterName, cluster, "certificate-authority")
        connection.skipsVerification = cluster["insecure-skip-tls-verify"]?.bool ?? false
        connection.serverName = cluster["tls-server-name"]?.string
        connection.namespace = context["namespace"]?.string
        let userName = context["user"]?.string ?? ""
        guard !userName.isEmpty else { return connection }
        guard let user = users[userName] else {
            throw KubeconfigError("user \"\(userName)\" of context \"\(contextName)\" does not exist")
        }
        connection.clientCertificate = try material("user", userName, user, "client-certificate")
        connection.clientKey = try material("user", userName, user, "client-key")
        connection.bearerToken = user["token"]?.string
        if let file = user["tokenFile"]?.string {
            let text = String(decoding: try readFile(absolute(file, of: "user/\(userName)")), as: UTF8.self)
            connection.bearerToken = String(text.filter { !$0.isWhitespace })
        }
        if user["exec"] != nil {
            throw KubeconfigError(
                "user \"\(userName)\" uses a credential plugin (exec), which mayfly does not run yet: give it a token or a client certificate"
            )
        }
        return connection
    }

    /// The bytes of `KEY-data` (base64), else of the file `KEY` names.
    private func material(_ member: String, _ name: String, _ entry: JSONValue, _ key: String) throws -> [UInt8]? {
        if let data = entry["\(key)-data"]?.string, !data.isEmpty {
            guard let bytes = base64Decoded(data) else {
                throw KubeconfigError("\(key)-data of \(member) \"\(name)\" is not base64")
            }
            return bytes
        }
        guard let file = entry[key]?.string, !file.isEmpty else { return nil }
        return try readFile(absolute(file, of: "\(member)/\(name)"))
    }

    private func absolute(_ file: String, of entry: String) -> String {
        file.hasPrefix("/") ? file : "\(directories[entry] ?? ".")/\(file)"
    }
}

extension ClusterConnection {
    /// Reads a kubeconfig's `server` URL.
    init(server: String) throws {
        var rest = Substring(server)
        let tls = !rest.hasPrefix("http://")
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
        let authority = rest.prefix { $0 != "/" }
        let portStart = authority.lastIndex(of: ":").flatMap { authority[$0...].contains("]") ? nil : $0 }
        let host = authority[..<(portStart ?? authority.endIndex)].filter { $0 != "[" && $0 != "]" }
        let port = portStart.map { Int(authority[authority.index(after: $0)...]) } ?? (tls ? 443 : 80)
        guard !host.isEmpty, let port, (1...65535).contains(port) else {
            throw KubeconfigError(
                "the kubeconfig's server \"\(server)\" is not a URL: it must be like https://HOST:PORT")
        }
        self.init(host: String(host), port: port)
        usesTLS = tls
        pathPrefix = String(rest.dropFirst(authority.count))
        while pathPrefix.hasSuffix("/") { pathPrefix.removeLast() }
    }
}
