internal import Crypto
internal import FoundationEssentials
internal import X509

/// The server's certificates and keys in `DATA_DIR/pki`: read where they are, made where they are missing or near their end.
public struct PKI: Sendable {
    /// Why the keys cannot be used, with the file and the next step.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// `ca.crt`, as kubeconfigs embed it.
    public let authorityPEM: String
    /// What the HTTPS server shows to clients, and checks theirs with.
    public let server: ServerIdentity
    /// `O=system:masters, CN=kubernetes-admin`.
    public let admin: ClientIdentity
    /// The P-256 key in PEM that signs service-account tokens (ES256).
    public let serviceAccountKeyPEM: String

    /// Completes the set in the directory, which is made if needed. An authority that is there is never replaced.
    /// - Parameter names: what the server is reached by, beside the names that every server has. Throws ``Failure``.
    public init(directory: String, names: ServerNames) throws {
        do {
            try PrivateFile.makeDirectory(directory)
            let authority = try Authority(directory: directory)
            let server = try authority.leaf(
                "apiserver", subject: try DistinguishedName { CommonName("kube-apiserver") }, use: .serverAuth,
                names: names)
            let admin = try authority.leaf(
                "admin",
                subject: try DistinguishedName {
                    OrganizationName("system:masters")
                    CommonName("kubernetes-admin")
                }, use: .clientAuth, names: nil)
            authorityPEM = authority.pem
            self.server = ServerIdentity(
                certificatePEM: server.certificatePEM, keyPEM: server.keyPEM, clientAuthorityPEM: authority.pem)
            self.admin = ClientIdentity(certificatePEM: admin.certificatePEM, keyPEM: admin.keyPEM)
            serviceAccountKeyPEM = try Self.signingKey(directory + "/sa")
        } catch let failure as PrivateFile.IOFailure {
            throw Failure(description: "\(failure)")
        }
    }

    private static func signingKey(_ path: String) throws -> String {
        let key: P256.Signing.PrivateKey
        if let pem = try PrivateFile.read(path + ".key") {
            do { key = try P256.Signing.PrivateKey(pemRepresentation: pem) } catch {
                throw Failure(
                    description:
                        "\(path).key is no P-256 private key in PEM; restore it, or remove it to have a new one")
            }
        } else {
            key = P256.Signing.PrivateKey()
            try PrivateFile.write(key.pemRepresentation + "\n", to: path + ".key")
        }
        if try PrivateFile.read(path + ".pub") == nil {
            try PrivateFile.write(key.publicKey.pemRepresentation + "\n", to: path + ".pub")
        }
        return key.pemRepresentation
    }
}

/// A client's certificate and key in PEM.
public struct ClientIdentity: Sendable {
    public var certificatePEM: String
    public var keyPEM: String
}
