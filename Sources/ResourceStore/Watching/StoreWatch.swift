/// A running watch, for one consumer. The kept history is its buffer: a consumer that falls behind it gets
/// ``StoreError/expired(requested:oldest:)``, and one that stops iterating leaves nothing behind. Cancelling the consumer's
/// task, or closing the store, ends the iteration.
public struct StoreWatch: AsyncSequence, Sendable {
    public typealias Element = StoreEvent

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

    /// Makes the iteration give nil once, at once if it waits, without ending it: whoever called it knows why, and goes on. May
    /// be called from anywhere.
    public func interrupt() { cursor.interrupt() }

    public func makeAsyncIterator() -> Iterator { Iterator(cursor: cursor, transform: transform) }

    public struct Iterator: AsyncIteratorProtocol {
        let cursor: WatchCursor
        let transform: (@Sendable (StoredObject) throws -> StoredObject)?
        private var events: ArraySlice<StoreEvent> = []
        private var upTo: Revision

        init(cursor: WatchCursor, transform: (@Sendable (StoredObject) throws -> StoredObject)?) {
            self.cursor = cursor
            self.transform = transform
            upTo = cursor.progress
        }

        public mutating func next() async throws -> StoreEvent? { try await next(isolation: nil) }

        /// Throws ``StoreError/expired(requested:oldest:)``; returns nil once the task is cancelled or the store closed.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> StoreEvent? {
            try await fetch(isolation: actor) ? events.popFirst() : nil
        }

        /// All changes that are there, at least one, so that a consumer can write them together; else like ``next()``.
        public mutating func nextBatch(isolation actor: isolated (any Actor)? = #isolation) async throws
            -> [StoreEvent]?
        {
            guard try await fetch(isolation: actor) else { return nil }
            defer { events = [] }
            return Array(events)
        }

        private func transformed(_ event: StoreEvent) throws -> StoreEvent {
            guard let transform else { return event }
            return StoreEvent(
                kind: event.kind, object: try transform(event.object), previous: try event.previous.map(transform))
        }

        /// Makes sure that there is an event to hand out; false at the end.
        private mutating func fetch(isolation actor: isolated (any Actor)?) async throws -> Bool {
            if let next = events.first {
                cursor.advance(to: next.object.revision - 1)
                return true
            }
            cursor.advance(to: upTo)
            guard let delivery = try await cursor.fetch(isolation: actor) else { return false }
            events = transform == nil ? delivery.events[...] : try delivery.events.map(transformed)[...]
            upTo = delivery.upTo
            return true
        }
    }
}
