internal import KubernetesAPI

/// The text of a pod's `/etc/hosts`, as the kubelet writes it.
func hostsFile(of pod: Pod, addresses: [String], hostname: String, hostFile: String) -> String {
    var text: String
    if pod.spec.hostNetwork {
        text = "# Kubernetes-managed hosts file (host network).\n" + hostFile
    } else {
        text = """
            # Kubernetes-managed hosts file.
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::0\tip6-localnet
            fe00::0\tip6-mcastprefix
            fe00::1\tip6-allnodes
            fe00::2\tip6-allrouters

            """
        let name =
            pod.spec.setHostnameAsFQDN == true || !pod.spec.subdomain.isEmpty
            ? "\(hostname).\(pod.spec.subdomain).\(pod.metadata.namespace).svc.cluster.local\t\(hostname)" : hostname
        for address in addresses { text += "\(address)\t\(name)\n" }
    }
    if !pod.spec.hostAliases.isEmpty {
        text += "\n# Entries added by HostAliases.\n"
        for alias in pod.spec.hostAliases {
            text += "\(alias.ip)\t\(alias.hostnames.joined(separator: "\t"))\n"
        }
    }
    return text
}

/// The text of a pod's `/etc/resolv.conf`. Without a cluster DNS every policy but `None` begins with the machine's own
/// resolver, as the kubelet falls back to; `dnsConfig` is added to it.
func resolverFile(of pod: Pod, hostFile: String) -> String {
    var servers: [String] = []
    var searches: [String] = []
    var options: [(name: String, value: String?)] = []
    if pod.spec.dnsPolicy != "None" {
        for line in hostFile.split(separator: "\n") {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            switch words.first {
            case "nameserver": servers += words.dropFirst().prefix(1)
            case "search", "domain": searches = Array(words.dropFirst())
            case "options": options = words.dropFirst().map(resolverOption)
            default: break
            }
        }
    }
    if let added = pod.spec.dnsConfig {
        servers += added.nameservers.filter { !servers.contains($0) }
        searches += added.searches.filter { !searches.contains($0) }
        for option in added.options {
            options.removeAll { $0.name == option.name }
            options.append((option.name, option.value))
        }
    }
    var text = ""
    if !searches.isEmpty { text += "search \(searches.joined(separator: " "))\n" }
    for server in servers.prefix(3) { text += "nameserver \(server)\n" }
    if !options.isEmpty {
        let words = options.map { option in option.value.map { "\(option.name):\($0)" } ?? option.name }
        text += "options \(words.joined(separator: " "))\n"
    }
    return text
}

private func resolverOption(_ word: String) -> (name: String, value: String?) {
    let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
    return (parts.first ?? word, parts.count > 1 ? parts[1] : nil)
}

/// The machine's resolver configuration for a pod. systemd's stub resolver listens on the machine's loopback and is of no
/// use in another network namespace: there the servers behind it are taken.
func machineResolver(hostNetwork: Bool) throws -> String {
    let text = String(decoding: try Files.read("/etc/resolv.conf") ?? [], as: UTF8.self)
    let servers = text.split(separator: "\n").filter { $0.hasPrefix("nameserver") }
    let isStub = !servers.isEmpty && servers.allSatisfy { $0.contains("127.0.0.53") }
    guard isStub, !hostNetwork, let behind = try Files.read("/run/systemd/resolve/resolv.conf") else { return text }
    return String(decoding: behind, as: UTF8.self)
}
