import Foundation
import KubernetesAPI
import KubernetesClient

/// A running reference kube-apiserver, from which answers are recorded. It has no controllers, so what a scenario leaves has
/// to be taken away here.
struct Reference: Sendable {
    let player: Player
    private let client: KubernetesClient

    /// - Parameter kubeconfig: the file's path.
    init(kubeconfig: String) throws {
        let connection = try Kubeconfig.load(explicitPath: kubeconfig).connection()
        let transport = try HTTPSTransport(connection, userAgent: Player.userAgent)
        player = Player(transport: transport)
        client = KubernetesClient(transport: transport)
    }

    /// Writes the answers to every scenario beside its requests. Gives what went wrong; the other scenarios are recorded.
    func record(_ scenarios: [Scenario]) async throws -> [String] {
        var failures: [String] = []
        for scenario in scenarios { try await remove(scenario) }
        try await player.play(scenarios) { scenario, outcome in
            switch outcome {
            case .success(let answers):
                for (step, answer) in answers {
                    try answer.text.write(to: step.answer, atomically: true, encoding: .utf8)
                }
            case .failure(let error): failures.append("\(scenario.name): \(error)")
            }
            try await remove(scenario)
        }
        return failures
    }

    /// Removes a scenario's namespace with all in it, and what it has made outside: such names begin with the namespace's and
    /// two hyphens.
    private func remove(_ scenario: Scenario) async throws {
        let namespace = scenario.namespace
        for kind in ["pods", "configmaps", "secrets", "serviceaccounts", "events"] {
            try await removeAll("/api/v1/namespaces/\(namespace)/\(kind)") { _ in true }
        }
        try await removeAll("/apis/coordination.k8s.io/v1/namespaces/\(namespace)/leases") { _ in true }
        for path in [
            "/api/v1/nodes", "/apis/scheduling.k8s.io/v1/priorityclasses", "/apis/node.k8s.io/v1/runtimeclasses",
        ] {
            try await removeAll(path) { $0.hasPrefix(namespace + "--") }
        }
        try await removeAll("/api/v1/namespaces") { $0 == namespace || $0.hasPrefix(namespace + "--") }
    }

    private func removeAll(_ path: String, where isMeant: (String) -> Bool) async throws {
        let list = try await client.json(APIRequest(.get, path))
        for item in list["items"]?.array ?? [] {
            guard let name = item["metadata", "name"]?.string, isMeant(name) else { continue }
            let object = "\(path)/\(name)"
            if item["metadata", "finalizers"] != nil {
                let patch: JSONValue = ["metadata": ["finalizers": nil]]
                _ = try await player.send(.json(.patch, object, patch, contentType: PatchKind.merge.rawValue))
            }
            _ = try await player.send(.json(.delete, object, ["gracePeriodSeconds": 0]))
            if list["kind"] == "NamespaceList" {
                let emptied: JSONValue = ["metadata": ["name": .string(name)], "spec": ["finalizers": []]]
                _ = try await player.send(.json(.put, object + "/finalize", emptied))
            }
        }
    }
}
