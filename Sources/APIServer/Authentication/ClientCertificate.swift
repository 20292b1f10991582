internal import SwiftASN1
internal import X509

/// What a client certificate says of its owner.
enum ClientCertificate {
    /// Common name as the user, organisations as the groups, as Kubernetes reads them. Nil if there is no common name.
    static func user(of der: [UInt8]) throws -> UserInfo? {
        let certificate = try Certificate(derEncoded: der)
        var name = ""
        var groups: [String] = []
        for relativeName in certificate.subject {
            for attribute in relativeName {
                let value = String(describing: attribute.value)
                switch attribute.type {
                case .RDNAttributeType.commonName: name = value
                case .RDNAttributeType.organizationName: groups.append(value)
                default: break
                }
            }
        }
        return name.isEmpty ? nil : UserInfo(name: name, groups: groups)
    }
}
