import CLinux
import Glibc
import KubernetesAPI

/// An image as it was found in an archive, a layout or a directory of skopeo's; manifest and configuration are verified.
struct ImageContent: Sendable {
    struct Layer: Sendable {
        /// Below the ``ImageTree``.
        var path: String
        /// Of the file as it is, where the manifest tells.
        var blob: Digest?
        var size: Int64?
        /// Of the tar archive it expands to.
        var diffID: Digest
    }

    var id: Digest
    var configuration: ImageConfiguration
    var created: Double?
    var layers: [Layer]
    var names: [ImageReference] = []
    /// Of the manifest and of the index that led to it, outermost first.
    var manifests: [Digest] = []
}

/// The files around an image: untrusted, so that every path is looked up as if the directory were the root.
struct ImageTree: Sendable {
    let root: OpenFile
    /// What errors call it.
    let name: String

    /// Nil where it is not there.
    func open(_ path: String) throws -> OpenFile? {
        let descriptor = cl_open_below(root.descriptor, path, O_RDONLY | O_NONBLOCK)
        if descriptor == -ENOENT || descriptor == -ENOTDIR { return nil }
        guard descriptor >= 0 else { throw corrupt("its file \"\(path)\" cannot be opened") }
        let file = OpenFile(descriptor)
        guard try file.status().st_mode & S_IFMT == S_IFREG else { throw corrupt("\"\(path)\" in it is no file") }
        return file
    }

    func json(_ path: String) throws -> JSONValue? {
        try open(path).map { try json($0.contents(limit: Self.documentLimit, called: path), called: path) }
    }

    func json(_ bytes: [UInt8], called path: String) throws -> JSONValue {
        do {
            return try JSONValue.parse(bytes)
        } catch let fault as JSONParseError {
            throw corrupt("\"\(path)\" in it is not valid JSON: \(fault)")
        }
    }

    /// The bytes of a small blob, its digest and size verified.
    func blob(_ descriptor: BlobDescriptor, at path: String) throws -> [UInt8] {
        guard let file = try open(path) else { throw corrupt("its blob \(descriptor.digest) is missing") }
        let bytes = try file.contents(limit: Self.documentLimit, called: path)
        try verify(bytes, descriptor)
        return bytes
    }

    func verify(_ bytes: [UInt8], _ descriptor: BlobDescriptor) throws {
        let actual = Digest(of: bytes)
        guard actual == descriptor.digest else {
            throw corrupt("its blob \(descriptor.digest) has the wrong digest, \(actual)")
        }
        if let size = descriptor.size, size != Int64(bytes.count) {
            throw corrupt("its blob \(descriptor.digest) has \(bytes.count) bytes, not \(size)")
        }
    }

    func corrupt(_ reason: String) -> ImageError { ImageError(.corrupt, "\(name) is refused: \(reason)") }

    /// Manifests and configurations are kilobytes; registries take 4 MiB.
    static let documentLimit = 8 << 20
}

/// What OCI calls a descriptor: a blob by digest.
struct BlobDescriptor: Sendable {
    var digest: Digest
    var size: Int64?
    var mediaType: String
    var platform: (os: String, architecture: String, variant: String)?
    var annotations: [String: String]

    init(_ json: JSONValue?, in tree: ImageTree) throws {
        guard let text = json?["digest"]?.string else { throw tree.corrupt("a blob in its manifest has no digest") }
        guard let digest = Digest(text) else {
            throw tree.corrupt("\"\(text)\" is no SHA-256 digest; other algorithms are not supported")
        }
        self.digest = digest
        size = json?["size"]?.int64
        mediaType = json?["mediaType"]?.string ?? ""
        if let platform = json?["platform"]?.object {
            self.platform = (
                platform["os"]?.string ?? "", platform["architecture"]?.string ?? "",
                platform["variant"]?.string ?? ""
            )
        }
        annotations = [:]
        for (key, value) in json?["annotations"]?.object?.members ?? [] { annotations[key] = value.string }
    }
}
