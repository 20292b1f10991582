import KubernetesAPI

/// The rules for how a pod resolves names.
enum NetworkValidation {
    static func hostAliases(_ aliases: Field, _ findings: inout Findings) {
        for alias in aliases.items {
            findings.address(Field(alias["ip"].path, .string(alias["ip"].text)))
            for name in alias["hostnames"].items { findings.invalid(name, NameRules.dnsSubdomain(name.text)) }
        }
    }

    /// The name that a pod has for itself in the place of the one made from its own.
    static func hostname(_ spec: Field, _ findings: inout Findings) {
        let name = spec["hostnameOverride"]
        guard name.isSet else { return }
        for other in ["setHostnameAsFQDN", "hostNetwork"] where spec[other].bool {
            findings.forbidden(name, "may not be specified when \(other) is true")
        }
        if name.text.utf8.count > 64 { findings.tooLong(name, 64) }
        findings.invalid(name, NameRules.dnsSubdomain(name.text))
    }

    static func dnsConfig(_ spec: Field, _ findings: inout Findings) {
        let config = spec["dnsConfig"], servers = config["nameservers"], searches = config["searches"]
        if spec["dnsPolicy"].text == "None" {
            if !config.isSet {
                return findings.required(config, "must provide `dnsConfig` when `dnsPolicy` is None")
            }
            if servers.items.isEmpty {
                return findings.required(
                    servers, "must provide at least one DNS nameserver when `dnsPolicy` is None")
            }
        }
        if servers.items.count > 3 { findings.invalid(servers, "must not have more than 3 nameservers") }
        for server in servers.items { findings.address(server) }
        if searches.items.count > 32 { findings.invalid(searches, "must not have more than 32 search paths") }
        if searches.items.map(\.text).joined(separator: " ").utf8.count > 2048 {
            findings.invalid(
                searches, "must not have more than 2048 characters (including spaces) in the search list")
        }
        for search in searches.items where search.text != "." {
            let name = search.text.hasSuffix(".") ? String(search.text.dropLast()) : search.text
            findings.invalid(Field(search.path, .string(name)), NameRules.dnsSubdomainWithUnderscore(name))
        }
        for option in config["options"].items where option["name"].text.isEmpty {
            findings.required(option, "must not be empty")
        }
    }
}
