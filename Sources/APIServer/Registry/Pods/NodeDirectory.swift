public import StreamProtocols
internal import Synchronization

/// The nodes whose exec, attach and logs this server can reach. A node agent of this process enters itself when it starts.
public final class NodeDirectory: Sendable {
    private let nodes = Mutex<[String: any NodeStreams]>([:])

    public init() {}

    /// Enters a node, or replaces what was entered for it.
    public func register(_ streams: any NodeStreams, node: String) { nodes.withLock { $0[node] = streams } }

    public func remove(node: String) { nodes.withLock { $0[node] = nil } }

    public func streams(of node: String) -> (any NodeStreams)? { nodes.withLock { $0[node] } }
}
