import FoundationEssentials

/// A sandbox on disk.
struct SandboxFile: Codable, Sendable {
    var sandbox: Sandbox
    /// False until everything of it is there.
    var isComplete: Bool
    var bootID: String
}

/// A container on disk, written before anything of it is made.
struct ContainerFile: Codable, Sendable {
    var spec: ContainerSpec
    var uniqueID: String
    var bootID: String
    /// It stays with the runtime that made it, whichever later servers use.
    var runtime: RuntimeBinary
}

/// Reads and writes such records as JSON.
enum Records {
    static func read<T: Decodable>(_ type: T.Type, _ path: String) throws -> T? {
        try Files.read(path).map { try JSONDecoder().decode(type, from: Data($0)) }
    }

    static func write(_ value: some Encodable, to path: String, durable: Bool) throws {
        try Files.replace(path, with: Array(try JSONEncoder().encode(value)), durable: durable)
    }
}
