import Glibc
import KubernetesAPI
import Logging

/// The records on disk.
struct RecordFiles: Sendable {
    let layout: StoreLayout
    let logger: Logger

    /// Every image, later records first. A record that cannot be read is moved into quarantine and named in the log.
    /// `lock` is the store's, where the caller holds it.
    func read(_ lock: StoreLock? = nil) throws -> [StoredImage] {
        var images: [StoredImage] = []
        for name in try Directory.names(layout.records) where name.hasSuffix(".json") {
            do {
                if let image = try read(name) { images.append(image) }
            } catch let fault as StoredImage.Unreadable {
                try quarantine(name, fault.reason, lock)
            }
        }
        images.sort { ($0.sequence, $0.id.hex) > ($1.sequence, $1.id.hex) }
        // A writer that died between two records leaves a name in both; the later one has it.
        var taken: Set<String> = []
        for index in images.indices { images[index].names.removeAll { !taken.insert($0).inserted } }
        return images
    }

    private func read(_ name: String) throws -> StoredImage? {
        let descriptor = open("\(layout.records)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }  // removed since the directory was listed
            throw StoredImage.Unreadable(reason: String(cString: strerror(errno)))
        }
        do {
            let bytes = try OpenFile(descriptor).contents(limit: 16 << 20, called: name)
            let image = try StoredImage(json: JSONValue.parse(bytes))
            guard name == "\(image.id.hex).json" else { throw StoredImage.Unreadable(reason: "its id is another one") }
            guard image.layers.allSatisfy({ access(layout.layer($0.key), F_OK) == 0 }) else {
                throw StoredImage.Unreadable(reason: "a layer it names is missing")
            }
            return image
        } catch let fault as JSONParseError {
            throw StoredImage.Unreadable(reason: fault.description)
        } catch let fault as ImageError {
            throw StoredImage.Unreadable(reason: fault.message)
        }
    }

    private func quarantine(_ name: String, _ reason: String, _ held: StoreLock?) throws {
        let lock = try held ?? StoreLock(layout)
        defer { _ = consume lock }
        // Without the lock a reader may have come upon an image that is just being removed.
        do {
            _ = try read(name)
        } catch is StoredImage.Unreadable {
            let place = "\(layout.quarantine)/\(name).\(time(nil))"
            guard rename("\(layout.records)/\(name)", place) == 0 else {
                throw ImageError.system("set the unreadable record \(layout.records)/\(name) aside")
            }
            logger.warning(
                "an image record cannot be read and was set aside; load the image again",
                metadata: ["record": "\(place)", "reason": "\(reason)"])
        }
    }

    /// Replaces the image's record as a whole; on disk on return.
    func write(_ image: StoredImage) throws {
        let path = layout.record(image.id)
        let temporary = path + ".new"
        do {
            let file = try OpenFile.open(temporary, O_WRONLY | O_CREAT | O_TRUNC)
            try image.json.encoded().withUnsafeBytes { try file.write($0) }
            guard fsync(file.descriptor) == 0 else { throw ImageError.system("write \(temporary)") }
        }
        guard rename(temporary, path) == 0 else { throw ImageError.system("write \(path)") }
        try Directory.sync(layout.records)
    }

    func remove(_ id: Digest) throws {
        guard unlink(layout.record(id)) == 0 || errno == ENOENT else {
            throw ImageError.system("remove the record of \(id)")
        }
        try Directory.sync(layout.records)
    }
}
