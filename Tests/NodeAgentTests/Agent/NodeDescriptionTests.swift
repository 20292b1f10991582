import KubernetesAPI
import Testing

@testable import NodeAgent

@Suite("The Node object")
struct NodeDescriptionTests {
    let description = NodeDescription(
        configuration: NodeAgentConfiguration(
            nodeName: "node", dataDirectory: "/data", podCIDR: "10.85.0.0/16", kubeletVersion: "v1.32.0+mayfly.1"),
        facts: MachineFacts(
            capacity: NodeCapacity(cpuMillis: 2000, memory: 8 << 30, ephemeralStorage: 1 << 30), machineID: "m",
            systemUUID: "s", bootID: "b", kernelVersion: "6.1", osImage: "Debian", architecture: "amd64",
            addresses: ["192.0.2.1"]),
        addresses: ["192.0.2.1"], runtime: "runc://1.1.5")

    @Test("tells what the machine has")
    func node() {
        let node = description.node(at: Timestamp(seconds: 1))
        #expect(node.status.capacity["cpu"]?.milliValue == 2000)
        #expect(node.status.capacity["memory"]?.value == 8 << 30)
        #expect(node.status.nodeInfo.containerRuntimeVersion == "runc://1.1.5")
        #expect(node.status.addresses.map { "\($0.type)=\($0.address)" } == ["InternalIP=192.0.2.1", "Hostname=node"])
        #expect(
            node.status.conditions.map { "\($0.type)=\($0.status)" } == [
                "MemoryPressure=False", "DiskPressure=False", "PIDPressure=False", "Ready=True",
            ])
        #expect(node.spec.podCIDR == "10.85.0.0/16")
        #expect(node.metadata.labels["kubernetes.io/hostname"] == "node")
    }

    @Test("keeps the transition times of what has not changed")
    func transitions() {
        let before = description.status(at: Timestamp(seconds: 1), before: [])
        let after = description.status(at: Timestamp(seconds: 9), before: before.conditions)
        #expect(after.conditions.allSatisfy { $0.lastTransitionTime == Timestamp(seconds: 1) })
        #expect(after.conditions.allSatisfy { $0.lastHeartbeatTime == Timestamp(seconds: 9) })
    }

    @Test("can be made of this machine")
    func machine() throws {
        let facts = try MachineFacts.read(dataDirectory: "/")
        #expect(facts.capacity.cpuMillis >= 1000)
        #expect(facts.capacity.memory > 0)
        #expect(!facts.kernelVersion.isEmpty)
        #expect(!facts.addresses.isEmpty)
    }
}
