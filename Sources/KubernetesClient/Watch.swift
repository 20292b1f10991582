public import KubernetesAPI

/// One event of a watch.
public enum WatchEvent<Object: Sendable>: Sendable {
    case added(Object)
    case modified(Object)
    case deleted(Object)
    /// Nothing changed; the watch has come as far as this resource version.
    case bookmark(resourceVersion: String)
}

extension KubernetesClient {
    /// Every change of the selected objects after `resourceVersion`, until the server ends the watch. Throws the server's
    /// `StatusError` into the stream (410 when the version is too old: list again). Dropping the stream ends the watch.
    public func watch<T: APIObject>(
        _ type: T.Type, namespace: String? = nil, labelSelector: String? = nil, fieldSelector: String? = nil,
        resourceVersion: String
    ) async throws -> WatchStream<T> {
        var request = APIRequest(.get, path(of: T.self, namespace: namespace))
        request.query["watch"] = "true"
        request.query["allowWatchBookmarks"] = "true"
        request.query["resourceVersion"] = resourceVersion
        request.query["labelSelector"] = labelSelector
        request.query["fieldSelector"] = fieldSelector
        let frames = try await watchFrames(request)
        return WatchStream(frames: frames)
    }

    /// The frames of a watch request as JSON trees, `{"type":…,"object":…}` each.
    public func watchFrames(_ request: APIRequest) async throws -> WatchFrames {
        WatchFrames(lines: try await watchLines(request))
    }

    /// The frames of a watch request as they come, one JSON document each, for those who read only some of them.
    public func watchLines(_ request: APIRequest) async throws -> WatchLines {
        let response = try await transport.respond(to: request)
        guard response.status == 200 else {
            throw StatusError(response: response.status, body: try await response.collectedBody())
        }
        return WatchLines(pieces: response.pieces)
    }
}

/// The typed events of a watch.
public struct WatchStream<Object: APIObject>: AsyncSequence, Sendable {
    public typealias Element = WatchEvent<Object>
    let frames: WatchFrames

    public func makeAsyncIterator() -> Iterator { Iterator(frames: frames.makeAsyncIterator()) }

    public struct Iterator: AsyncIteratorProtocol {
        var frames: WatchFrames.Iterator

        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> WatchEvent<Object>? {
            while let frame = try await frames.next(isolation: actor) {
                let object = frame["object"] ?? .null
                switch frame["type"]?.string {
                case "ADDED": return .added(try Object(json: object))
                case "MODIFIED": return .modified(try Object(json: object))
                case "DELETED": return .deleted(try Object(json: object))
                case "BOOKMARK":
                    return .bookmark(resourceVersion: object["metadata", "resourceVersion"]?.string ?? "")
                case "ERROR": throw StatusError(try Status(json: object))
                default: continue  // a kind of event a newer server may have
                }
            }
            return nil
        }

        public mutating func next() async throws -> WatchEvent<Object>? { try await next(isolation: nil) }
    }
}

/// The JSON documents that a watch sends.
public struct WatchFrames: AsyncSequence, Sendable {
    public typealias Element = JSONValue
    let lines: WatchLines

    public func makeAsyncIterator() -> Iterator { Iterator(lines: lines.makeAsyncIterator()) }

    public struct Iterator: AsyncIteratorProtocol {
        var lines: WatchLines.Iterator

        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> JSONValue? {
            try await lines.next(isolation: actor).map { try JSONValue.parse($0) }
        }

        public mutating func next() async throws -> JSONValue? { try await next(isolation: nil) }
    }
}

/// Splits a body into the lines of a watch, one document a line.
public struct WatchLines: AsyncSequence, Sendable {
    public typealias Element = ArraySlice<UInt8>
    let pieces: any AsyncSequence<[UInt8], any Error> & Sendable

    public func makeAsyncIterator() -> Iterator { Iterator(pieces: pieces.makeAsyncIterator()) }

    public struct Iterator: AsyncIteratorProtocol {
        var pieces: any AsyncIteratorProtocol<[UInt8], any Error>
        var pending = ArraySlice<UInt8>()

        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> ArraySlice<UInt8>? {
            while true {
                if let newline = pending.firstIndex(of: 0x0A) {
                    let line = pending[..<newline]
                    pending = pending[(newline + 1)...]
                    if !line.isEmpty { return line }
                    continue
                }
                guard let piece = try await pieces.next(isolation: actor) else {
                    // An unfinished line is a connection that broke off: the watch ends and is begun again by its caller.
                    return nil
                }
                pending = pending.isEmpty ? piece[...] : pending + piece
            }
        }

        public mutating func next() async throws -> ArraySlice<UInt8>? { try await next(isolation: nil) }
    }
}
