internal import KubernetesAPI
internal import KubernetesClient
internal import Logging

/// Posts events in the order they were recorded, one after another, apart from everything else.
final class EventRecorder: Sendable {
    private struct Entry: Sendable {
        var note: EventNote
        var pod: PodIdentity
        var time: Timestamp
    }

    /// What makes two events the same, so that the second only counts up the first.
    private struct Key: Hashable {
        var pod: PodIdentity
        var kind: EventNote.Kind
        var reason: String
        var message: String
        var fieldPath: String
    }

    /// Events held while the API is slow; beyond that the oldest are lost, as an event is a courtesy.
    private static let capacity = 1000
    private static let remembered = 4096

    private let client: KubernetesClient
    private let node: String
    private let logger: Logger
    private let entries: AsyncStream<Entry>
    private let continuation: AsyncStream<Entry>.Continuation

    init(client: KubernetesClient, node: String, logger: Logger) {
        self.client = client
        self.node = node
        self.logger = logger
        (entries, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(EventRecorder.capacity))
    }

    /// Never waits.
    func record(_ note: EventNote, about pod: PodIdentity) {
        continuation.yield(Entry(note: note, pod: pod, time: .now))
    }

    /// Posts until cancelled.
    func run() async {
        var known: [Key: Event] = [:]
        for await entry in entries {
            let note = entry.note
            let key = Key(
                pod: entry.pod, kind: note.kind, reason: note.reason, message: note.message, fieldPath: note.fieldPath)
            do {
                if let before = known[key], let again = try await count(up: before, entry) {
                    known[key] = again
                } else {
                    if known.count >= EventRecorder.remembered { known = [:] }
                    known[key] = try await client.create(event(entry))
                }
            } catch {
                logger.debug(
                    "cannot post an event",
                    metadata: ["pod": "\(entry.pod.name)", "reason": "\(note.reason)", "error": "\(error)"])
            }
        }
    }

    /// Nil if the event is gone by now.
    private func count(up event: Event, _ entry: Entry) async throws -> Event? {
        let patch: JSONValue = [
            "count": .number(JSONNumber(event.count + 1)), "lastTimestamp": .string(entry.time.description),
        ]
        do {
            return try await client.patch(
                Event.self, event.metadata.name, namespace: event.metadata.namespace, .merge, patch)
        } catch let error as StatusError where error.status.code == 404 {
            return nil
        }
    }

    private func event(_ entry: Entry) -> Event {
        var event = Event()
        let stamp = entry.time.seconds * 1_000_000_000 + Int64(entry.time.nanoseconds)
        event.metadata.name = "\(entry.pod.name).\(String(stamp, radix: 16))"
        event.metadata.namespace = entry.pod.namespace
        event.involvedObject.kind = "Pod"
        event.involvedObject.apiVersion = "v1"
        event.involvedObject.namespace = entry.pod.namespace
        event.involvedObject.name = entry.pod.name
        event.involvedObject.uid = entry.pod.uid
        event.involvedObject.fieldPath = entry.note.fieldPath
        event.reason = entry.note.reason
        event.message = entry.note.message
        event.type = entry.note.kind.rawValue
        event.source.component = "kubelet"
        event.source.host = node
        event.reportingComponent = "kubelet"
        event.reportingInstance = node
        event.firstTimestamp = entry.time
        event.lastTimestamp = entry.time
        event.count = 1
        return event
    }
}
