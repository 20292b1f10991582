import KubernetesAPI

/// The rules for probes and lifecycle hooks.
enum ProbeValidation {
    static func lifecycleAndProbes(
        _ container: Field, in spec: Field, probes: [String] = ["livenessProbe", "readinessProbe", "startupProbe"],
        _ findings: inout Findings
    ) {
        let grace = spec["terminationGracePeriodSeconds"].int
        for hook in ["postStart", "preStop"] where container["lifecycle"][hook].isSet {
            handler(container["lifecycle"][hook], ["exec", "httpGet", "tcpSocket", "sleep"], grace: grace, &findings)
        }
        StopSignalValidation.validate(container["lifecycle"]["stopSignal"], in: spec, &findings)
        for name in probes { probe(name, of: container, in: spec, &findings) }
    }

    static func probe(_ name: String, of container: Field, in spec: Field, _ findings: inout Findings) {
        guard container[name].isSet else { return }
        probe(container[name], grace: spec["terminationGracePeriodSeconds"].int, &findings)
        let threshold = container[name]["successThreshold"], period = container[name]["terminationGracePeriodSeconds"]
        if name == "readinessProbe" {
            if period.isSet { findings.invalid(period, "must not be set for readinessProbes") }
        } else if (threshold.int ?? 1) != 1 {
            findings.invalid(threshold, "must be 1")
        }
    }

    private static func probe(_ probe: Field, grace: Int64?, _ findings: inout Findings) {
        handler(probe, ["exec", "httpGet", "tcpSocket", "grpc"], grace: grace, &findings)
        for name in ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"] {
            findings.notNegative(probe[name])
        }
        let period = probe["terminationGracePeriodSeconds"]
        if let seconds = period.int, seconds <= 0 { findings.invalid(period, "must be greater than 0") }
    }

    private static func handler(_ handler: Field, _ kinds: [String], grace: Int64?, _ findings: inout Findings) {
        let given = kinds.filter { handler[$0].isSet }
        if given.isEmpty { return findings.required(handler, "must specify a handler type") }
        for (index, name) in given.enumerated() {
            let action = handler[name]
            if index > 0 {
                findings.forbidden(action, "may not specify more than 1 handler type")
                continue
            }
            switch name {
            case "exec": if action["command"].items.isEmpty { findings.required(action["command"]) }
            case "httpGet": httpGet(action, &findings)
            case "sleep": sleep(action, grace: grace, &findings)
            default: findings.port(action["port"])
            }
        }
    }

    private static func httpGet(_ action: Field, _ findings: inout Findings) {
        if action["path"].text.isEmpty { findings.required(action["path"]) }
        findings.port(action["port"])
        if !["HTTP", "HTTPS"].contains(action["scheme"].text) {
            findings.notSupported(action["scheme"], ["HTTP", "HTTPS"])
        }
        for header in action["httpHeaders"].items {
            findings.invalid(
                Field(action["httpHeaders"].path, header["name"].value), NameRules.headerName(header["name"].text))
        }
    }

    private static func sleep(_ action: Field, grace: Int64?, _ findings: inout Findings) {
        guard let grace, let seconds = action["seconds"].int, seconds < 0 || seconds > grace else { return }
        findings.invalid(
            Field(action.path, action["seconds"].value),
            "must be non-negative and less than terminationGracePeriodSeconds (\(grace))")
    }
}
