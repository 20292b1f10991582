/// An image that is unpacked and ready on this machine.
public struct ImageRecord: Sendable, Codable, Equatable {
    /// `sha256:` and the digest of its configuration.
    public var id: String
    /// Every name it has here, normalised: `docker.io/library/busybox:1.36`.
    public var names: [String]
    /// `docker.io/library/busybox@sha256:…`, where the manifest's digest is known.
    public var digests: [String]
    /// Bytes of its layers, unpacked.
    public var size: Int64
    /// Seconds since 1970, from the configuration.
    public var created: Double?
    public var configuration: ImageConfiguration
    /// The directories of its unpacked layers, lowest first, absolute; never none: an image without layers has an empty one.
    /// Whiteouts are overlayfs's. To be mounted read-only and never written to, for other images share them.
    public var layers: [String]

    public init(
        id: String, names: [String] = [], digests: [String] = [], size: Int64 = 0, created: Double? = nil,
        configuration: ImageConfiguration = ImageConfiguration(), layers: [String] = []
    ) {
        self.id = id
        self.names = names
        self.digests = digests
        self.size = size
        self.created = created
        self.configuration = configuration
        self.layers = layers
    }

    /// What `status.containerStatuses[].imageID` says: `docker.io/library/busybox@sha256:…` of the reference's repository
    /// where known, else of any, else the id.
    public func imageID(for reference: String) -> String {
        // Something that is no reference, such as an id, has no repository to prefer.
        let prefix = digests.isEmpty ? nil : (try? ImageReference(reference)).map { $0.repository + "@" }
        return prefix.flatMap { prefix in digests.first { $0.hasPrefix(prefix) } } ?? digests.first ?? id
    }
}

/// The part of an OCI image configuration that running needs.
public struct ImageConfiguration: Sendable, Codable, Equatable {
    public var entrypoint: [String] = []
    public var command: [String] = []
    /// `NAME=VALUE`.
    public var environment: [String] = []
    public var workingDirectory = ""
    public var user = ""
    public var labels: [String: String] = [:]
    public var stopSignal: String?
    public var exposedPorts: [String] = []
    public var volumes: [String] = []
    public var architecture = ""
    public init() {}
}

/// The images of this machine, under `DATA_DIR/images`; several processes may use it at once (the server, `mayfly image`).
public protocol ImageStoring: Sendable {
    /// The image a reference (`busybox`, `docker.io/library/busybox:1.36`, a digest, an id) stands for, if it is here.
    func find(_ reference: String) async throws -> ImageRecord?
    func list() async throws -> [ImageRecord]
    /// Fetches through skopeo and unpacks. Throws ``ImageError``. Cancelling leaves nothing half-visible.
    func pull(_ reference: String, credentials: RegistryCredentials?, progress: (@Sendable (String) -> Void)?)
        async throws -> ImageRecord
    func remove(_ reference: String) async throws
    /// Keeps an image (`sha256:…`) from being removed by any process, until its owner, such as a container, releases it. An owner
    /// holds one image, the last one named. Throws ``ImageError`` of kind `.notFound` where the image is gone.
    func hold(_ imageID: String, for owner: String) async throws
    /// Gives an owner's image free; succeeds where there is nothing to give.
    func release(owner: String) async throws
}

/// A store whose images nobody removes needs no leases.
extension ImageStoring {
    public func hold(_ imageID: String, for owner: String) async throws {}
    public func release(owner: String) async throws {}
}

public struct RegistryCredentials: Sendable {
    public var username: String
    public var password: String
    public init(username: String, password: String) {
        self.username = username
        self.password = password
    }
}

/// Why an image could not be had.
public struct ImageError: Error, Sendable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        case invalidReference, notFound, pull, registryUnavailable, corrupt, inUse, io
    }
    public var kind: Kind
    public var message: String
    public var description: String { message }

    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
