internal import KubernetesAPI

/// The containers of a pod, as `kubectl describe pod` shows them.
struct ContainerDescription {
    let pod: JSONValue
    let now: Timestamp

    /// A section with every container and, where there is one, its status; nothing for an empty list of extra containers.
    func write(_ title: String, _ containers: JSONValue?, _ statuses: JSONValue?, _ out: inout TabWriter) {
        let containers = containers?.array ?? []
        guard !containers.isEmpty || title == "Containers" else { return }
        out.write(containers.isEmpty ? "\(title): <none>\n" : "\(title):\n")
        for container in containers {
            let status = statuses?.array?.first { $0["name"] == container["name"] }
            write(container, status, &out)
        }
    }

    private func write(_ container: JSONValue, _ status: JSONValue?, _ out: inout TabWriter) {
        out.write("\(container["name"]?.string ?? ""):\n", indent: 2)
        if let status { out.write("Container ID:\t\(status["containerID"]?.string ?? "")\n", indent: 4) }
        out.write("Image:\t\(container["image"]?.string ?? "")\n", indent: 4)
        if let status { out.write("Image ID:\t\(status["imageID"]?.string ?? "")\n", indent: 4) }
        ports("Port", "containerPort", container, &out)
        ports("Host Port", "hostPort", container, &out)
        if let profile = container["securityContext", "seccompProfile"] {
            out.write("SeccompProfile:\t\(profile["type"]?.string ?? "")\n", indent: 4)
            if let path = profile["localhostProfile"]?.string { out.write("LocalhostProfile:\t\(path)\n", indent: 6) }
        }
        words("Command", container["command"], &out)
        words("Args", container["args"], &out)
        if let status { state(status, &out) }
        resources("Limits", container["resources", "limits"], &out)
        resources("Requests", container["resources", "requests"], &out)
        for (title, member) in [
            ("Liveness", "livenessProbe"), ("Readiness", "readinessProbe"), ("Startup", "startupProbe"),
        ] {
            if let probe = container[member] { out.write("\(title):\t\(describe(probe: probe))\n", indent: 4) }
        }
        environmentSources(container, &out)
        environment(container, &out)
        mounts(container, &out)
    }

    private func ports(_ title: String, _ member: String, _ container: JSONValue, _ out: inout TabWriter) {
        let ports = (container["ports"]?.array ?? []).map { port in
            let text = "\(port[member]?.int64 ?? 0)/\(port["protocol"]?.string ?? "TCP")"
            return port["name"]?.string.map { "\(text) (\($0))" } ?? text
        }
        out.write(
            "\(title)\(ports.count > 1 ? "s" : ""):\t\(ports.isEmpty ? "<none>" : ports.joined(separator: ", "))\n",
            indent: 4)
    }

    private func words(_ title: String, _ words: JSONValue?, _ out: inout TabWriter) {
        guard let words = words?.array, !words.isEmpty else { return }
        out.write("\(title):\n", indent: 4)
        for word in words { out.write("\(word.string ?? "")\n", indent: 6) }
    }

    private func state(_ status: JSONValue, _ out: inout TabWriter) {
        state("State", status["state"], &out)
        if status["lastState", "terminated"] != nil { state("Last State", status["lastState"], &out) }
        out.write("Ready:\t\(status["ready"]?.bool == true ? "True" : "False")\n", indent: 4)
        out.write("Restart Count:\t\(status["restartCount"]?.int64 ?? 0)\n", indent: 4)
    }

    private func state(_ title: String, _ state: JSONValue?, _ out: inout TabWriter) {
        func time(_ value: JSONValue?) -> String { value?.string.flatMap { Timestamp($0) }.map(rfc1123) ?? "<unknown>" }
        if let running = state?["running"] {
            out.write("\(title):\tRunning\n", indent: 4)
            out.write("Started:\t\(time(running["startedAt"]))\n", indent: 6)
        } else if let terminated = state?["terminated"] {
            out.write("\(title):\tTerminated\n", indent: 4)
            for (title, member) in [("Reason", "reason"), ("Message", "message")] {
                if let text = terminated[member]?.string, !text.isEmpty { out.write("\(title):\t\(text)\n", indent: 6) }
            }
            out.write("Exit Code:\t\(terminated["exitCode"]?.int64 ?? 0)\n", indent: 6)
            if let signal = terminated["signal"]?.int64, signal > 0 { out.write("Signal:\t\(signal)\n", indent: 6) }
            out.write("Started:\t\(time(terminated["startedAt"]))\n", indent: 6)
            out.write("Finished:\t\(time(terminated["finishedAt"]))\n", indent: 6)
        } else {
            out.write("\(title):\tWaiting\n", indent: 4)
            if let reason = state?["waiting", "reason"]?.string, !reason.isEmpty {
                out.write("Reason:\t\(reason)\n", indent: 6)
            }
        }
    }

    private func resources(_ title: String, _ resources: JSONValue?, _ out: inout TabWriter) {
        guard let members = resources?.object?.members, !members.isEmpty else { return }
        out.write("\(title):\n", indent: 4)
        for (name, quantity) in members.sorted(by: { $0.key < $1.key }) {
            out.write("\(name):\t\(quantity.string ?? "")\n", indent: 6)
        }
    }

    private func environmentSources(_ container: JSONValue, _ out: inout TabWriter) {
        guard let sources = container["envFrom"]?.array, !sources.isEmpty else { return }
        out.write("Environment Variables from:\n", indent: 4)
        for source in sources {
            let (kind, reference) =
                source["configMapRef"].map { ("ConfigMap", $0) } ?? ("Secret", source["secretRef"] ?? [:])
            let prefix = source["prefix"]?.string.flatMap { $0.isEmpty ? nil : " with prefix '\($0)'" } ?? ""
            out.write(
                "\(reference["name"]?.string ?? "")\t\(kind)\(prefix)\tOptional: \(reference["optional"]?.bool ?? false)\n",
                indent: 6)
        }
    }

    private func environment(_ container: JSONValue, _ out: inout TabWriter) {
        let variables = container["env"]?.array ?? []
        out.write(variables.isEmpty ? "Environment:\t<none>\n" : "Environment:\n", indent: 4)
        for variable in variables {
            let name = variable["name"]?.string ?? ""
            let source = variable["valueFrom"]
            if let field = source?["fieldRef"] {
                let path = field["fieldPath"]?.string ?? ""
                out.write(
                    "\(name):\t\(value(ofField: path)) (\(field["apiVersion"]?.string ?? "v1"):\(path))\n", indent: 6)
            } else if let field = source?["resourceFieldRef"] {
                let resource = field["resource"]?.string ?? ""
                let value = resourceValue(resource, container)
                out.write("\(name):\t\(value) (\(resource))\n", indent: 6)
            } else if let key = source?["secretKeyRef"] {
                out.write(
                    "\(name):\t<set to the key '\(key["key"]?.string ?? "")' in secret '\(key["name"]?.string ?? "")'>\tOptional: \(key["optional"]?.bool ?? false)\n",
                    indent: 6)
            } else if let key = source?["configMapKeyRef"] {
                out.write(
                    "\(name):\t<set to the key '\(key["key"]?.string ?? "")' of config map '\(key["name"]?.string ?? "")'>\tOptional: \(key["optional"]?.bool ?? false)\n",
                    indent: 6)
            } else {
                let lines = (variable["value"]?.string ?? "").split(separator: "\n", omittingEmptySubsequences: false)
                out.write("\(name):\t\(lines.first ?? "")\n", indent: 6)
                for line in lines.dropFirst() { out.write("\t\(line)\n", indent: 6) }
            }
        }
    }

    private func value(ofField path: String) -> String {
        path.split(separator: ".").reduce(Optional(pod)) { $0?[String($1)] }?.string ?? ""
    }

    private func resourceValue(_ resource: String, _ container: JSONValue) -> String {
        let value = resource.split(separator: ".").reduce(container["resources"]) { $0?[String($1)] }?.string
        return value ?? (resource.hasPrefix("limits.") ? "node allocatable" : "0")
    }

    private func mounts(_ container: JSONValue, _ out: inout TabWriter) {
        let mounts = container["volumeMounts"]?.array ?? []
        out.write(mounts.isEmpty ? "Mounts:\t<none>\n" : "Mounts:\n", indent: 4)
        for mount in mounts.sorted(by: { ($0["mountPath"]?.string ?? "") < ($1["mountPath"]?.string ?? "") }) {
            var flags = [mount["readOnly"]?.bool == true ? "ro" : "rw"]
            if let path = mount["subPath"]?.string, !path.isEmpty { flags.append("path=\"\(path)\"") }
            out.write(
                "\(mount["mountPath"]?.string ?? "") from \(mount["name"]?.string ?? "") (\(flags.joined(separator: ",")))\n",
                indent: 6)
        }
    }

    private func describe(probe: JSONValue) -> String {
        func number(_ member: String) -> Int64 { probe[member]?.int64 ?? 0 }
        func port(_ value: JSONValue?) -> String { value?.string ?? value?.int64.map { String($0) } ?? "" }
        let attributes =
            "delay=\(number("initialDelaySeconds"))s timeout=\(number("timeoutSeconds"))s period=\(number("periodSeconds"))s "
            + "#success=\(number("successThreshold")) #failure=\(number("failureThreshold"))"
        if let exec = probe["exec"] {
            return "exec [\((exec["command"]?.array ?? []).compactMap(\.string).joined(separator: " "))] \(attributes)"
        } else if let http = probe["httpGet"] {
            let scheme = http["scheme"]?.string?.lowercased() ?? "http"
            return
                "http-get \(scheme)://\(http["host"]?.string ?? ""):\(port(http["port"]))\(http["path"]?.string ?? "") \(attributes)"
        } else if let socket = probe["tcpSocket"] {
            return "tcp-socket \(socket["host"]?.string ?? ""):\(port(socket["port"])) \(attributes)"
        } else if let grpc = probe["grpc"] {
            return "grpc <pod>:\(port(grpc["port"])) \(grpc["service"]?.string ?? "") \(attributes)"
        }
        return "unknown \(attributes)"
    }
}
