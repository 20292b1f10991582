/// JSON merge patches (RFC 7386): objects merge member by member, null removes, everything else replaces.
public enum MergePatch {
    /// The target with the patch laid over it.
    public static func apply(_ patch: JSONValue, to target: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var result = target.object ?? JSONObject()
        for (key, change) in changes.members {
            if change == .null {
                result[key] = nil
            } else {
                result[key] = apply(change, to: result[key] ?? .null)
            }
        }
        return .object(result)
    }

    /// The smallest merge patch that turns `original` into `modified`.
    public static func create(from original: JSONValue, to modified: JSONValue) -> JSONValue {
        difference(original, modified, additions: true, deletions: true)
    }

    /// What `kubectl apply` sends for a kind without a schema: the changes from `current` to `modified`, and the removal of
    /// what `original` (the configuration applied last) had and `modified` has no more.
    public static func create(original: JSONValue, modified: JSONValue, current: JSONValue) -> JSONValue {
        let deletions = difference(original, modified, additions: false, deletions: true)
        let additions = difference(current, modified, additions: true, deletions: false)
        return combine(deletions, additions)
    }

    private static func difference(
        _ original: JSONValue, _ modified: JSONValue, additions: Bool, deletions: Bool
    ) -> JSONValue {
        guard case .object(let old) = original, case .object(let new) = modified else {
            return additions ? modified : .object([:])
        }
        var patch = JSONObject()
        for (key, value) in new.members where old[key] != value {
            if case .object? = old[key], case .object = value {
                let inner = difference(old[key] ?? .null, value, additions: additions, deletions: deletions)
                if inner.object?.isEmpty == false { patch[key] = inner }
            } else if additions {
                patch[key] = value
            }
        }
        if deletions {
            for key in old.keys where new[key] == nil { patch[key] = .null }
        }
        return .object(patch)
    }

    /// Both patches in one; unlike ``apply(_:to:)`` it keeps the nulls.
    private static func combine(_ first: JSONValue, _ second: JSONValue) -> JSONValue {
        guard case .object(var result) = first, case .object(let changes) = second else { return second }
        for (key, change) in changes.members {
            result[key] = result[key].map { combine($0, change) } ?? change
        }
        return .object(result)
    }
}
