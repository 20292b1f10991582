internal import KubernetesAPI

/// A pod as `kubectl describe pod` shows it.
struct PodDescription {
    let pod: JSONValue
    /// Its events, in any order.
    let events: [JSONValue]
    let now: Timestamp

    private var metadata: JSONValue { pod["metadata"] ?? [:] }
    private var spec: JSONValue { pod["spec"] ?? [:] }
    private var status: JSONValue { pod["status"] ?? [:] }

    var text: String {
        var out = TabWriter()
        head(&out)
        let containers = ContainerDescription(pod: pod, now: now)
        containers.write("Init Containers", spec["initContainers"], status["initContainerStatuses"], &out)
        containers.write("Containers", spec["containers"], status["containerStatuses"], &out)
        containers.write(
            "Ephemeral Containers", spec["ephemeralContainers"], status["ephemeralContainerStatuses"], &out)
        conditions(&out)
        VolumeDescription.write(spec["volumes"]?.array ?? [], &out)
        out.write("QoS Class:\t\(status["qosClass"]?.string ?? "BestEffort")\n")
        writeMap("Node-Selectors", spec["nodeSelector"], &out)
        tolerations(&out)
        writeEvents(events, now: now, &out)
        return out.text
    }

    private func head(_ out: inout TabWriter) {
        out.write("Name:\t\(metadata["name"]?.string ?? "")\n")
        out.write("Namespace:\t\(metadata["namespace"]?.string ?? "")\n")
        if let priority = spec["priority"]?.int64 { out.write("Priority:\t\(priority)\n") }
        writeIfPresent("Priority Class Name", spec["priorityClassName"], &out)
        writeIfPresent("Runtime Class Name", spec["runtimeClassName"], &out)
        writeIfPresent("Service Account", spec["serviceAccountName"], &out)
        let node = spec["nodeName"]?.string ?? ""
        out.write("Node:\t\(node.isEmpty ? "<none>" : "\(node)/\(status["hostIP"]?.string ?? "")")\n")
        if let start = status["startTime"]?.string.flatMap({ Timestamp($0) }) {
            out.write("Start Time:\t\(rfc1123(start))\n")
        }
        writeMap("Labels", metadata["labels"], &out)
        writeAnnotations(metadata["annotations"], &out)
        let phase = status["phase"]?.string ?? ""
        if let deletion = metadata["deletionTimestamp"]?.string.flatMap({ Timestamp($0) }), phase != "Failed",
            phase != "Succeeded"
        {
            out.write("Status:\tTerminating (lasts \(age(of: deletion, at: now)))\n")
            out.write("Termination Grace Period:\t\(metadata["deletionGracePeriodSeconds"]?.int64 ?? 0)s\n")
        } else {
            out.write("Status:\t\(phase)\n")
        }
        writeIfPresent("Reason", status["reason"], &out)
        writeIfPresent("Message", status["message"], &out)
        if let profile = spec["securityContext", "seccompProfile"] {
            out.write("SeccompProfile:\t\(profile["type"]?.string ?? "")\n")
            writeIfPresent("LocalhostProfile", profile["localhostProfile"], &out)
        }
        out.write("IP:\t\(status["podIP"]?.string ?? "")\n")
        addresses(&out)
        if let owner = (metadata["ownerReferences"]?.array ?? []).first(where: { $0["controller"]?.bool == true }) {
            out.write("Controlled By:\t\(owner["kind"]?.string ?? "")/\(owner["name"]?.string ?? "")\n")
        }
        writeIfPresent("NominatedNodeName", status["nominatedNodeName"], &out)
    }

    private func addresses(_ out: inout TabWriter) {
        let addresses = status["podIPs"]?.array ?? []
        out.write(addresses.isEmpty ? "IPs:\t<none>\n" : "IPs:\n")
        for address in addresses { out.write("IP:\t\(address["ip"]?.string ?? "")\n", indent: 2) }
    }

    private func conditions(_ out: inout TabWriter) {
        let conditions = status["conditions"]?.array ?? []
        if let gates = spec["readinessGates"]?.array, !gates.isEmpty {
            out.write("Readiness Gates:\n  Type\tStatus\n")
            for gate in gates {
                let type = gate["conditionType"]?.string ?? ""
                let condition = conditions.first { $0["type"]?.string == type }
                out.write("\(type) \t\(condition?["status"]?.string ?? "<none>") \n", indent: 2)
            }
        }
        guard !conditions.isEmpty else { return }
        out.write("Conditions:\n  Type\tStatus\n")
        for condition in conditions {
            out.write("\(condition["type"]?.string ?? "") \t\(condition["status"]?.string ?? "") \n", indent: 2)
        }
    }

    private func tolerations(_ out: inout TabWriter) {
        let lines = (spec["tolerations"]?.array ?? []).map { toleration in
            var text = toleration["key"]?.string ?? ""
            if let value = toleration["value"]?.string, !value.isEmpty { text += "=\(value)" }
            if let effect = toleration["effect"]?.string, !effect.isEmpty { text += ":\(effect)" }
            if toleration["operator"]?.string == "Exists", toleration["value"]?.string ?? "" == "" {
                text += text.isEmpty ? "op=Exists" : " op=Exists"
            }
            if let seconds = toleration["tolerationSeconds"]?.int64 { text += " for \(seconds)s" }
            return text
        }
        write("Tolerations", lines.sorted(), &out)
    }
}

/// `Title:` with one line an entry, or `<none>`.
private func write(_ title: String, _ lines: [String], _ out: inout TabWriter) {
    out.write("\(title):\t\(lines.first ?? "<none>")\n")
    for line in lines.dropFirst() { out.write("\t\(line)\n") }
}

private func writeMap(_ title: String, _ map: JSONValue?, _ out: inout TabWriter) {
    write(title, (map?.object?.members ?? []).map { "\($0.key)=\($0.value.string ?? "")" }.sorted(), &out)
}

private func writeIfPresent(_ title: String, _ value: JSONValue?, _ out: inout TabWriter) {
    if let text = value?.string, !text.isEmpty { out.write("\(title):\t\(text)\n") }
}

private func writeAnnotations(_ annotations: JSONValue?, _ out: inout TabWriter) {
    let longest = 140
    let shown = (annotations?.object?.members ?? []).filter {
        $0.key != "kubectl.kubernetes.io/last-applied-configuration"
    }
    .sorted { $0.key < $1.key }
    guard !shown.isEmpty else { return out.write("Annotations:\t<none>\n") }
    for (index, annotation) in shown.enumerated() {
        var value = annotation.value.string ?? ""
        if value.hasSuffix("\n") { value.removeLast() }
        let start = index == 0 ? "Annotations:\t" : "\t"
        if value.count + annotation.key.count + 2 > longest || value.contains("\n") {
            out.write("\(start)\(annotation.key):\n")
            for line in value.split(separator: "\n", omittingEmptySubsequences: false) {
                out.write("\t  \(line.count > longest - 2 ? line.prefix(longest - 2) + "..." : line)\n")
            }
        } else {
            out.write("\(start)\(annotation.key): \(value)\n")
        }
    }
}
