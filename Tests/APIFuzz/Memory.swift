import Foundation

enum Memory {
    /// What the process has in memory now (`VmRSS`).
    static func residentMiB() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
            let kib = Int(line.filter(\.isNumber))
        else { return 0 }
        return kib / 1024
    }
}
