internal import APIServer
internal import CLinux
internal import ServiceLifecycle

/// Gives memory back to the system some time after work was done. A session's objects leave many small gaps between those
/// that stay, which glibc's allocator keeps for itself: a third of an idle engine's memory. Told of requests as a sink of
/// the audit; where nothing happens it does nothing.
struct MemoryUpkeep: AuditSink, Service {
    /// How long after a request: at most one round in this time.
    private static let delay = Duration.seconds(10)

    private let requests: AsyncStream<Void>
    private let request: AsyncStream<Void>.Continuation

    init() {
        cl_limit_heaps(2)
        (requests, request) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func record(_ event: AuditEvent) {
        // A node's heartbeats leave nothing behind.
        if event.info.resource != "leases" { request.yield() }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in requests {
                do { try await Task.sleep(for: Self.delay) } catch { return }  // the engine ends, and not by a fault
                cl_trim_heaps()
            }
        }
    }
}
