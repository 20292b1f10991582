public import KubernetesSchema

extension Schema: MergeSchema {
    public func mergeRule(for member: String, of type: String) -> MergeRule? {
        guard let field = types[type]?.field(member) else { return nil }
        let isList = if case .list = field.type { true } else { false }
        return MergeRule(
            type: field.type.object, key: field.mergeKey, mergesList: isList && field.isMerged,
            retainsKeys: field.retainsKeys)
    }
}
