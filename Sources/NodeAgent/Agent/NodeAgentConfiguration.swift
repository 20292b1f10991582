/// What a node agent is started with.
public struct NodeAgentConfiguration: Sendable {
    /// The Node object's name, and what pods carry in `spec.nodeName`.
    public var nodeName: String
    /// The engine's data directory; the agent keeps its part under `agent/`.
    public var dataDirectory: String
    /// The range pods get their addresses from (`10.85.0.0/16`), told in the Node object.
    public var podCIDR: String
    /// `v1.32.0+mayfly.0.1.0`, told as the kubelet's version.
    public var kubeletVersion: String
    /// This machine's addresses as pods and clients see it; empty: those of its network interfaces.
    public var hostAddresses: [String]
    /// Where a kubelet's HTTP endpoints listen; 0: nowhere, the API server calls the agent in the same process.
    public var kubeletPort: Int32

    public init(
        nodeName: String, dataDirectory: String, podCIDR: String, kubeletVersion: String, hostAddresses: [String] = [],
        kubeletPort: Int32 = 0
    ) {
        self.nodeName = nodeName
        self.dataDirectory = dataDirectory
        self.podCIDR = podCIDR
        self.kubeletVersion = kubeletVersion
        self.hostAddresses = hostAddresses
        self.kubeletPort = kubeletPort
    }
}
