/// A running watch, for one consumer. The kept history is its buffer: a consumer that falls behind it gets
/// ``StoreError/expired(requested:oldest:)``. Cancelling the consumer's task, ending the watch, or closing the store, ends the
/// iteration.
public struct StoreWatch: AsyncSequence, Sendable {
    public typealias Element = StoreEvent
    public typealias Failure = any Error

    let cursor: WatchCursor
    /// What becomes of each version before it is handed out.
    private var transform: (@Sendable (StoredObject) throws -> StoredObject)?

    init(cursor: WatchCursor) { self.cursor = cursor }

    /// The same watch with its versions in another form. What `transform` throws ends the iteration.
    public func mapped(_ transform: @escaping @Sendable (StoredObject) throws -> StoredObject) -> StoreWatch {
        var watch = self
        watch.transform = transform
        return watch
    }

    /// Every change of this watch up to this revision has been handled: handed out, and the consumer has come back for more.
    /// It moves on with changes outside the watched prefix too, so it is what a bookmark may announce. It can be read from
    /// anywhere; whoever writes bookmarks and events to one stream reads and writes without an event in between.
    public var progress: Revision { cursor.progress }

    /// Ends the iteration from outside, as soon as what has been handed out is consumed. May be called from anywhere.
    public func end() { cursor.end() }

    /// Calls a consumer that waits although nothing has changed: whoever does it has something else to tell it. May be called
    /// from anywhere.
    public func wake() { cursor.wake() }

    public func makeAsyncIterator() -> Iterator { Iterator(cursor: cursor, transform: transform) }

    /// The events, for a task or for callbacks. Throws ``StoreError/expired(requested:oldest:)``.
    public struct Iterator: PollingIterator {
        public typealias Element = StoreEvent
        public typealias Failure = any Error

        let cursor: WatchCursor
        let transform: (@Sendable (StoredObject) throws -> StoredObject)?
        private var events: ArraySlice<StoreEvent> = []
        private var upTo: Revision

        init(cursor: WatchCursor, transform: (@Sendable (StoredObject) throws -> StoredObject)?) {
            self.cursor = cursor
            self.transform = transform
            upTo = cursor.progress
        }

        public mutating func poll(orCall wake: @escaping @Sendable () -> Void) throws -> Poll<StoreEvent> {
            if events.isEmpty {
                cursor.advance(to: upTo)
                switch try cursor.poll(orCall: wake) {
                case .pending: return .pending
                case .finished: return .finished
                case .ready(let delivery):
                    events = transform == nil ? delivery.events[...] : try delivery.events.map(transformed)[...]
                    upTo = delivery.upTo
                }
            }
            let event = events.removeFirst()
            cursor.advance(to: event.object.revision - 1)
            return .ready(event)
        }

        public func end() { cursor.end() }

        private func transformed(_ event: StoreEvent) throws -> StoreEvent {
            guard let transform else { return event }
            return StoreEvent(
                kind: event.kind, object: try transform(event.object), previous: try event.previous.map(transform))
        }
    }
}
