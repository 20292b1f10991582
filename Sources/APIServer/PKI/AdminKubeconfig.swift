internal import FoundationEssentials

/// The kubeconfig of the server's administrator, complete in one file.
public struct AdminKubeconfig: Sendable {
    private let text: String

    /// - Parameter server: `https://127.0.0.1:6443`.
    public init(server: String, authorityPEM: String, admin: ClientIdentity) {
        func encoded(_ pem: String) -> String { Data(pem.utf8).base64EncodedString() }
        text = """
            apiVersion: v1
            kind: Config
            clusters:
            - name: mayfly
              cluster:
                server: \(server)
                certificate-authority-data: \(encoded(authorityPEM))
            users:
            - name: kubernetes-admin
              user:
                client-certificate-data: \(encoded(admin.certificatePEM))
                client-key-data: \(encoded(admin.keyPEM))
            contexts:
            - name: mayfly
              context:
                cluster: mayfly
                user: kubernetes-admin
            current-context: mayfly

            """
    }

    /// Writes the file with mode 0600 in one step. Throws an error that names the file.
    public func write(to path: String) throws { try PrivateFile.write(text, to: path) }
}
