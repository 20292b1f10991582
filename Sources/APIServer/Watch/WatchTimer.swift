internal import ResourceStore
internal import Synchronization

/// Ends a watch when its `timeoutSeconds` are over, and until then has it tell from time to time how far it has come. Kept by
/// the watch; when nobody holds it any more its timer is gone.
final class WatchTimer: Sendable {
    private let isBookmarkDue: Due
    private let timer: Task<Void, Never>

    /// - Parameters:
    ///   - seconds: until the end, nil for a watch that lasts.
    ///   - interval: between bookmarks, nil for none.
    init(_ watch: StoreWatch, seconds: Int64?, bookmarksEvery interval: Duration?) {
        let due = Due()
        isBookmarkDue = due
        let clock = ContinuousClock()
        // More than a year is as good as never, and no clock overflows.
        let end = seconds.map { clock.now.advanced(by: .seconds(min($0, 366 * 86400))) }
        // Unstructured: the response outlives the request's handler, and its consumer belongs to the connection.
        timer = Task {
            do {
                while true {
                    let next = interval.map { clock.now.advanced(by: $0) }
                    guard let wake = [end, next].compactMap(\.self).min() else { return }
                    try await Task.sleep(until: wake, tolerance: .milliseconds(100), clock: clock)
                    if wake == end { return watch.end() }
                    due.flag.withLock { $0 = true }
                    watch.wake()
                }
            } catch {}  // cancelled: the watch has ended by itself
        }
    }

    /// Whether it is time for a bookmark; then not again until the next time.
    func takeBookmark() -> Bool {
        isBookmarkDue.flag.withLock { flag in
            defer { flag = false }
            return flag
        }
    }

    deinit { timer.cancel() }

    private final class Due: Sendable { let flag = Mutex(false) }
}
