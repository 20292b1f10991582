internal import KubernetesAPI
internal import Logging
internal import ResourceStore

/// What every namespace has: the account `default`, and the certificate by which its pods know this server. Both are made with
/// the namespace, so that a pod can be created at once; controllers bring back what is deleted later.
struct NamespaceContents: Sendable {
    static let account = "default"
    static let certificate = "kube-root-ca.crt"

    let store: any ResourceStore
    let authorityPEM: String
    let logger: Logger

    /// Both objects in one group commit. That a namespace is there is not undone by a failure here.
    func complete(_ namespace: String) async {
        var objects = [("serviceaccounts", object("ServiceAccount", Self.account, namespace))]
        if !authorityPEM.isEmpty {
            var map = object("ConfigMap", Self.certificate, namespace)
            map[metadata: "annotations"] = ["kubernetes.io/description": .string(Self.certificateDescription)]
            map["data"] = ["ca.crt": .string(authorityPEM)]
            objects.append(("configmaps", map))
        }
        await withDiscardingTaskGroup { group in
            for (resource, object) in objects {
                group.addTask {
                    await create(object, StoreKeys.prefix(group: "", resource: resource, namespace: namespace))
                }
            }
        }
    }

    private func object(_ kind: String, _ name: String, _ namespace: String) -> JSONValue {
        var object: JSONValue = [
            "kind": .string(kind), "apiVersion": "v1",
            "metadata": ["name": .string(name), "namespace": .string(namespace)],
        ]
        Identity.assign(to: &object, now: .now)
        return object
    }

    private func create(_ object: JSONValue, _ prefix: String) async {
        do {
            _ = try await store.create(prefix + object.name) { ResourceRegistry.encode(object, at: $0) }
        } catch StoreError.alreadyExists {
        } catch {
            logger.error(
                "a namespace is not complete",
                metadata: ["namespace": "\(object.namespace)", "object": "\(object.name)", "error": "\(error)"])
        }
    }

    private static let certificateDescription =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the "
        + "internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of "
        + "Kubernetes clusters."
}
