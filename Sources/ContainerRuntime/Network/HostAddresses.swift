import Glibc

/// The machine's own addresses, for pods on its network.
enum HostAddresses {
    /// IPv4 addresses of interfaces that are up, those of `lo` last.
    static func current() -> [String] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return ["127.0.0.1"] }
        defer { freeifaddrs(first) }
        var outer: [String] = []
        var loopback: [String] = []
        var next = first
        while let interface = next {
            next = interface.pointee.ifa_next
            guard let address = interface.pointee.ifa_addr, address.pointee.sa_family == AF_INET,
                interface.pointee.ifa_flags & UInt32(IFF_UP) != 0
            else { continue }
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let length = socklen_t(MemoryLayout<sockaddr_in>.size)
            guard getnameinfo(address, length, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else {
                continue
            }
            let name = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if interface.pointee.ifa_flags & UInt32(IFF_LOOPBACK) != 0 {
                loopback.append(name)
            } else if !String(cString: interface.pointee.ifa_name).hasPrefix("mf") {
                outer.append(name)
            }
        }
        return outer.isEmpty ? loopback : outer
    }
}
