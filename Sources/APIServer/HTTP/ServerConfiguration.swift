public import NIOCore

/// Where the HTTPS server listens, and its limits.
public struct ServerConfiguration: Sendable {
    /// An IP address of this machine, or `0.0.0.0` or `::` for all of them.
    public var bindAddress = "127.0.0.1"
    /// 0 takes a free port; ``HTTPServer/port`` tells which.
    public var port = 6443
    /// A longer request body is answered with 413. Kubernetes' limit is 3 MiB.
    public var maximumBodyBytes = 3 << 20
    /// One header field, and all of them in HTTP/2. Bearer tokens are the longest that occur.
    public var maximumHeaderBytes = 64 << 10
    /// Time for the TLS handshake and the first request's head, and for the whole body of any request.
    public var requestTimeout = TimeAmount.seconds(30)
    /// How long a client may take nothing of its answer before it is given up.
    public var stallTimeout = TimeAmount.seconds(60)
    /// Time that requests in flight have to finish when the server stops.
    public var shutdownGrace = TimeAmount.seconds(5)
    /// Event loops. Handlers run on them, so two keep one long request from holding up the rest.
    public var threads = 2

    public init() {}
}
