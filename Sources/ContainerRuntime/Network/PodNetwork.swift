import KubernetesAPI
import Logging
import Synchronization

/// The pods' network: a bridge on this machine, addresses from the pod CIDR, and host ports where a pod asks for them.
final class PodNetwork: Sendable {
    let cidr: String
    private let plugin: CNIPlugin
    private let logger: Logger
    /// Whether iptables works here; found out when the first pod needs it.
    private let canTranslate = Mutex<Bool?>(nil)

    init(cidr: String, plugin: CNIPlugin, logger: Logger) throws(RuntimeError) {
        self.cidr = cidr
        self.plugin = plugin
        self.logger = logger
        _ = try Self.bridgeName(cidr)
    }

    /// A name of at most 15 characters for the bridge of a range: the same for every server that uses it.
    static func bridgeName(_ cidr: String) throws(RuntimeError) -> String {
        let parts = cidr.split(separator: "/")
        let octets = parts.first?.split(separator: ".").compactMap { UInt8($0) } ?? []
        guard parts.count == 2, octets.count == 4, let length = UInt8(parts[1]), (8...30).contains(length) else {
            throw RuntimeError(.machine, "\"\(cidr)\" is no pod CIDR: give an IPv4 range such as 10.85.0.0/16.")
        }
        let hex = octets.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return "mf\(hex)-\(length)"
    }

    /// Connects a pod; its addresses. What an earlier try left behind is cleared first.
    func add(_ spec: SandboxSpec, namespacePath: String, result resultPath: String) async throws -> [String] {
        try await remove(spec, namespacePath: namespacePath, result: resultPath)
        let translate = await canUseIptables()
        var result = try await run(spec, .add, "bridge", try bridge(translate: translate), namespacePath)
        if !spec.portMappings.isEmpty {
            guard translate else {
                throw RuntimeError(.create, "A hostPort needs iptables: install the package iptables.")
            }
            result = try await run(spec, .add, "portmap", portmap(spec, previous: result), namespacePath)
        }
        try Files.replace(resultPath, with: result.encoded(), durable: false)
        let addresses = (result["ips"]?.array ?? []).compactMap { $0["address"]?.string }
        return addresses.map { String($0.prefix { $0 != "/" }) }
    }

    /// Disconnects a pod and gives its addresses back; succeeds if it never had any, or its namespace is gone.
    func remove(_ spec: SandboxSpec, namespacePath: String, result resultPath: String) async throws {
        let path = Files.exists(namespacePath) ? namespacePath : ""
        let previous = try Files.read(resultPath).flatMap { bytes in try? JSONValue.parse(bytes) }
        if previous != nil, !spec.portMappings.isEmpty {
            _ = try await run(spec, .delete, "portmap", portmap(spec, previous: previous), path)
        }
        var configuration = try bridge(translate: await canUseIptables())
        configuration["prevResult"] = previous
        _ = try await run(spec, .delete, "bridge", configuration, path)
        try Files.remove(resultPath)
    }

    private func run(
        _ spec: SandboxSpec, _ command: CNIPlugin.Command, _ type: String, _ configuration: JSONValue,
        _ namespacePath: String
    ) async throws -> JSONValue {
        try await plugin.run(
            type, command, configuration: configuration, podUID: spec.podUID, podName: spec.name,
            podNamespace: spec.namespace, networkNamespace: namespacePath)
    }

    func bridge(translate: Bool) throws(RuntimeError) -> JSONValue {
        let bridge = try Self.bridgeName(cidr)
        return [
            "cniVersion": "1.0.0", "name": .string("mayfly-\(bridge)"), "type": "bridge", "bridge": .string(bridge),
            "isGateway": true, "ipMasq": .bool(translate), "hairpinMode": true,
            "ipam": [
                "type": "host-local", "dataDir": .string(RuntimeLayout.networks),
                "ranges": [[["subnet": .string(cidr)]]], "routes": [["dst": "0.0.0.0/0"]],
            ],
        ]
    }

    private func portmap(_ spec: SandboxSpec, previous: JSONValue?) -> JSONValue {
        var configuration: JSONValue = [
            "cniVersion": "1.0.0", "name": "mayfly-ports", "type": "portmap", "capabilities": ["portMappings": true],
            "snat": true,
        ]
        configuration["runtimeConfig"] = ["portMappings": .array(spec.portMappings.map(\.json))]
        configuration["prevResult"] = previous
        return configuration
    }

    private func canUseIptables() async -> Bool {
        if let known = canTranslate.withLock({ $0 }) { return known }
        // Installed is not enough: the kernel may lack the tables.
        let works = await Tool.succeeds("iptables", ["-w", "-t", "nat", "-S", "POSTROUTING"])
        if !works {
            logger.warning("iptables does not work here: pods have no hostPort and cannot reach beyond this machine")
        }
        canTranslate.withLock { $0 = works }
        return works
    }
}

extension PortMapping {
    fileprivate var json: JSONValue {
        [
            "hostPort": .number(JSONNumber(hostPort)), "containerPort": .number(JSONNumber(containerPort)),
            "protocol": .string(networkProtocol.lowercased()), "hostIP": .string(hostIP),
        ]
    }
}
