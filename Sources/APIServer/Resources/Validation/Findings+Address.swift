import Glibc

extension Findings {
    /// An IPv4 or IPv6 address.
    mutating func address(_ field: Field) {
        if AddressFamily(of: field.text) == nil {
            invalid(field, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")
        }
    }
}

/// The two families of IP addresses.
enum AddressFamily {
    case v4, v6

    /// Nil where the text is no address. As in Kubernetes the parts of an IPv4 address may have leading zeros.
    init?(of text: String) {
        var buffer = [UInt8](repeating: 0, count: 16)  // of in6_addr, the longer one
        if text.contains(":") {
            guard inet_pton(AF_INET6, text, &buffer) == 1 else { return nil }
            self = .v6
        } else {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { part in
                part.isEmpty ? "" : String(Substring(part.drop { $0 == "0" }).isEmpty ? "0" : part.drop { $0 == "0" })
            }
            guard inet_pton(AF_INET, parts.joined(separator: "."), &buffer) == 1 else { return nil }
            self = .v4
        }
    }
}
