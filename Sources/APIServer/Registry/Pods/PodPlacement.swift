internal import KubernetesAPI
internal import Logging
internal import ResourceStore

/// Gives pods their node. With few nodes there is nothing to weigh: a pod gets the first node that fits as it is created,
/// in the same commit, which spares the main job a round trip through a scheduler. A pod that fits nowhere waits until a
/// node becomes ready.
struct PodPlacement: Sendable {
    static let scheduler = "default-scheduler"

    let store: any ResourceStore
    let logger: Logger

    /// Sets `spec.nodeName` and the condition PodScheduled where the pod is to be placed and can be.
    func place(_ pod: inout JSONValue) async throws {
        guard Self.isWaiting(pod) else { return }
        let nodes = try await store.list(
            prefix: StoreKeys.prefix(group: "", resource: "nodes"), after: nil, limit: nil, at: nil)
        let trees = try nodes.objects.map { try JSONValue.parse($0.value) }
        if let node = trees.first(where: { NodeFitness.fits(pod, $0) }) {
            Self.bind(&pod, to: node.name, now: .now)
        } else {
            let count = trees.count
            Self.setScheduled(
                &pod, status: "False", reason: "Unschedulable",
                message: count == 0 ? "no nodes available to schedule pods" : "0/\(count) nodes are available.",
                now: .now)
        }
    }

    /// Whether it is for this scheduler to find a node for the pod.
    static func isWaiting(_ pod: JSONValue) -> Bool {
        let scheduler = pod["spec", "schedulerName"]?.string ?? ""
        return (pod["spec", "nodeName"]?.string ?? "").isEmpty && !pod.isBeingDeleted
            && (pod["spec", "schedulingGates"]?.array ?? []).isEmpty
            && (scheduler.isEmpty || scheduler == Self.scheduler)
            && !["Succeeded", "Failed"].contains(pod["status", "phase"]?.string)
    }

    /// Assigns a pod to a node, as a Binding does.
    static func bind(_ pod: inout JSONValue, to node: String, now: Timestamp) {
        pod["spec"]?["nodeName"] = .string(node)
        setScheduled(&pod, status: "True", reason: nil, message: nil, now: now)
    }

    private static func setScheduled(
        _ pod: inout JSONValue, status: String, reason: String?, message: String?, now: Timestamp
    ) {
        var conditions = pod["status", "conditions"]?.array ?? []
        let old = conditions.first { $0["type"] == "PodScheduled" }
        var condition: JSONObject = [
            "type": "PodScheduled", "status": .string(status), "lastProbeTime": nil,
            "lastTransitionTime": .string(now.description),
        ]
        if old?["status"]?.string == status, let since = old?["lastTransitionTime"] {
            condition["lastTransitionTime"] = since
        }
        condition["reason"] = reason.map { .string($0) }
        condition["message"] = message.map { .string($0) }
        conditions.removeAll { $0["type"] == "PodScheduled" }
        conditions.append(.object(condition))
        var body = pod["status"] ?? [:]
        body["conditions"] = .array(conditions)
        pod["status"] = body
    }

    /// Tries again to place every pod that waits.
    func placeWaitingPods() async {
        do {
            let pods = try await store.list(
                prefix: StoreKeys.prefix(group: "", resource: "pods"), after: nil, limit: nil, at: nil)
            for stored in pods.objects { try await placeAgain(stored) }
        } catch {
            logger.error("waiting pods could not be placed", metadata: ["error": "\(error)"])
        }
    }

    /// Tries again for a pod that has just been committed without a node. One that became ready after the pod had looked and
    /// before it was committed did not see it among those that wait.
    func placeWaitingPod(_ pod: JSONValue) async {
        do {
            let key = StoreKeys.prefix(group: "", resource: "pods") + "\(pod.namespace)/\(pod.name)"
            if let stored = try await store.get(key) { try await placeAgain(stored) }
        } catch {
            logger.error("a waiting pod could not be placed", metadata: ["error": "\(error)"])
        }
    }

    private func placeAgain(_ stored: StoredObject) async throws {
        var stored = stored
        while true {
            let old = try JSONValue.parse(stored.value)
            guard Self.isWaiting(old) else { return }
            var pod = old
            try await place(&pod)
            let placed = pod
            if placed == old { return }
            do {
                _ = try await store.update(stored.key, expecting: stored.revision) {
                    ResourceRegistry.encode(placed, at: $0)
                }
                return
            } catch StoreError.conflict(let newer) {
                stored = newer
            } catch StoreError.notFound {
                return
            }
        }
    }
}
