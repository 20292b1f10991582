internal import KubernetesAPI

/// What the words behind a verb mean: `pods`, `pod NAME…`, `pod/NAME…`, `pods,configmaps`.
struct ResourceArguments: Equatable {
    struct Target: Equatable {
        var word: String
        /// Empty: all of the kind.
        var names: [String]
    }
    var targets: [Target]

    /// Throws a ``CommandFailure`` in kubectl's words.
    init(_ words: [String]) throws {
        guard let first = words.first else {
            throw CommandFailure(
                "error: You must specify the type of resource to get. Use \"mayfly api-resources\" for a complete list of supported resources."
            )
        }
        if words.contains(where: { $0.contains("/") }) {
            var targets: [Target] = []
            for word in words {
                let parts = word.split(separator: "/", omittingEmptySubsequences: false)
                guard parts.count == 2 else {
                    throw CommandFailure(
                        parts.count > 2
                            ? "error: arguments in resource/name form may not have more than one slash"
                            : "error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'"
                    )
                }
                guard !parts[0].isEmpty, !parts[1].isEmpty else {
                    throw CommandFailure("error: arguments in resource/name form must have a single resource and name")
                }
                targets.append(Target(word: String(parts[0]), names: [String(parts[1])]))
            }
            self.targets = targets
            return
        }
        let kinds = first.split(separator: ",").map(String.init)
        guard !kinds.isEmpty else { throw CommandFailure("error: the type of resource is missing") }
        targets = kinds.map { Target(word: $0, names: Array(words.dropFirst())) }
    }
}
