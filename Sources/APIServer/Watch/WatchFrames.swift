internal import KubernetesAPI
internal import ResourceStore

/// The frames of one watch, pulled by the client's connection: a client that is slow slows nothing but itself, and one that
/// falls behind the store's history gets an ERROR frame with 410.
struct WatchFrames: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    /// What is sent before the first change.
    let initial: [StoredObject]
    /// Told in a bookmark behind `initial`, if the client asked for one.
    let endOfInitial: Revision?
    let events: StoreWatch
    let filter: WatchFilter
    let responder: ObjectResponder
    let allowsBookmarks: Bool
    let deadline: WatchDeadline?

    func makeAsyncIterator() -> Iterator {
        Iterator(watch: self, initial: initial[...], pendingBookmark: endOfInitial, events: events.makeAsyncIterator())
    }

    struct Iterator: AsyncIteratorProtocol {
        let watch: WatchFrames
        var initial: ArraySlice<StoredObject>
        var pendingBookmark: Revision?
        var events: StoreWatch.Iterator
        private var encoder: WatchEncoder
        private var isFinished = false

        init(
            watch: WatchFrames, initial: ArraySlice<StoredObject>, pendingBookmark: Revision?,
            events: StoreWatch.Iterator
        ) {
            self.watch = watch
            self.initial = initial
            self.pendingBookmark = pendingBookmark
            self.events = events
            encoder = WatchEncoder(responder: watch.responder)
        }

        mutating func next() async throws -> [UInt8]? { try await next(isolation: nil) }

        mutating func next(isolation actor: isolated (any Actor)?) async throws -> [UInt8]? {
            if let object = initial.popFirst() { return try encoder.frame(.added, object) }
            if let revision = pendingBookmark {
                pendingBookmark = nil
                return encoder.bookmark(revision, endsInitialEvents: true)
            }
            if isFinished { return nil }
            do {
                while let event = try await events.next(isolation: actor) {
                    if let frame = try watch.filter.frame(event, &encoder) { return frame }
                }
            } catch StoreError.expired(let requested, let oldest) {
                isFinished = true
                return encoder.error(.expired(resourceVersion: requested, oldest: oldest))
            }
            isFinished = true
            // The client asked for an end in time: tell it how far it has come, so that it can go on from there.
            guard watch.allowsBookmarks, !Task.isCancelled else { return nil }
            return encoder.bookmark(watch.events.progress, endsInitialEvents: false)
        }
    }
}
