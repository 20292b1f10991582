import Glibc

extension ImageStore {
    /// Removes what dead processes left: their staging directories, and layers no record names. Gives what is there.
    static func sweep(_ layout: StoreLayout, _ files: RecordFiles, _ generation: Generation) throws -> ImageIndex {
        let lock = try StoreLock(layout)
        defer { _ = consume lock }
        try Staging.sweep(layout)
        for name in try Directory.names(layout.records) where name.hasSuffix(".new") {
            unlink("\(layout.records)/\(name)")
        }
        let index = ImageIndex(try files.read(lock), layout)
        // A writer died between two records: whoever has them in memory reads them again.
        if try generation.read() & 1 == 1 { try generation.change {} }
        // A container may run on layers whose record is in quarantine.
        guard try Directory.names(layout.quarantine).isEmpty else { return index }
        let used = Set(index.images.flatMap { $0.layers.map(\.key) })
        for key in try Directory.names(layout.layers) where key != StoreLayout.emptyLayer && !used.contains(key) {
            // Renamed first: a removal that is interrupted must not leave half a layer under a layer's name.
            let doomed = "\(layout.staging)/doomed-\(key)"
            guard rename(layout.layer(key), doomed) == 0 else { throw ImageError.system("move \(layout.layer(key))") }
            try Directory.removeTree(doomed)
        }
        return index
    }
}
