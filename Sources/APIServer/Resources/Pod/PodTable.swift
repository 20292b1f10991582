import KubernetesAPI

/// The rows of `kubectl get pods`. Ephemeral containers count nowhere in them.
enum PodTable {
    static let columns = [
        TableColumn.name,
        TableColumn("Ready", description: "The aggregate readiness state of this pod for accepting traffic."),
        TableColumn("Status", description: "The aggregate status of the containers in this pod."),
        TableColumn(
            "Restarts", description: "How often the containers of this pod have been restarted, and when last."),
        TableColumn.age,
        TableColumn("IP", description: "The pod's primary address.", priority: 1),
        TableColumn("Node", description: "The node the pod is bound to.", priority: 1),
        TableColumn("Nominated Node", description: "The node that makes room for the pod.", priority: 1),
        TableColumn(
            "Readiness Gates", description: "How many of the conditions that readiness waits for are true.", priority: 1
        ),
    ]

    static func cells(_ pod: JSONValue, now: Double) -> [JSONValue] {
        let summary = PodSummary(pod)
        var restarts = String(summary.restarts)
        if summary.restarts != 0, let last = summary.lastRestart {
            restarts += " (\(Cell.ageText(.string(last.description), now: now)) ago)"
        }
        return [
            Cell.name(pod), .string("\(summary.ready)/\(summary.total)"), .string(summary.status), .string(restarts),
            Cell.created(pod, now: now), Cell.text(pod["status", "podIPs"]?.array?.first?["ip"]),
            Cell.text(pod["spec", "nodeName"]), Cell.text(pod["status", "nominatedNodeName"]), readinessGates(pod),
        ]
    }

    private static func readinessGates(_ pod: JSONValue) -> JSONValue {
        let gates = pod["spec", "readinessGates"]?.array ?? []
        if gates.isEmpty { return "<none>" }
        let open = gates.count { gate in
            PodSummary.conditionIsTrue(pod, gate["conditionType"]?.string ?? "")
        }
        return .string("\(open)/\(gates.count)")
    }
}

/// A pod's state in one line, as kubectl has always shown it.
struct PodSummary {
    var ready = 0
    var total: Int
    var status: String
    var restarts: Int64 = 0
    var lastRestart: Timestamp?

    private let pod: JSONValue
    private let sidecars: Set<String>

    init(_ pod: JSONValue) {
        self.pod = pod
        let initContainers = pod["spec", "initContainers"]?.array ?? []
        sidecars = Set(
            initContainers.filter { $0["restartPolicy"] == "Always" }.compactMap { $0["name"]?.string })
        total = (pod["spec", "containers"]?.array?.count ?? 0) + sidecars.count
        let phase = pod["status", "phase"]?.string ?? ""
        status = phase
        if let reason = pod["status", "reason"]?.string, !reason.isEmpty { status = reason }
        let conditions = pod["status", "conditions"]?.array ?? []
        if conditions.contains(where: { $0["type"] == "PodScheduled" && $0["reason"] == "SchedulingGated" }) {
            status = "SchedulingGated"
        }
        let initializing = addInitContainers(of: initContainers.count)
        if !initializing || Self.conditionIsTrue(pod, "Initialized") { addContainers() }
        if pod["metadata", "deletionTimestamp"] != nil {
            if pod["status", "reason"] == "NodeLost" {
                status = "Unknown"
            } else if phase != "Succeeded", phase != "Failed" {
                status = "Terminating"
            }
        }
    }

    static func conditionIsTrue(_ pod: JSONValue, _ type: String) -> Bool {
        (pod["status", "conditions"]?.array ?? []).contains {
            $0["type"]?.string == type && $0["status"]?.string == "True"
        }
    }

    /// Whether an init container still has to succeed; then the status says which.
    private mutating func addInitContainers(of total: Int) -> Bool {
        for (index, container) in (pod["status", "initContainerStatuses"]?.array ?? []).enumerated() {
            addRestarts(of: container)
            let isSidecar = sidecars.contains(container["name"]?.string ?? "")
            let ended = container["state", "terminated"]
            if let ended, (ended["exitCode"]?.int64 ?? 0) == 0 { continue }
            if isSidecar, container["started"]?.bool == true {
                if container["ready"]?.bool == true { ready += 1 }
                continue
            }
            let waiting = container["state", "waiting", "reason"]?.string ?? ""
            if let ended {
                status = "Init:" + Self.end(ended)
            } else if !waiting.isEmpty, waiting != "PodInitializing" {
                status = "Init:" + waiting
            } else {
                status = "Init:\(index)/\(total)"
            }
            return true
        }
        return false
    }

    private mutating func addContainers() {
        restarts = 0
        lastRestart = nil
        for container in pod["status", "initContainerStatuses"]?.array ?? []
        where sidecars.contains(container["name"]?.string ?? "") {
            addRestarts(of: container)
        }
        var anyRunning = false
        for container in (pod["status", "containerStatuses"]?.array ?? []).reversed() {
            addRestarts(of: container)
            let waiting = container["state", "waiting", "reason"]?.string ?? ""
            if !waiting.isEmpty {
                status = waiting
            } else if let ended = container["state", "terminated"] {
                status = Self.end(ended)
            } else if container["ready"]?.bool == true, container["state", "running"] != nil {
                anyRunning = true
                ready += 1
            }
        }
        if status == "Completed", anyRunning {
            status = Self.conditionIsTrue(pod, "Ready") ? "Running" : "NotReady"
        }
    }

    private mutating func addRestarts(of container: JSONValue) {
        restarts += container["restartCount"]?.int64 ?? 0
        guard let end = container["lastState", "terminated", "finishedAt"]?.string.flatMap({ Timestamp($0) }) else {
            return
        }
        lastRestart = max(lastRestart ?? end, end)
    }

    private static func end(_ terminated: JSONValue) -> String {
        if let reason = terminated["reason"]?.string, !reason.isEmpty { return reason }
        let signal = terminated["signal"]?.int64 ?? 0
        return signal != 0 ? "Signal:\(signal)" : "ExitCode:\(terminated["exitCode"]?.int64 ?? 0)"
    }
}
