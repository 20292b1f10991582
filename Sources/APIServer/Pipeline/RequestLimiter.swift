internal import StreamProtocols
internal import Synchronization

/// How many requests from outside may be under way at once; those beyond are answered with 429. The bounds on reads and
/// writes are kube-apiserver's. What lasts (watches, logs, sessions) is counted apart, so that it holds up nothing else.
public struct RequestLimits: Sendable {
    public var reads = 400
    public var writes = 200
    public var streams = 10_000

    public init() {}
}

/// Counts the requests under way.
final class RequestLimiter: Sendable {
    enum Kind: Hashable, Sendable {
        case read, write, stream

        /// Nil: not counted. Whether the server is alive is answered even when it has its hands full.
        init?(_ info: RequestInfo) {
            guard info.isResource else {
                if ["/livez", "/readyz", "/healthz"].contains(where: { info.path.hasPrefix($0) }) { return nil }
                self = .read
                return
            }
            if info.verb == "watch" || ["log", "exec", "attach", "portforward", "proxy"].contains(info.subresource) {
                self = .stream
            } else {
                self = info.verb == "get" || info.verb == "list" ? .read : .write
            }
        }
    }

    private let limits: RequestLimits
    private let counts = Mutex<[Kind: Int]>([:])

    init(_ limits: RequestLimits) { self.limits = limits }

    /// Begins a request. False: it is one too many; else ``leave(_:)`` is to be called once.
    func enter(_ kind: Kind?) -> Bool {
        guard let kind else { return true }
        let limit =
            switch kind {
            case .read: limits.reads
            case .write: limits.writes
            case .stream: limits.streams
            }
        return counts.withLock { counts in
            guard counts[kind, default: 0] < limit else { return false }
            counts[kind, default: 0] += 1
            return true
        }
    }

    func leave(_ kind: Kind?) {
        guard let kind else { return }
        counts.withLock { $0[kind, default: 0] -= 1 }
    }
}

/// A session that is counted until nobody holds it any more, whether it was run or not.
final class CountedSession: PreparedSession {
    private let session: any PreparedSession
    private let onEnd: @Sendable () -> Void

    init(session: any PreparedSession, onEnd: @escaping @Sendable () -> Void) {
        self.session = session
        self.onEnd = onEnd
    }

    var tty: Bool { session.tty }

    func run(_ stream: some RemoteCommandSession) async { await session.run(stream) }

    deinit { onEnd() }
}
