import Glibc
public import Logging
import Synchronization

/// The images of this machine. Reading costs one small system call; records stay in memory until another process, or this
/// one, changes them.
public final class ImageStore: ImageStoring {
    let layout: StoreLayout
    let files: RecordFiles
    let generation: Generation
    let limits: UnpackLimits
    let logger: Logger
    private let cache: Mutex<Cache>

    private struct Cache {
        var generation: UInt64
        var index: ImageIndex
        /// References that were asked for, as they were written, without those that stand for nothing.
        var found: [String: Int] = [:]
    }

    /// Opens the store in a directory, usually `DATA_DIR/images`, which is made where missing; removes what interrupted
    /// loads left. Throws ``ImageError``.
    public static func open(directory: String, logger: Logger = Logger(label: "mayfly.images")) async throws
        -> ImageStore
    {
        try await open(directory: directory, logger: logger, limits: UnpackLimits())
    }

    static func open(directory: String, logger: Logger, limits: UnpackLimits) async throws -> ImageStore {
        try await CancellableWork.run { _ in
            try ImageStore(StoreLayout(root: absolute(directory)), logger, limits)
        }
    }

    private init(_ layout: StoreLayout, _ logger: Logger, _ limits: UnpackLimits) throws {
        self.layout = layout
        self.limits = limits
        self.logger = logger
        files = RecordFiles(layout: layout, logger: logger)
        try layout.make()
        generation = try Generation(layout)
        let index = try Self.sweep(layout, files, generation)
        cache = Mutex(Cache(generation: try generation.read(), index: index))
        // What was read above may be older than the number; one reload settles it.
        cache.withLock { $0.generation = .max }
    }

    private static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        guard let current = getcwd(nil, 0) else { return path }
        defer { free(current) }
        return "\(String(cString: current))/\(path)"
    }

    /// The image a reference stands for, nil where it is not here; the fast path of every container's start.
    public func find(_ reference: String) async throws -> ImageRecord? {
        if let hit = try cached({ cache, index -> ImageRecord? in
            cache[reference].map { index.records[$0] }
        }) {
            return hit
        }
        let index = try await current()
        guard let position = try index.find(reference) else { return nil }
        remember(reference, position, in: index)
        return index.records[position]
    }

    /// Every image, the last changed first.
    public func list() async throws -> [ImageRecord] { try await current().records }

    /// As ``find(_:)``, and by the first digits of an id, as people type it.
    public func resolve(_ text: String) async throws -> ImageRecord? {
        let index = try await current()
        return try index.resolve(text).map { index.records[$0] }
    }

    /// What the cache holds, where nothing has changed since.
    private func cached<T>(_ body: ([String: Int], ImageIndex) -> T?) throws -> T? {
        let now = try generation.read()
        guard now & 1 == 0 else { return nil }
        return cache.withLock { $0.generation == now ? body($0.found, $0.index) : nil }
    }

    private func remember(_ reference: String, _ position: Int, in index: ImageIndex) {
        cache.withLock { cache in
            guard cache.index.images.indices.contains(position), cache.index.images[position] == index.images[position]
            else { return }
            if cache.found.count >= 4096 { cache.found.removeAll() }
            cache.found[reference] = position
        }
    }

    /// The index, read again where something has changed.
    func current() async throws -> ImageIndex {
        if let index = try cached({ _, index in index }) { return index }
        return try await CancellableWork.run { [self] _ in
            for _ in 0..<5 {
                let before = try generation.read()
                let index = ImageIndex(try files.read(), layout)
                guard try generation.read() == before else { continue }
                if before & 1 == 0 { cache.withLock { $0 = Cache(generation: before, index: index) } }
                return index
            }
            // Writers keep at it; under their lock there is a quiet moment.
            let lock = try StoreLock(layout)
            return ImageIndex(try files.read(lock), layout)
        }
    }
}
