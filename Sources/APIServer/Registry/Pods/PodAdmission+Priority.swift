internal import KubernetesAPI
internal import ResourceStore

extension PodAdmission {
    /// Priority: the number and the policy come from the class, and a pod may not say otherwise.
    func resolvePriority(of pod: inout JSONValue, _ name: String) async throws {
        var chosen: JSONValue?
        if let wanted = nonEmpty(pod["spec", "priorityClassName"]?.string) {
            chosen = try await object(wanted, of: "priorityclasses", group: PriorityClasses.group)
            if chosen == nil { throw refused(name, "no PriorityClass with name \(wanted) was found") }
        } else if let standard = try await PriorityClasses(store: store).standard() {
            chosen = standard
            pod["spec"]?["priorityClassName"] = .string(standard.name)
        }
        let priority = chosen?["value"]?.int64 ?? 0
        if let own = pod["spec", "priority"]?.int64, own != priority {
            throw refused(
                name,
                "the integer value of priority (\(own)) must not be provided in pod spec; priority admission "
                    + "controller computed \(priority) from the given PriorityClass name")
        }
        pod["spec"]?["priority"] = .number(JSONNumber(priority))
        let policy = chosen?["preemptionPolicy"]?.string ?? "PreemptLowerPriority"
        if let own = pod["spec", "preemptionPolicy"]?.string, own != policy {
            throw refused(
                name,
                "the string value of PreemptionPolicy (\(own)) must not be provided in pod spec; priority admission "
                    + "controller computed \(policy) from the given PriorityClass name")
        }
        pod["spec"]?["preemptionPolicy"] = .string(policy)
    }

    /// An update may leave out what the class has given the pod.
    static func keepPriority(of old: JSONValue, in pod: inout JSONValue) {
        guard pod["spec"]?.object != nil else { return }
        for member in ["priority", "preemptionPolicy"] where pod["spec", member] == nil {
            pod["spec"]?[member] = old["spec", member]
        }
    }
}

/// The priority classes as a whole.
struct PriorityClasses: Sendable {
    static let group = "scheduling.k8s.io"

    let store: any ResourceStore

    /// The class of pods that name none, if there is one; the lowest where a race has left several.
    func standard() async throws -> JSONValue? {
        let prefix = StoreKeys.prefix(group: Self.group, resource: "priorityclasses")
        let classes = try await store.list(prefix: prefix, after: nil, limit: nil, at: nil).objects
            .map { try JSONValue.parse($0.value) }
        return classes.filter { $0["globalDefault"]?.bool == true }
            .min { ($0["value"]?.int64 ?? 0) < ($1["value"]?.int64 ?? 0) }
    }

    /// Throws 403 for a second class that wants to be everybody's.
    func check(_ priorityClass: JSONValue) async throws {
        guard priorityClass["globalDefault"]?.bool == true, let other = try await standard(),
            other.name != priorityClass.name
        else { return }
        throw StatusError.forbidden(
            resource: "priorityclasses", group: Self.group, name: priorityClass.name,
            because: "PriorityClass \(other.name) is already marked as default. Only one default can exist")
    }
}
