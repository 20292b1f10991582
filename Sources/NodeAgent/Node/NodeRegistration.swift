internal import KubernetesAPI
internal import KubernetesClient
internal import Logging

/// Keeps the Node object and its lease: the object is written at the start and every five minutes, the lease every ten
/// seconds, a quarter of what it is granted for; both periods are the kubelet's. Together they cost an idle engine one
/// small commit every ten seconds.
struct NodeRegistration: Sendable {
    static let leasePeriod = Duration.seconds(10)
    static let leaseSeconds: Int32 = 40
    /// Renewals of the lease between two reports of the node's status.
    static let renewalsPerReport = 30
    static let leaseNamespace = "kube-node-lease"

    let client: KubernetesClient
    let description: NodeDescription
    let logger: Logger

    init(
        client: KubernetesClient, configuration: NodeAgentConfiguration, facts: MachineFacts, addresses: [String],
        runtime: String, logger: Logger
    ) {
        self.client = client
        self.logger = logger
        description = NodeDescription(
            configuration: configuration, facts: facts, addresses: addresses, runtime: runtime)
    }

    /// Registers, then keeps the node alive until cancelled. An API that does not answer is asked again.
    func run() async {
        var renewals = 0
        var isRegistered = false
        while !Task.isCancelled {
            do {
                if !isRegistered || renewals % NodeRegistration.renewalsPerReport == 0 {
                    try await report()
                    isRegistered = true
                }
                try await renewLease()
                renewals += 1
            } catch {
                logger.warning("cannot tell the node's state", metadata: ["error": "\(error)"])
            }
            // A cancelled sleep ends the loop by its condition.
            let pause = isRegistered ? NodeRegistration.leasePeriod : .seconds(1)
            try? await Task.sleep(for: pause, tolerance: .seconds(1))
        }
    }

    private var name: String { description.configuration.nodeName }

    func report() async throws {
        let wanted = description.node(at: .now)
        let known: Node
        do {
            known = try await client.get(Node.self, name)
        } catch let error as StatusError where error.status.code == 404 {
            known = try await client.create(wanted)
        }
        if description.labels.contains(where: { known.metadata.labels[$0.key] != $0.value }) {
            let labels = JSONObject(description.labels.map { ($0.key, .string($0.value)) })
            let _: Node = try await client.patch(Node.self, name, .merge, ["metadata": ["labels": .object(labels)]])
        }
        let status = description.status(at: .now, before: known.status.conditions)
        let _: Node = try await client.patch(Node.self, name, subresource: "status", .merge, ["status": status.json])
    }

    private func renewLease() async throws {
        let now = Timestamp.now
        do {
            let _: Lease = try await client.patch(
                Lease.self, name, namespace: NodeRegistration.leaseNamespace, .merge,
                ["spec": ["holderIdentity": .string(name), "renewTime": .string(now.microseconds)]])
        } catch let error as StatusError where error.status.code == 404 {
            try await createLease(now)
        }
    }

    private func createLease(_ now: Timestamp) async throws {
        var lease = Lease()
        lease.metadata.name = name
        lease.metadata.namespace = NodeRegistration.leaseNamespace
        lease.spec.holderIdentity = name
        lease.spec.leaseDurationSeconds = NodeRegistration.leaseSeconds
        lease.spec.renewTime = now
        do {
            _ = try await client.create(lease)
        } catch let error as StatusError where error.status.code == 404 {
            var namespace = Namespace()
            namespace.metadata.name = NodeRegistration.leaseNamespace
            _ = try await client.create(namespace)
            _ = try await client.create(lease)
        }
    }
}
