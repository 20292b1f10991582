internal import ResourceStore

/// Ends a watch when its `timeoutSeconds` are over. Kept by the watch; when nobody holds it any more its timer is gone.
final class WatchDeadline: Sendable {
    private let timer: Task<Void, Never>

    init(_ watch: StoreWatch, seconds: Int64) {
        // More than a year is as good as never, and no clock overflows.
        let seconds = min(seconds, 366 * 86400)
        // Unstructured: the response outlives the request's handler, and its consumer belongs to the connection.
        timer = Task {
            do {
                try await Task.sleep(for: .seconds(seconds))
                watch.end()
            } catch {}  // cancelled: the watch has ended by itself
        }
    }

    deinit { timer.cancel() }
}
