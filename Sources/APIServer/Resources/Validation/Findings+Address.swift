import Glibc

extension Findings {
    /// An IPv4 or IPv6 address.
    mutating func address(_ field: Field) {
        var buffer = [UInt8](repeating: 0, count: 16)  // of in6_addr, the longer one
        let text = field.text
        let isAddress = inet_pton(AF_INET, text, &buffer) == 1 || inet_pton(AF_INET6, text, &buffer) == 1
        if !isAddress { invalid(field, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)") }
    }
}
