internal import KubernetesAPI
internal import Logging
internal import Synchronization

/// Tells the API a pod's status: one write at a time, the newest status wins, what is unchanged is not sent.
final class StatusPublisher: Sendable {
    private struct State {
        var wanted: JSONObject?
        /// What the API was told last.
        var told: JSONObject
    }

    private let pod: PodIdentity
    private let api: any PodAPI
    private let logger: Logger
    private let state: Mutex<State>
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    /// `known` is the status the API has.
    init(pod: PodIdentity, known: PodStatus, api: any PodAPI, logger: Logger) {
        self.pod = pod
        self.api = api
        self.logger = logger
        state = Mutex(State(wanted: nil, told: known.json.object ?? JSONObject()))
        (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Never waits.
    func publish(_ status: PodStatus) {
        state.withLock { $0.wanted = status.json.object }
        signal.yield()
    }

    /// Sends until cancelled.
    func run() async {
        for await _ in signals { await send() }
    }

    /// Sends what is wanted, again and again until it is told or the pod is gone; returns when nothing is left to send.
    func send() async {
        var delay = Duration.milliseconds(100)
        while !Task.isCancelled {
            let next = state.withLock { state -> (JSONObject, JSONObject)? in
                defer { state.wanted = nil }
                return state.wanted.map { ($0, StatusPublisher.changes(from: state.told, to: $0)) }
            }
            guard let (status, changes) = next else { return }
            guard !changes.isEmpty else { continue }
            do {
                let patch: JSONValue = ["metadata": ["uid": .string(pod.uid)], "status": .object(changes)]
                try await api.patchStatus(of: pod, patch)
                state.withLock { $0.told = status }
            } catch let error as StatusError where error.status.code == 404 || error.status.code == 409 {
                return  // it is gone, or another has its name now
            } catch {
                logger.warning("cannot tell a pod's status", metadata: ["pod": "\(pod.name)", "error": "\(error)"])
                state.withLock { if $0.wanted == nil { $0.wanted = status } }
                // A cancelled sleep ends the loop by its condition.
                try? await Task.sleep(for: delay)
                delay = min(delay * 2, .seconds(5))
            }
        }
    }

    /// A merge patch of the top-level fields; what is gone becomes null.
    static func changes(from old: JSONObject, to new: JSONObject) -> JSONObject {
        var changes = JSONObject()
        for (key, value) in new.members where old[key] != value { changes[key] = value }
        for key in old.keys where new[key] == nil { changes[key] = .null }
        return changes
    }
}
