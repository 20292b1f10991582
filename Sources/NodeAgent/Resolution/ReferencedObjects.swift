internal import KubernetesAPI

/// The configuration objects a container's environment or a pod's volumes name, as they were found.
struct ReferencedObjects: Sendable {
    /// By name, in the pod's namespace. Missing: not found.
    var configMaps: [String: ConfigMap] = [:]
    var secrets: [String: Secret] = [:]
    /// Made for this pod.
    var tokens: [TokenWish: IssuedToken] = [:]
}

/// A token that a volume of the pod wants for the pod's account.
struct TokenWish: Sendable, Hashable {
    /// Empty: the API server.
    var audience: String
    var seconds: Int64

    init(_ projection: ServiceAccountTokenProjection) {
        audience = projection.audience
        seconds = projection.expirationSeconds ?? 3600
    }
}

/// A token as it was issued.
struct IssuedToken: Sendable, Equatable {
    var text: String
    var expires: Timestamp
}

/// The names of such objects.
struct ObjectNames: Sendable, Equatable {
    var configMaps: Set<String> = []
    var secrets: Set<String> = []
    var tokens: Set<TokenWish> = []

    var isEmpty: Bool { configMaps.isEmpty && secrets.isEmpty && tokens.isEmpty }

    init() {}

    /// What the environment of a container names.
    init(environmentOf container: Container) {
        for source in container.envFrom {
            if let reference = source.configMapRef { configMaps.insert(reference.name) }
            if let reference = source.secretRef { secrets.insert(reference.name) }
        }
        for source in container.env.compactMap(\.valueFrom) {
            if let reference = source.configMapKeyRef { configMaps.insert(reference.name) }
            if let reference = source.secretKeyRef { secrets.insert(reference.name) }
        }
    }

    /// What the volumes of a pod name.
    init(volumesOf spec: PodSpec) {
        for volume in spec.volumes {
            if let source = volume.configMap { configMaps.insert(source.name) }
            if let source = volume.secret { secrets.insert(source.secretName) }
            for projection in volume.projected?.sources ?? [] {
                if let source = projection.configMap { configMaps.insert(source.name) }
                if let source = projection.secret { secrets.insert(source.name) }
                if let source = projection.serviceAccountToken { tokens.insert(TokenWish(source)) }
            }
        }
    }
}

/// What resolution has to know beside the pod's spec.
struct ResolutionContext: Sendable {
    var pod: Pod
    var podAddresses: [String]
    var hostAddresses: [String]
    var node: NodeCapacity
    var objects = ReferencedObjects()
}

/// What this machine offers to containers; limits that are not set fall back to it.
struct NodeCapacity: Sendable, Equatable {
    /// Thousandths of a CPU.
    var cpuMillis: Int64
    /// Bytes.
    var memory: Int64
    /// Bytes.
    var ephemeralStorage: Int64
    var pods: Int64 = 110
}
