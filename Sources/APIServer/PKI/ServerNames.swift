internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import SwiftASN1
internal import X509

/// What a server is reached by: the names and addresses in its certificate.
public struct ServerNames: Sendable, Equatable {
    public var hosts: [String]
    public var addresses: [String]

    /// The names that every server has, this machine's, and the bind address; where that means every address, all of them.
    public init(bindAddress: String) {
        var buffer = [CChar](repeating: 0, count: 256)
        gethostname(&buffer, buffer.count - 1)
        let hostname = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var hosts = [
            "localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc",
            "kubernetes.default.svc.cluster.local",
        ]
        if !hostname.isEmpty, !hosts.contains(hostname) { hosts.append(hostname) }
        var addresses = ["127.0.0.1", "::1"]
        var more = [bindAddress]
        if ["0.0.0.0", "::"].contains(bindAddress) {
            // A machine whose addresses cannot be listed is still reached over the loopback.
            more = ((try? System.enumerateDevices()) ?? []).compactMap { $0.address?.ipAddress }.filter {
                !$0.contains("%")
            }
        }
        for address in more where !addresses.contains(address) { addresses.append(address) }
        self.hosts = hosts
        self.addresses = addresses
    }

    var generalNames: [GeneralName] {
        hosts.map { .dnsName($0) }
            + addresses.compactMap { Self.bytes(of: $0) }.map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) }
    }

    private static func bytes(of address: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, address, &bytes) == 1 { return Array(bytes[..<4]) }
        return inet_pton(AF_INET6, address, &bytes) == 1 ? bytes : nil
    }
}
