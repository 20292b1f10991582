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

    func tokens(_ wishes: Set<TokenWish>, account: String, for pod: PodIdentity) async throws
        -> [TokenWish: IssuedToken]
    {
        var tokens: [TokenWish: IssuedToken] = [:]
        for wish in wishes {
            var request = TokenRequest()
            request.spec.audiences = wish.audience.isEmpty ? [] : [wish.audience]
            request.spec.expirationSeconds = wish.seconds
            var bound = BoundObjectReference()
            bound.kind = Pod.kind
            bound.apiVersion = Pod.apiVersion
            bound.name = pod.name
            bound.uid = pod.uid
            request.spec.boundObjectRef = bound
            let path = path(
                of: ServiceAccount.self, namespace: pod.namespace, name: account, subresource: "token")
            let answer = try TokenRequest(json: await client.json(.json(.post, path, request.json)))
            tokens[wish] = IssuedToken(
                text: answer.status.token,
                expires: answer.status.expirationTimestamp ?? Timestamp(seconds: Timestamp.now.seconds + wish.seconds))
        }
        return tokens
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
