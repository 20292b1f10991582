import KubernetesAPI
import Synchronization

@testable import NodeAgent

/// Remembers what the API was told, merged as the API would.
final class FakePodAPI: PodAPI {
    struct State {
        var status = JSONValue.object(JSONObject())
        var patches: [JSONValue] = []
        var notes: [String] = []
        var removed: [String] = []
        var objects = ReferencedObjects()
        var failures: [StatusError] = []
    }
    let state = Mutex(State())
    private let changes: AsyncStream<Void>
    private let change: AsyncStream<Void>.Continuation

    init() { (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func patchStatus(of pod: PodIdentity, _ patch: JSONValue) async throws {
        defer { change.yield() }
        try state.withLock { state in
            if !state.failures.isEmpty { throw state.failures.removeFirst() }
            state.patches.append(patch)
            state.status = MergePatch.apply(patch["status"] ?? .null, to: state.status)
        }
    }

    func removePod(_ pod: PodIdentity) async throws {
        state.withLock { $0.removed.append(pod.name) }
        change.yield()
    }

    func objects(_ names: ObjectNames, namespace: String) async throws -> ReferencedObjects {
        state.withLock { $0.objects }
    }

    func tokens(_ wishes: Set<TokenWish>, account: String, for pod: PodIdentity) async throws
        -> [TokenWish: IssuedToken]
    {
        Dictionary(
            uniqueKeysWithValues: wishes.map { wish in
                let text = "\(account) of \(pod.name) for \(wish.audience), \(wish.seconds) s"
                return (
                    wish, IssuedToken(text: text, expires: Timestamp(seconds: Timestamp.now.seconds + wish.seconds))
                )
            })
    }

    func record(_ note: EventNote, about pod: PodIdentity) {
        state.withLock { $0.notes.append("\(note.kind.rawValue) \(note.reason) \(note.message)") }
        change.yield()
    }

    var status: PodStatus {
        get throws { try PodStatus(json: state.withLock { $0.status }) }
    }

    /// Waits until what was told fulfils the condition; nobody else may wait at the same time.
    func wait(until condition: (State) throws -> Bool) async throws {
        while try !state.withLock({ try condition($0) }) {
            for await _ in changes { break }
        }
    }

    func wait(forStatus condition: (PodStatus) -> Bool) async throws {
        try await wait { condition(try PodStatus(json: $0.status)) }
    }
}
