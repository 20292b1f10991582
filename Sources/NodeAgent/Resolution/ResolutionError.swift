/// A spec that cannot be turned into a container as things stand: the kubelet's `CreateContainerConfigError`.
struct ResolutionError: Error, Sendable, Equatable, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
