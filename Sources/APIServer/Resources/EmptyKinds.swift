import KubernetesAPI

/// Kinds that stock kubelets, schedulers, controllers and kubectl list when they start, and of which there are none here.
/// They can be read and never written: lists are empty, watches stay silent.
enum EmptyKinds {
    static let all: [ResourceDefinition] = [
        namespaced("v1", "Endpoints", plural: "endpoints", short: ["ep"]),
        namespaced("v1", "LimitRange", short: ["limits"]),
        cluster("v1", "PersistentVolume", short: ["pv"]),
        namespaced("v1", "PersistentVolumeClaim", short: ["pvc"]),
        namespaced("v1", "PodTemplate"),
        namespaced("v1", "ReplicationController", short: ["rc"], isInAll: true),
        namespaced("v1", "ResourceQuota", short: ["quota"]),
        namespaced("v1", "Service", short: ["svc"], isInAll: true),
        cluster("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"),
        cluster("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy"),
        cluster("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding"),
        cluster("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"),
        cluster("apiextensions.k8s.io/v1", "CustomResourceDefinition", short: ["crd", "crds"]),
        namespaced("apps/v1", "ControllerRevision"),
        namespaced("apps/v1", "DaemonSet", short: ["ds"], isInAll: true),
        namespaced("apps/v1", "Deployment", short: ["deploy"], isInAll: true),
        namespaced("apps/v1", "ReplicaSet", short: ["rs"], isInAll: true),
        namespaced("apps/v1", "StatefulSet", short: ["sts"], isInAll: true),
        namespaced("autoscaling/v2", "HorizontalPodAutoscaler", short: ["hpa"], isInAll: true),
        namespaced("batch/v1", "CronJob", short: ["cj"], isInAll: true),
        namespaced("batch/v1", "Job", isInAll: true),
        cluster("certificates.k8s.io/v1", "CertificateSigningRequest", short: ["csr"]),
        namespaced("discovery.k8s.io/v1", "EndpointSlice"),
        namespaced("networking.k8s.io/v1", "Ingress", short: ["ing"]),
        cluster("networking.k8s.io/v1", "IngressClass"),
        namespaced("networking.k8s.io/v1", "NetworkPolicy", short: ["netpol"]),
        namespaced("policy/v1", "PodDisruptionBudget", short: ["pdb"]),
        cluster("storage.k8s.io/v1", "CSIDriver"),
        namespaced("storage.k8s.io/v1", "CSIStorageCapacity"),
        cluster("storage.k8s.io/v1", "StorageClass", short: ["sc"]),
        cluster("storage.k8s.io/v1", "VolumeAttachment"),
    ]

    private static func namespaced(
        _ apiVersion: String, _ kind: String, plural: String? = nil, short: [String] = [], isInAll: Bool = false
    ) -> ResourceDefinition {
        var definition = cluster(apiVersion, kind, plural: plural, short: short)
        definition.namespaced = true
        if isInAll { definition.categories = ["all"] }
        return definition
    }

    private static func cluster(
        _ apiVersion: String, _ kind: String, plural: String? = nil, short: [String] = []
    ) -> ResourceDefinition {
        let parts = apiVersion.split(separator: "/").map(String.init)
        let singular = kind.lowercased()
        return ResourceDefinition(
            group: parts.count == 2 ? parts[0] : "", version: parts.last ?? "", kind: kind,
            resource: plural ?? self.plural(of: singular), singular: plural ?? singular, shortNames: short,
            namespaced: false, verbs: ["get", "list", "watch"], schemaType: "PartialObjectMetadata",
            strategy: EmptyKindStrategy())
    }

    private static func plural(of singular: String) -> String {
        if singular.hasSuffix("y") { return singular.dropLast() + "ies" }
        return singular + (singular.hasSuffix("s") ? "es" : "s")
    }
}

/// There is never an object to apply it to.
struct EmptyKindStrategy: ResourceStrategy {
    func validateCreate(_ object: JSONValue) -> [FieldError] { [] }
    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] { [] }
}

extension ResourceDefinition {
    /// The declaration that OpenAPI tells of the kind. Where there are none, objects are handled by their metadata alone, and
    /// the outline of the kind is told.
    var publishedType: String { strategy is EmptyKindStrategy ? kind : schemaType }

    /// 405 for a verb that the kind does not have.
    func refusal(of verb: String) -> StatusError {
        guard strategy is EmptyKindStrategy else { return .methodNotAllowed() }
        var error = StatusError.methodNotSupported(resource: resource, group: group, action: verb)
        error.status.message += ": this server has none and only lets them be listed"
        return error
    }
}
