internal import KubernetesAPI
internal import ResourceStore

extension ResourceRegistry {
    /// Starts a watch. Throws before the first frame what a plain answer can still tell; a revision that is no longer kept
    /// is told in the stream.
    func watch(_ query: ListQuery, _ responder: ObjectResponder) async throws -> APIResponse {
        let key = query.selection.name.flatMap { exactKey($0, query) }
        let prefix = key ?? prefix(namespace: definition.namespaced ? query.namespace : "")
        var initial: [StoredObject] = []
        var revision = query.revision ?? 0
        let startsWithState = query.sendsInitialEvents ?? (revision == 0)
        if startsWithState {
            var listing = ListQuery(namespace: query.namespace, selection: query.selection)
            listing.revision = query.revision
            listing.match = .notOlderThan
            let result = try await list(listing)
            initial = result.objects
            revision = result.revision
        } else if revision == 0 {
            revision = await store.currentRevision
        }
        let events: StoreWatch
        do {
            events = try await store.watch(prefix: prefix, after: revision)
        } catch StoreError.expired(let requested, let oldest) {
            let error = StatusError.expired(resourceVersion: requested, oldest: oldest)
            let frame = try WatchEncoder(responder: responder).error(error)
            return .watch(OneFrame(frame: frame), responder.format.encoding)
        }
        return .watch(
            WatchFrames(
                initial: Handover(initial),
                endOfInitial: query.sendsInitialEvents == true && query.allowsBookmarks ? revision : nil,
                events: events, filter: WatchFilter(selection: query.selection, key: key), responder: responder,
                allowsBookmarks: query.allowsBookmarks,
                timer: timer(for: events, query)),
            responder.format.encoding)
    }
}

extension ResourceRegistry {
    private func timer(for events: StoreWatch, _ query: ListQuery) -> WatchTimer? {
        let seconds = query.timeoutSeconds.flatMap { $0 > 0 ? $0 : nil }
        let interval = query.allowsBookmarks ? bookmarkInterval : nil
        return seconds == nil && interval == nil
            ? nil : WatchTimer(events, seconds: seconds, bookmarksEvery: interval)
    }
}

extension APIResponse {
    static func watch(
        _ frames: some AsyncSequence<[UInt8], any Error> & Sendable, _ encoding: ResponseFormat.Encoding
    ) -> APIResponse {
        let type = encoding == .json ? encoding.rawValue : encoding.rawValue + ";stream=watch"
        return APIResponse(
            status: 200, headers: ["Content-Type": type, "Cache-Control": "no-cache, private"],
            body: .stream(frames))
    }
}

/// A watch that is over with its first frame.
private struct OneFrame: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error
    let frame: [UInt8]

    func makeAsyncIterator() -> Iterator { Iterator(frame: frame) }

    struct Iterator: AsyncIteratorProtocol {
        var frame: [UInt8]?

        mutating func next() async throws -> [UInt8]? {
            defer { frame = nil }
            return frame
        }
    }
}
