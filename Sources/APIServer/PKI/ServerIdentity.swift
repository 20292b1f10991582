internal import NIOCore
internal import NIOHTTP2
internal import NIOSSL

/// The server's side of TLS: its certificate and key, and the authority of client certificates.
public struct ServerIdentity: Sendable {
    public var certificatePEM: String
    public var keyPEM: String
    public var clientAuthorityPEM: String

    public init(certificatePEM: String, keyPEM: String, clientAuthorityPEM: String) {
        self.certificatePEM = certificatePEM
        self.keyPEM = keyPEM
        self.clientAuthorityPEM = clientAuthorityPEM
    }

    /// TLS 1.2 and later, HTTP/2 preferred, client certificates optional but checked.
    func configuration() throws -> TLSConfiguration {
        let certificates = try NIOSSLCertificate.fromPEMBytes(Array(certificatePEM.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(keyPEM.utf8), format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = NIOHTTP2SupportedALPNProtocols
        configuration.certificateVerification = .optionalVerification
        let authority = try NIOSSLCertificate.fromPEMBytes(Array(clientAuthorityPEM.utf8))
        configuration.trustRoots = .certificates(authority)
        configuration.shutdownTimeout = .seconds(1)
        return configuration
    }
}
