internal import KubernetesAPI

extension PodAdmission {
    /// ServiceAccount: every pod but a node's own (mirror) has an account that is there.
    func resolveServiceAccount(of pod: inout JSONValue, _ name: String, _ namespace: String) async throws {
        var wanted = nonEmpty(pod["spec", "serviceAccountName"]?.string)
        wanted = wanted ?? nonEmpty(pod["spec", "serviceAccount"]?.string)
        if pod["metadata", "annotations", "kubernetes.io/config.mirror"] != nil {
            if wanted != nil { throw refused(name, "a mirror pod may not reference service accounts") }
            if pod["spec", "volumes"]?.array?.contains(where: { $0["secret"] != nil }) == true {
                throw refused(name, "a mirror pod may not reference secrets")
            }
            return
        }
        let accountName = wanted ?? "default"
        guard let account = try await object(accountName, of: "serviceaccounts", namespace: namespace) else {
            throw refused(
                name,
                "error looking up service account \(namespace)/\(accountName): serviceaccount \(quoted(accountName)) "
                    + "not found")
        }
        pod["spec"]?["serviceAccountName"] = .string(accountName)
        pod["spec"]?["serviceAccount"] = .string(accountName)
        if (pod["spec", "imagePullSecrets"]?.array ?? []).isEmpty, let secrets = account["imagePullSecrets"] {
            pod["spec"]?["imagePullSecrets"] = secrets
        }
    }
}
