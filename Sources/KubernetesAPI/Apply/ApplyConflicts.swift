/// Fields that an applied configuration would change and others manage.
struct ApplyConflicts: Sendable {
    private var conflicts: [(manager: ManagedFields.Manager, fields: FieldSet)]

    init(_ comparison: FieldComparison, _ managed: ManagedFields, with applier: ManagedFields.Manager) {
        let changed = comparison.changed
        conflicts = managed.entries.compactMap { entry in
            guard entry.manager != applier, entry.manager.apiVersion == applier.apiVersion else { return nil }
            let fields = entry.fields.intersection(changed)
            return fields.isEmpty ? nil : (entry.manager, fields)
        }
        conflicts.sort { $0.manager.description < $1.manager.description }
    }

    var isEmpty: Bool { conflicts.isEmpty }

    /// Takes out conflicts that are none. If others are left, only these are.
    mutating func allow(_ fields: FieldSet?) {
        guard let fields else { return }
        conflicts = conflicts.compactMap { conflict in
            let rest = conflict.fields.subtracting(fields)
            return rest.isEmpty ? nil : (conflict.manager, rest)
        }
    }

    /// 409 with a cause for each field; nil where there is no conflict.
    var error: StatusError? {
        let causes = conflicts.flatMap { conflict in
            conflict.fields.paths.map { path in
                StatusCause(
                    reason: "FieldManagerConflict", message: "conflict with \(conflict.manager.description)",
                    field: path)
            }
        }
        guard let first = causes.first else { return nil }
        guard causes.count > 1 else {
            return .applyConflict("Apply failed with 1 conflict: \(first.message): \(first.field)", causes: causes)
        }
        let lines = conflicts.flatMap { conflict in
            ["conflicts with \(conflict.manager.description):"] + conflict.fields.paths.map { "- \($0)" }
        }
        return .applyConflict(
            "Apply failed with \(causes.count) conflicts: \(lines.joined(separator: "\n"))", causes: causes)
    }
}
