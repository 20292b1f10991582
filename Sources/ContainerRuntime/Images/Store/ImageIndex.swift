/// The records in memory, by everything an image can be asked for with.
struct ImageIndex: Sendable {
    let images: [StoredImage]
    let records: [ImageRecord]
    private var byID: [String: Int] = [:]
    private var byName: [String: Int] = [:]

    init(_ images: [StoredImage], _ layout: StoreLayout) {
        self.images = images
        records = images.map { $0.record(layout) }
        for (index, image) in images.enumerated() {
            byID[image.id.hex] = index
            for name in image.names { byName[name] = index }
            // Later records come first and keep a digest that two images claim.
            for digest in image.digests where byName[digest] == nil { byName[digest] = index }
        }
    }

    /// The index of the image a reference stands for: an id, a name, or a repository with a digest, whose tag is then not
    /// looked at. Throws ``ImageError`` of kind `.invalidReference`.
    func find(_ reference: String) throws -> Int? {
        if let id = Digest(reference) ?? Digest(hex: reference) { return byID[id.hex] }
        let parsed = try ImageReference(reference)
        guard let digest = parsed.digest else { return byName[parsed.description] }
        return byName["\(parsed.repository)@\(digest)"]
    }

    /// As ``find(_:)``, and by the first digits of an id where they stand for one image: for people at a terminal.
    func resolve(_ text: String) throws -> Int? {
        let digits = text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]
        do {
            if let index = try find(text) { return index }
        } catch let error as ImageError {
            guard text.hasPrefix("sha256:") else { throw error }
        }
        guard digits.utf8.count >= 4 else { return nil }
        let matches = images.indices.filter { images[$0].id.hex.hasPrefix(digits) }
        guard matches.count < 2 else {
            throw ImageError(.invalidReference, "\"\(text)\" stands for several images; give more of the id")
        }
        return matches.first
    }
}
