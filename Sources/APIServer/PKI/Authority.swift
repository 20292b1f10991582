internal import Crypto
internal import FoundationEssentials
internal import SwiftASN1
internal import X509

/// The certificate authority of one data directory, and the certificates that it has signed there.
struct Authority {
    private static let day: TimeInterval = 86400
    private static let ownDays = 3650.0
    private static let leafDays = 365.0
    /// A leaf that ends sooner is made anew at start.
    private static let renewalDays = 30.0

    let pem: String
    private let directory: String
    private let certificate: Certificate
    private let key: P256.Signing.PrivateKey

    /// Reads `ca.key` and `ca.crt`, or makes them. The key is written first: a crash in between is made good by certifying it
    /// again. Throws ``PKI/Failure`` or `PrivateFile.IOFailure`.
    init(directory: String) throws {
        self.directory = directory
        let keyPath = directory + "/ca.key"
        let path = directory + "/ca.crt"
        let advice = "restore it from a backup, or remove \(directory) to start with new keys and a new kubeconfig"
        let storedKey = try PrivateFile.read(keyPath)
        let stored = try PrivateFile.read(path)
        switch (storedKey, stored) {
        case (nil, .some): throw PKI.Failure(description: "\(keyPath) is missing while ca.crt is there; \(advice)")
        case (let keyPEM?, _):
            do { key = try P256.Signing.PrivateKey(pemRepresentation: keyPEM) } catch {
                throw PKI.Failure(description: "\(keyPath) is no P-256 private key in PEM; \(advice)")
            }
        case (nil, nil):
            key = P256.Signing.PrivateKey()
            try PrivateFile.write(key.pemRepresentation + "\n", to: keyPath)
        }
        if let stored {
            do { certificate = try Certificate(pemEncoded: stored) } catch {
                throw PKI.Failure(description: "\(path) is no certificate in PEM; \(advice)")
            }
            guard certificate.publicKey == Certificate.PublicKey(key.publicKey) else {
                throw PKI.Failure(description: "\(path) and ca.key do not belong together; \(advice)")
            }
            guard certificate.notValidAfter > Date() else {
                throw PKI.Failure(
                    description: "\(path) has expired; remove \(directory) to start with new keys and a new kubeconfig")
            }
            pem = stored
        } else {
            certificate = try Self.certify(key)
            pem = try certificate.serializeAsPEM().pemString + "\n"
            try PrivateFile.write(pem, to: path)
        }
    }

    private static func certify(_ key: P256.Signing.PrivateKey) throws -> Certificate {
        let name = try DistinguishedName { CommonName("mayfly-ca") }
        let publicKey = Certificate.PublicKey(key.publicKey)
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
            notValidBefore: Date() - 300, notValidAfter: Date() + ownDays * day, issuer: name, subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
                SubjectKeyIdentifier(hash: publicKey)
            }, issuerPrivateKey: Certificate.PrivateKey(key))
    }

    /// Reads `NAME.key` and `NAME.crt`, and makes anew what is missing, unreadable, not ours, ending soon or lacks a name.
    func leaf(
        _ file: String, subject: DistinguishedName, use: ExtendedKeyUsage.Usage, names: ServerNames?
    ) throws -> (certificatePEM: String, keyPEM: String) {
        let path = "\(directory)/\(file)"
        if let keyPEM = try PrivateFile.read(path + ".key"), let pem = try PrivateFile.read(path + ".crt"),
            isUsable(pem, keyPEM, names: names)
        {
            return (pem, keyPEM)
        }
        let leafKey = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(leafKey.publicKey)
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
            notValidBefore: Date() - 300,
            notValidAfter: min(Date() + Self.leafDays * Self.day, certificate.notValidAfter),
            issuer: certificate.subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true, keyEncipherment: true))
                try ExtendedKeyUsage([use])
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey)).keyIdentifier)
                if let names { SubjectAlternativeNames(names.generalNames) }
            }, issuerPrivateKey: Certificate.PrivateKey(key))
        let pem = try certificate.serializeAsPEM().pemString + "\n"
        let keyPEM = leafKey.pemRepresentation + "\n"
        try PrivateFile.write(keyPEM, to: path + ".key")
        try PrivateFile.write(pem, to: path + ".crt")
        return (pem, keyPEM)
    }

    private func isUsable(_ pem: String, _ keyPEM: String, names: ServerNames?) -> Bool {
        do {
            let leaf = try Certificate(pemEncoded: pem)
            let leafKey = try P256.Signing.PrivateKey(pemRepresentation: keyPEM)
            guard leaf.publicKey == Certificate.PublicKey(leafKey.publicKey),
                certificate.publicKey.isValidSignature(leaf.signature, for: leaf),
                leaf.notValidAfter > Date() + Self.renewalDays * Self.day
            else { return false }
            guard let names else { return true }
            let present = try leaf.extensions.subjectAlternativeNames.map(Set.init) ?? []
            return present.isSuperset(of: names.generalNames)
        } catch {
            return false
        }
    }
}
