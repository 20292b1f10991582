import KubernetesAPI

/// The rows of `kubectl get nodes`.
enum NodeTable {
    static let columns = [
        TableColumn.name, TableColumn("Status", description: "The status of the node"),
        TableColumn("Roles", description: "The roles of the node"), .age,
        TableColumn("Version", description: "The version of the node's agent."),
        TableColumn("Internal-IP", description: "The node's address within the cluster.", priority: 1),
        TableColumn("External-IP", description: "The node's address outside the cluster.", priority: 1),
        TableColumn("OS-Image", description: "The node's operating system.", priority: 1),
        TableColumn("Kernel-Version", description: "The node's kernel.", priority: 1),
        TableColumn("Container-Runtime", description: "The node's container runtime and its version.", priority: 1),
    ]

    static func cells(_ node: JSONValue, now: Double) -> [JSONValue] {
        let information = node["status", "nodeInfo"]
        return [
            Cell.name(node), .string(status(node)), .string(roles(node)), Cell.created(node, now: now),
            information?["kubeletVersion"] ?? "", address("InternalIP", of: node), address("ExternalIP", of: node),
            Cell.text(information?["osImage"], or: "<unknown>"),
            Cell.text(information?["kernelVersion"], or: "<unknown>"),
            Cell.text(information?["containerRuntimeVersion"], or: "<unknown>"),
        ]
    }

    private static func status(_ node: JSONValue) -> String {
        let ready = (node["status", "conditions"]?.array ?? []).first { $0["type"] == "Ready" }
        let status = ready.map { $0["status"] == "True" ? "Ready" : "NotReady" } ?? "Unknown"
        return node["spec", "unschedulable"]?.bool == true ? "\(status),SchedulingDisabled" : status
    }

    private static func roles(_ node: JSONValue) -> String {
        var roles: Set<String> = []
        for (key, value) in node["metadata", "labels"]?.object?.members ?? [] {
            let prefix = "node-role.kubernetes.io/"
            if key.hasPrefix(prefix), key != prefix { roles.insert(String(key.dropFirst(prefix.count))) }
            if key == "kubernetes.io/role", let role = value.string, !role.isEmpty { roles.insert(role) }
        }
        return roles.isEmpty ? "<none>" : roles.sorted().joined(separator: ",")
    }

    private static func address(_ type: String, of node: JSONValue) -> JSONValue {
        Cell.text((node["status", "addresses"]?.array ?? []).first { $0["type"]?.string == type }?["address"])
    }
}
