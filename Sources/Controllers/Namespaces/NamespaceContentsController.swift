internal import KubernetesAPI
public import KubernetesClient
public import Logging
public import ServiceLifecycle

/// Sees to it that every namespace has the account `default` and the certificate by which its pods know the server. The server
/// makes both with the namespace; this brings back what somebody has deleted or changed.
public struct NamespaceContentsController: Service {
    private static let account = "default"
    private static let certificate = "kube-root-ca.crt"
    private static let description =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the "
        + "internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of "
        + "Kubernetes clusters."

    private let client: KubernetesClient
    private let authorityPEM: String
    private let logger: Logger

    /// - Parameter authorityPEM: the certificate of the authority that has signed the server's own.
    public init(client: KubernetesClient, authorityPEM: String, logger: Logger) {
        self.client = client
        self.authorityPEM = authorityPEM
        self.logger = logger
    }

    /// Follows namespaces, accounts and certificates until cancelled or asked to shut down.
    public func run() async throws {
        try await keepFollowing("namespaces and what each has", logger) {
            try await withThrowingTaskGroup { group in
                group.addTask { try await followNamespaces() }
                group.addTask { try await followAccounts() }
                group.addTask { try await followCertificates() }
                // Where one breaks off all begin anew, since namespaces alone are not told of what was missed.
                try await group.next()
                group.cancelAll()
            }
        }
    }

    private func followNamespaces() async throws {
        var known: Set<String> = []
        try await client.follow(Namespace.self) { event in
            switch event {
            case .added(let namespace), .modified(let namespace):
                guard namespace.metadata.deletionTimestamp == nil, known.insert(namespace.metadata.uid).inserted else {
                    return
                }
                try await ensureAccount(in: namespace.metadata.name)
                try await ensureCertificate(in: namespace.metadata.name)
            case .deleted(let namespace): known.remove(namespace.metadata.uid)
            case .bookmark: break
            }
        }
    }

    private func followAccounts() async throws {
        try await client.follow(ServiceAccount.self, fieldSelector: "metadata.name=\(Self.account)") { event in
            if case .deleted(let account) = event { try await ensureAccount(in: account.metadata.namespace) }
        }
    }

    private func followCertificates() async throws {
        try await client.follow(ConfigMap.self, fieldSelector: "metadata.name=\(Self.certificate)") { event in
            switch event {
            case .added(let map), .modified(let map):
                guard map.data != content, map.metadata.deletionTimestamp == nil else { return }
                try await restore(map)
            case .deleted(let map): try await ensureCertificate(in: map.metadata.namespace)
            case .bookmark: break
            }
        }
    }

    private var content: [String: String] { ["ca.crt": authorityPEM] }

    private func ensureAccount(in namespace: String) async throws {
        var account = ServiceAccount()
        account.metadata.name = Self.account
        account.metadata.namespace = namespace
        try await create(account)
    }

    private func ensureCertificate(in namespace: String) async throws {
        var map = ConfigMap()
        map.metadata.name = Self.certificate
        map.metadata.namespace = namespace
        map.metadata.annotations = ["kubernetes.io/description": Self.description]
        map.data = content
        try await create(map)
    }

    /// Nothing is to be done where it is there, or where the namespace goes or is gone.
    private func create<Object: APIObject>(_ object: Object) async throws {
        do {
            _ = try await client.get(Object.self, object.metadata.name, namespace: object.metadata.namespace)
            return
        } catch let error as StatusError where error.isNotFound {}
        do { _ = try await client.create(object) } catch let error as StatusError
            where error.isAlreadyExists || error.isForbidden || error.isNotFound
        {}
    }

    private func restore(_ map: ConfigMap) async throws {
        var map = map
        map.data = content
        map.binaryData = [:]
        // Whoever changed it meanwhile is seen in the next event.
        do { _ = try await client.update(map) } catch let error as StatusError
            where error.isConflict || error.isNotFound
        {}
    }
}
