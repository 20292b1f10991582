internal import NIOSSL

extension ClusterConnection {
    /// The name to verify; nil for an address, which TLS compares with the certificate's addresses.
    var verifiedName: String? {
        let name = serverName ?? host
        let isAddress = name.contains(":") || name.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 }
        return isAddress ? nil : name
    }

    func tlsContext() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.applicationProtocols = ["http/1.1"]
        do {
            if let certificateAuthority {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(certificateAuthority))
            }
            if skipsVerification { configuration.certificateVerification = .none }
            if let clientCertificate, let clientKey {
                configuration.certificateChain = try NIOSSLCertificate.fromPEMBytes(clientCertificate)
                    .map { .certificate($0) }
                configuration.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: clientKey, format: .pem))
            }
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw KubeconfigError("the kubeconfig's certificates cannot be used: \(error)")
        }
    }
}
