import KubernetesAPI

/// The `process.json` of a further process in a container.
enum ExecSpec {
    /// The container's own process with another command: same user, environment, capabilities, limits and directory.
    static func build(config: JSONValue, command: [String], tty: Bool) -> JSONValue {
        var process = config["process"] ?? .object(JSONObject())
        process["args"] = .array(command.map { .string($0) })
        process["terminal"] = .bool(tty)
        var environment = process["env"]?.array ?? []
        if tty, !environment.contains(where: { $0.string?.hasPrefix("TERM=") == true }) {
            environment.append("TERM=xterm")
            process["env"] = .array(environment)
        }
        return process
    }
}
