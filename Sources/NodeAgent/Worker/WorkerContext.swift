internal import ContainerRuntime
internal import KubernetesAPI
internal import Logging

/// What all pod workers of a node share.
struct WorkerContext: Sendable {
    var api: any PodAPI
    var runtime: any PodRuntime
    var images: any ImageStoring
    var exits: ExitNotices
    var nodeName: String
    var capacity: NodeCapacity
    var hostAddresses: [String]
    var dataDirectory: String
    var logger: Logger
    /// The wall clock; tests have their own.
    var now: @Sendable () -> Timestamp = { .now }

    var seccompDirectory: String { "\(dataDirectory)/seccomp" }
}
