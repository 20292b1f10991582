internal import KubernetesAPI
internal import ResourceStore
internal import Synchronization

/// The frames of one watch, asked for by the client's connection: a client that is slow slows nothing but itself, and one that
/// falls behind the store's history gets an ERROR frame with 410.
struct WatchFrames: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    /// What is sent before the first change; given away to the iterator, so that a watch that lasts does not keep it.
    let initial: Handover<[StoredObject]>
    /// Told in a bookmark behind `initial`, if the client asked for one.
    let endOfInitial: Revision?
    let events: StoreWatch
    let filter: WatchFilter
    let responder: ObjectResponder
    let allowsBookmarks: Bool
    let timer: WatchTimer?

    func makeAsyncIterator() -> Iterator {
        Iterator(
            watch: self, initial: (initial.take() ?? []).reversed(), pendingBookmark: endOfInitial,
            events: events.makeAsyncIterator())
    }

    struct Iterator: PollingIterator {
        typealias Element = [UInt8]
        typealias Failure = any Error

        let watch: WatchFrames
        /// Last first.
        var initial: [StoredObject]
        var pendingBookmark: Revision?
        var events: StoreWatch.Iterator
        private var encoder: WatchEncoder
        private var isFinished = false

        init(
            watch: WatchFrames, initial: [StoredObject], pendingBookmark: Revision?,
            events: StoreWatch.Iterator
        ) {
            self.watch = watch
            self.initial = initial
            self.pendingBookmark = pendingBookmark
            self.events = events
            encoder = WatchEncoder(responder: watch.responder)
        }

        mutating func poll(orCall wake: @escaping @Sendable () -> Void) throws -> Poll<[UInt8]> {
            if let object = initial.popLast() { return .ready(try encoder.frame(.added, object)) }
            if let revision = pendingBookmark {
                pendingBookmark = nil
                return .ready(try encoder.bookmark(revision, endsInitialEvents: true))
            }
            if isFinished { return .finished }
            do {
                while true {
                    switch try events.poll(orCall: wake) {
                    case .ready(let event):
                        if let frame = try watch.filter.frame(event, &encoder) { return .ready(frame) }
                    case .pending:
                        // Looked at last: whoever sets it calls `wake` after it.
                        return watch.timer?.takeBookmark() == true ? .ready(try bookmark()) : .pending
                    case .finished:
                        isFinished = true
                        // The client asked for an end in time: tell it how far it has come, so that it can go on from there.
                        return watch.allowsBookmarks ? .ready(try bookmark()) : .finished
                    }
                }
            } catch StoreError.expired(let requested, let oldest) {
                isFinished = true
                return .ready(try encoder.error(.expired(resourceVersion: requested, oldest: oldest)))
            }
        }

        func end() { events.end() }

        private mutating func bookmark() throws -> [UInt8] {
            try encoder.bookmark(watch.events.progress, endsInitialEvents: false)
        }
    }
}

/// Something that can be taken once.
final class Handover<Value: Sendable>: Sendable {
    private let value: Mutex<Value?>

    init(_ value: Value) { self.value = Mutex(value) }

    func take() -> Value? {
        value.withLock { value in
            defer { value = nil }
            return value
        }
    }
}
