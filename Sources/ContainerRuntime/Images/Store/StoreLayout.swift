import Glibc

/// Where the store keeps what, below its directory:
///
///     records/HEX.json   one image each; written last, by rename
///     layers/HEX/        unpacked layers, named by diff-id, or by chain where they depend on those below
///     layers/empty/      for images without layers
///     staging/NAME/      loads in progress, locked by their process; leftovers are swept at the next start
///     leases/OWNER       the image a container was made from
///     quarantine/        records that could not be read
///     lock, removal.lock exclusion of writers; of removals and those who take leases
///     generation         a counter by which readers see that something changed
struct StoreLayout: Sendable {
    let root: String

    var records: String { root + "/records" }
    var layers: String { root + "/layers" }
    var staging: String { root + "/staging" }
    var leases: String { root + "/leases" }
    var quarantine: String { root + "/quarantine" }
    var lock: String { root + "/lock" }
    var removalLock: String { root + "/removal.lock" }
    var generation: String { root + "/generation" }
    static let emptyLayer = "empty"

    func layer(_ key: String) -> String { "\(layers)/\(key)" }
    func record(_ id: Digest) -> String { "\(records)/\(id.hex).json" }

    func make() throws {
        for directory in [root, records, layers, staging, leases, quarantine] { try Directory.make(directory) }
        try Directory.make(layer(Self.emptyLayer), mode: 0o755)
    }
}

/// Excludes other writers, in this process and in others, until it goes. Held for moments only, never while unpacking.
final class StoreLock {
    private let file: OpenFile

    /// Waits for the others.
    convenience init(_ layout: StoreLayout) throws { try self.init(layout.lock, LOCK_EX) }

    /// The second lock, which only keeps removals apart from those who take a lease; taken after the first one.
    convenience init(removalOf layout: StoreLayout, shared: Bool) throws {
        try self.init(layout.removalLock, shared ? LOCK_SH : LOCK_EX)
    }

    private init(_ path: String, _ mode: Int32) throws {
        file = try OpenFile.open(path, O_RDWR | O_CREAT)
        while flock(file.descriptor, mode) != 0 {
            guard errno == EINTR else { throw ImageError.system("lock the image store") }
        }
    }
}

/// A counter in a file: odd while a writer is at work. A reader that finds the same even number twice has missed nothing.
final class Generation: Sendable {
    private let file: OpenFile

    init(_ layout: StoreLayout) throws { file = try OpenFile.open(layout.generation, O_RDWR | O_CREAT) }

    /// One system call, under a microsecond.
    func read() throws -> UInt64 {
        var value: UInt64 = 0
        let count = withUnsafeMutableBytes(of: &value) { pread(file.descriptor, $0.baseAddress, $0.count, 0) }
        guard count >= 0 else { throw ImageError.system("read the image store's generation") }
        return value
    }

    /// Only under the lock. A writer that dies inside leaves the number odd: nobody trusts memory until the next one.
    func change<T>(_ body: () throws -> T) throws -> T {
        let odd = try read() | 1
        try write(odd)
        let result = try body()
        try write(odd &+ 1)
        return result
    }

    private func write(_ value: UInt64) throws {
        let count = withUnsafeBytes(of: value) { pwrite(file.descriptor, $0.baseAddress, $0.count, 0) }
        guard count == 8 else { throw ImageError.system("write the image store's generation") }
    }
}
