import Glibc

/// Unpacks the layers of one load into its staging directory, each layer once.
struct LayerUnpacking {
    let layout: StoreLayout
    let staging: Staging
    let limits: UnpackLimits
    let flag: CancellableWork.Flag
    /// The store's layers by key.
    let known: [String: StoredImage.Layer]
    /// What this load has unpacked already, by key.
    private var staged: [String: (layer: StoredImage.Layer, path: String)] = [:]
    private var count = 0
    private let prefix: String

    /// `prefix` sets the names of several attempts in one staging directory apart.
    init(
        _ store: ImageStore, _ staging: Staging, _ flag: CancellableWork.Flag, known images: [StoredImage],
        prefix: String = "0"
    ) {
        self.prefix = prefix
        layout = store.layout
        self.staging = staging
        limits = store.limits
        self.flag = flag
        known = Dictionary(images.flatMap(\.layers).map { ($0.key, $0) }) { first, _ in first }
    }

    /// Verifies every layer of an image and unpacks those that are not there.
    mutating func prepare(_ content: ImageContent, from tree: ImageTree) throws -> PreparedImage {
        guard content.layers.count <= limits.layers else {
            throw tree.corrupt("it has more than \(limits.layers) layers")
        }
        var layers: [PreparedImage.Layer] = []
        var chain: Digest?
        for layer in content.layers {
            let below = chain
            chain = Digest.chain(below, layer.diffID)
            guard let file = try tree.open(layer.path) else {
                throw tree.corrupt("its layer \"\(layer.path)\" is missing")
            }
            if let size = layer.size, case let actual = Int64(try file.status().st_size), actual != size {
                throw tree.corrupt("its layer \(layer.path) has \(actual) bytes, not \(size)")
            }
            let keys = [layer.diffID.hex, chain?.hex ?? layer.diffID.hex]
            do {
                if let found = have(keys) {
                    try verify(file, layer, in: tree)
                    layers.append(found)
                } else {
                    let lower = try layers.map { try OpenFile.directory($0.staged ?? layout.layer($0.layer.key)) }
                    layers.append(try unpack(file, layer, keys, over: lower, in: tree))
                }
            } catch let fault as ImageError where fault.kind == .corrupt && !fault.message.hasPrefix(tree.name) {
                throw tree.corrupt(fault.message)
            }
        }
        return PreparedImage(content: content, layers: layers)
    }

    private func have(_ keys: [String]) -> PreparedImage.Layer? {
        for key in keys {
            if let layer = known[key] { return PreparedImage.Layer(layer: layer) }
            if let (layer, path) = staged[key] { return PreparedImage.Layer(layer: layer, staged: path) }
        }
        return nil
    }

    /// Unpacks a layer whose digests are not known yet, of an import.
    mutating func unpackNew(_ file: OpenFile) throws -> PreparedImage.Layer {
        let (diffID, path, writer, _) = try write(file, over: [])
        return keep(diffID, key: diffID.hex, path, writer.size)
    }

    private mutating func unpack(
        _ file: OpenFile, _ layer: ImageContent.Layer, _ keys: [String], over lower: [OpenFile], in tree: ImageTree
    ) throws -> PreparedImage.Layer {
        let (diffID, path, writer, blob) = try write(file, over: lower)
        try check(layer, blob: blob, diffID: diffID, in: tree)
        return keep(diffID, key: writer.isSelfContained ? keys[0] : keys[1], path, writer.size)
    }

    private mutating func keep(_ diffID: Digest, key: String, _ path: String, _ size: Int64) -> PreparedImage.Layer {
        let layer = StoredImage.Layer(key: key, diffID: diffID, size: size)
        staged[key] = (layer, path)
        return PreparedImage.Layer(layer: layer, staged: path)
    }

    private mutating func write(
        _ file: OpenFile, over lower: [OpenFile]
    ) throws -> (diffID: Digest, path: String, writer: LayerWriter, blob: Digest) {
        count += 1
        let name = "layer-\(prefix)-\(count)"
        let writer = LayerWriter(
            .layer, root: try staging.make(name), trash: staging.trash, lower: LowerLayers(roots: lower),
            limits: limits)
        let stream = try ExpandedStream(FileStream(file), limit: limits.bytes, check: guarding())
        try writer.unpack(ArchiveReader(tar: stream))
        let (blob, diffID) = try stream.finish()
        return (diffID, "\(staging.path)/\(name)", writer, blob)
    }

    private func verify(_ file: OpenFile, _ layer: ImageContent.Layer, in tree: ImageTree) throws {
        let stream = try ExpandedStream(FileStream(file), limit: limits.bytes, check: guarding())
        let (blob, diffID) = try stream.finish()
        try check(layer, blob: blob, diffID: diffID, in: tree)
    }

    private func check(_ layer: ImageContent.Layer, blob: Digest, diffID: Digest, in tree: ImageTree) throws {
        if let wanted = layer.blob, wanted != blob {
            throw tree.corrupt("its layer \(wanted) has the wrong digest, \(blob)")
        }
        guard diffID == layer.diffID else {
            throw tree.corrupt(
                "its layer \(layer.path) has the wrong digest when unpacked: \(diffID), not \(layer.diffID)")
        }
    }

    /// Looks, between blocks, for cancellation and now and then at the room on the disk.
    private func guarding() -> () throws -> Void {
        Self.guarding(staging.trash, reserve: limits.reserve, flag)
    }

    static func guarding(
        _ place: OpenFile, reserve: Int64, _ flag: CancellableWork.Flag
    ) -> () throws -> Void {
        var calls = 0
        return {
            try flag.check()
            calls += 1
            guard calls % 256 == 1 else { return }
            var status = statvfs()
            guard fstatvfs(place.descriptor, &status) == 0 else { return }
            let free = Int64(status.f_bavail) * Int64(status.f_frsize)
            guard free > reserve else { throw ImageError.system("unpack the image", ENOSPC) }
        }
    }
}
