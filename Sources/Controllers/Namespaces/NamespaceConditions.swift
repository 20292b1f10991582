internal import KubernetesAPI
internal import KubernetesClient

/// The conditions of a namespace whose deletion hangs, in the words of Kubernetes.
enum NamespaceConditions {
    private struct Finding {
        var type: String
        /// The reason and message of all being well.
        var well: (reason: String, message: String)
        /// Those of trouble, if there is any.
        var trouble: (reason: String, message: String)?
    }

    /// - Parameters:
    ///   - open: the kinds of which objects remain, or which could not be deleted.
    ///   - before: the conditions so far; one that stays the same keeps its time.
    static func of(_ open: [NamespaceDeletion.Pass], before: [NamespaceCondition], now: Timestamp)
        -> [NamespaceCondition]
    {
        let ours = findings(open).map { finding -> NamespaceCondition in
            var condition = NamespaceCondition()
            condition.type = finding.type
            condition.status = finding.trouble == nil ? "False" : "True"
            condition.reason = (finding.trouble ?? finding.well).reason
            condition.message = (finding.trouble ?? finding.well).message
            let old = before.first { $0.type == finding.type }
            let isSame =
                old?.status == condition.status && old?.reason == condition.reason && old?.message == condition.message
            condition.lastTransitionTime = isSame ? old?.lastTransitionTime : now
            return condition
        }
        return before.filter { old in !ours.contains { $0.type == old.type } } + ours
    }

    private static func findings(_ open: [NamespaceDeletion.Pass]) -> [Finding] {
        [
            Finding(
                type: "NamespaceDeletionDiscoveryFailure",
                well: ("ResourcesDiscovered", "All resources successfully discovered")),
            Finding(
                type: "NamespaceDeletionGroupVersionParsingFailure",
                well: ("ParsedGroupVersions", "All legacy kube types successfully parsed")),
            Finding(
                type: "NamespaceDeletionContentFailure",
                well: ("ContentDeleted", "All content successfully deleted, may be waiting on finalization"),
                trouble: failures(open).map { ("ContentDeletionFailed", $0) }),
            Finding(
                type: "NamespaceContentRemaining", well: ("ContentRemoved", "All content successfully removed"),
                trouble: content(open).map { ("SomeResourcesRemain", $0) }),
            Finding(
                type: "NamespaceFinalizersRemaining",
                well: ("ContentHasNoFinalizers", "All content-preserving finalizers finished"),
                trouble: finalizers(open).map { ("SomeFinalizersRemain", $0) }),
        ]
    }

    private static func failures(_ open: [NamespaceDeletion.Pass]) -> String? {
        let texts = open.compactMap { pass in pass.failure.map { "\($0)" } }.sorted()
        guard !texts.isEmpty else { return nil }
        return "Failed to delete all resource types, \(texts.count) remaining: \(texts.joined(separator: ", "))"
    }

    private static func content(_ open: [NamespaceDeletion.Pass]) -> String? {
        let texts = open.filter { !$0.remaining.isEmpty }.map {
            "\($0.kind.resource).\($0.kind.group) has \($0.remaining.count) resource instances"
        }.sorted()
        return texts.isEmpty ? nil : "Some resources are remaining: \(texts.joined(separator: ", "))"
    }

    private static func finalizers(_ open: [NamespaceDeletion.Pass]) -> String? {
        var counts: [String: Int] = [:]
        for finalizer in open.flatMap(\.remaining).flatMap(\.finalizers) { counts[finalizer, default: 0] += 1 }
        let texts = counts.map { "\($0) in \($1) resource instances" }.sorted()
        return texts.isEmpty
            ? nil : "Some content in the namespace has finalizers remaining: \(texts.joined(separator: ", "))"
    }
}
