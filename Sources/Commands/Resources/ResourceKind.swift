internal import KubernetesAPI
internal import KubernetesClient

/// A served kind, as discovery describes it.
struct ResourceKind: Sendable, Equatable {
    /// `v1` or `GROUP/VERSION`.
    var apiVersion: String
    var kind: String
    /// The plural: `pods`.
    var resource: String
    var singular: String
    var shortNames: [String] = []
    var namespaced: Bool
    var verbs: [String] = []
    var categories: [String] = []

    var group: String { apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : "" }

    /// `pod`, or `lease.coordination.k8s.io`: how kubectl names it in messages.
    var displayName: String { group.isEmpty ? singular : "\(singular).\(group)" }

    func path(namespace: String?, name: String? = nil, subresource: String? = nil) -> String {
        resourcePath(
            apiVersion: apiVersion, resource: resource, namespace: namespaced ? namespace : nil, name: name,
            subresource: subresource)
    }

    /// Whether a word of the command line means this kind: plural, singular, short name or kind, each also with the group.
    func answers(to word: String) -> Bool {
        let word = word.lowercased()
        let names = [resource, singular, kind.lowercased()] + shortNames
        return names.contains(word)
            || (!group.isEmpty
                && names.contains {
                    "\($0).\(group)" == word || word.hasPrefix("\($0).") && word.hasSuffix(".\(group)")
                })
    }

    /// The kinds every cluster has, known without asking, so that the common commands save two requests.
    static let known: [ResourceKind] = [
        ResourceKind(
            apiVersion: "v1", kind: "Pod", resource: "pods", singular: "pod", shortNames: ["po"], namespaced: true),
        ResourceKind(
            apiVersion: "v1", kind: "Namespace", resource: "namespaces", singular: "namespace", shortNames: ["ns"],
            namespaced: false),
        ResourceKind(
            apiVersion: "v1", kind: "Node", resource: "nodes", singular: "node", shortNames: ["no"], namespaced: false),
        ResourceKind(
            apiVersion: "v1", kind: "Event", resource: "events", singular: "event", shortNames: ["ev"], namespaced: true
        ),
        ResourceKind(
            apiVersion: "v1", kind: "ConfigMap", resource: "configmaps", singular: "configmap", shortNames: ["cm"],
            namespaced: true),
        ResourceKind(apiVersion: "v1", kind: "Secret", resource: "secrets", singular: "secret", namespaced: true),
        ResourceKind(
            apiVersion: "v1", kind: "ServiceAccount", resource: "serviceaccounts", singular: "serviceaccount",
            shortNames: ["sa"], namespaced: true),
        ResourceKind(
            apiVersion: "coordination.k8s.io/v1", kind: "Lease", resource: "leases", singular: "lease", namespaced: true
        ),
    ]
}
