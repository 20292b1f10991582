internal import KubernetesAPI
internal import KubernetesClient

/// ``PodAPI`` over a Kubernetes client.
struct KubernetesPodAPI: PodAPI {
    let client: KubernetesClient
    let recorder: EventRecorder

    func patchStatus(of pod: PodIdentity, _ patch: JSONValue) async throws {
        let path = path(of: Pod.self, namespace: pod.namespace, name: pod.name, subresource: "status")
        _ = try await client.json(.json(.patch, path, patch, contentType: PatchKind.merge.rawValue))
    }

    func removePod(_ pod: PodIdentity) async throws {
        try await client.delete(
            Pod.self, pod.name, namespace: pod.namespace, gracePeriodSeconds: 0, uid: pod.uid)
    }

    func objects(_ names: ObjectNames, namespace: String) async throws -> ReferencedObjects {
        var result = ReferencedObjects()
        for name in names.configMaps {
            result.configMaps[name] = try await find(ConfigMap.self, name, namespace)
        }
        for name in names.secrets {
            result.secrets[name] = try await find(Secret.self, name, namespace)
        }
        return result
    }

    private func find<T: APIObject>(_ type: T.Type, _ name: String, _ namespace: String) async throws -> T? {
        do {
            return try await client.get(type, name, namespace: namespace)
        } catch let error as StatusError where error.status.code == 404 {
            return nil
        }
    }

    func record(_ note: EventNote, about pod: PodIdentity) { recorder.record(note, about: pod) }
}
