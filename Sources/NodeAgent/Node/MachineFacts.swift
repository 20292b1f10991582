internal import Glibc
internal import KubernetesAPI

/// What there is to know of this machine for its Node object.
struct MachineFacts: Sendable {
    var capacity: NodeCapacity
    var machineID: String
    var systemUUID: String
    var bootID: String
    var kernelVersion: String
    var osImage: String
    var architecture: String
    /// Of its network interfaces: the primary one's IPv4 address first, loopback only where there is nothing else.
    var addresses: [String]

    /// Reads it; blocks shortly. Throws where the kernel does not tell the size of memory.
    static func read(dataDirectory: String) throws -> MachineFacts {
        var names = utsname()
        uname(&names)
        let release = text(of: names.release)
        let machine = text(of: names.machine)
        let memory = try memoryTotal()
        var disk = statvfs()
        let storage = statvfs(dataDirectory, &disk) == 0 ? Int64(disk.f_blocks) * Int64(disk.f_frsize) : 0
        let cpus = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        return MachineFacts(
            capacity: NodeCapacity(cpuMillis: Int64(cpus) * 1000, memory: memory, ephemeralStorage: storage),
            machineID: try line("/etc/machine-id"), systemUUID: try line("/sys/class/dmi/id/product_uuid"),
            bootID: try line("/proc/sys/kernel/random/boot_id"), kernelVersion: release, osImage: try osImage(),
            architecture: ["x86_64": "amd64", "aarch64": "arm64"][machine] ?? machine,
            addresses: interfaceAddresses())
    }

    private static func line(_ path: String) throws -> String {
        guard let bytes = try? Files.read(path) else { return "" }  // not every machine has every one of them
        return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
    }

    private static func memoryTotal() throws -> Int64 {
        let table = String(decoding: try Files.read("/proc/meminfo") ?? [], as: UTF8.self)
        for line in table.split(separator: "\n") where line.hasPrefix("MemTotal:") {
            let words = line.split(separator: " ")
            if words.count > 1, let kilobytes = Int64(words[1]) { return kilobytes * 1024 }
        }
        throw ResolutionError("/proc/meminfo does not tell the size of memory; mount /proc")
    }

    private static func osImage() throws -> String {
        let table = String(decoding: try Files.read("/etc/os-release") ?? [], as: UTF8.self)
        for line in table.split(separator: "\n") where line.hasPrefix("PRETTY_NAME=") {
            return String(line.dropFirst("PRETTY_NAME=".count)).filter { $0 != "\"" }
        }
        return "Linux"
    }

    private static func interfaceAddresses() -> [String] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return ["127.0.0.1"] }
        defer { freeifaddrs(first) }
        let primary = defaultRouteInterface()
        var found: [(interface: String, address: String)] = []
        var next = first
        while let entry = next {
            next = entry.pointee.ifa_next
            guard let address = entry.pointee.ifa_addr, address.pointee.sa_family == sa_family_t(AF_INET),
                entry.pointee.ifa_flags & UInt32(IFF_UP) != 0,
                entry.pointee.ifa_flags & UInt32(IFF_LOOPBACK) == 0
            else { continue }
            var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
            let isWritten = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
                inet_ntop(AF_INET, &pointer.pointee.sin_addr, &text, socklen_t(text.count)) != nil
            }
            guard isWritten else { continue }
            let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            found.append((String(cString: entry.pointee.ifa_name), String(decoding: bytes, as: UTF8.self)))
        }
        let chosen = found.first { $0.interface == primary } ?? found.first
        return [chosen?.address ?? "127.0.0.1"]
    }

    private static func defaultRouteInterface() -> String? {
        // A machine without a network has none.
        guard let bytes = try? Files.read("/proc/net/route") else { return nil }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t")
            if fields.count > 1, fields[1] == "00000000" { return String(fields[0]) }
        }
        return nil
    }

    private static func text<Field>(of field: Field) -> String {
        withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
