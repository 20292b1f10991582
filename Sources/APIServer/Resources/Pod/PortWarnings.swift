import KubernetesAPI

/// What a client is warned of in the ports of a pod's containers.
enum PortWarnings {
    static func of(_ containers: [Field]) -> [String] {
        var warnings: [String] = []
        var earlier: [String: [Field]] = [:]
        for port in containers.flatMap(\.["ports"].items) {
            let number = port["containerPort"].int ?? 0, hostPort = port["hostPort"].int ?? 0
            let hostIP = port["hostIP"].text, name = port["protocol"].text
            if !hostIP.isEmpty, hostPort == 0 {
                warnings.append(
                    "\(port.path): hostIP set without hostPort: {Name:\(port["name"].text) HostPort:0 "
                        + "ContainerPort:\(number) Protocol:\(name) HostIP:\(hostIP)}")
            }
            let key = "\(number)/\(name)"
            for other in earlier[key] ?? [] {
                let otherPort = other["hostPort"].int ?? 0, otherIP = other["hostIP"].text
                let kind: String
                if hostIP == otherIP, hostPort == otherPort {
                    kind = "duplicate"
                } else if hostPort == 0 || otherPort == 0 {
                    kind = "overlapping"
                } else if hostPort == otherPort, hostIP.isEmpty != otherIP.isEmpty {
                    kind = "dangerously ambiguous"
                } else {
                    continue
                }
                warnings.append("\(port.path): \(kind) port definition with \(other.path)")
            }
            earlier[key, default: []].append(port)
        }
        return warnings
    }
}
