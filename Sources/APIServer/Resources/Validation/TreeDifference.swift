import KubernetesAPI

/// The differences between two trees as lines for a message, each with the path, the old value after `-` and the new after `+`.
func difference(_ old: JSONValue?, _ new: JSONValue?, at path: String) -> String {
    var lines: [String] = []
    collect(old ?? .null, new ?? .null, path, &lines)
    return lines.map { $0 + "\n" }.joined()
}

private func collect(_ old: JSONValue, _ new: JSONValue, _ path: String, _ lines: inout [String]) {
    if old == new { return }
    switch (old, new) {
    case (.object(let left), .object(let right)):
        for key in left.keys + right.keys.filter({ left[$0] == nil }) {
            collect(left[key] ?? .null, right[key] ?? .null, path.isEmpty ? key : "\(path).\(key)", &lines)
        }
    case (.array(let left), .array(let right)):
        if let before = named(left), let after = named(right) {
            for key in before.keys + after.keys.filter({ before[$0] == nil }) {
                collect(before[key] ?? .null, after[key] ?? .null, "\(path)[\(key)]", &lines)
            }
            return
        }
        for index in 0..<max(left.count, right.count) {
            collect(
                index < left.count ? left[index] : .null, index < right.count ? right[index] : .null,
                "\(path)[\(index)]", &lines)
        }
    default:
        if old != .null { lines.append("- \(path): \(old.shown)") }
        if new != .null { lines.append("+ \(path): \(new.shown)") }
    }
}

/// The items of a list by their names, nil where one has none or shares it. So an item more does not shift all others.
private func named(_ items: [JSONValue]) -> JSONObject? {
    let members = items.compactMap { item in item["name"]?.string.map { (key: $0, value: item) } }
    let byName = JSONObject(members)
    return byName.count == items.count ? byName : nil
}

extension JSONValue {
    /// Equality in which absent, null, empty and zero are the same, as Kubernetes compares what has been through its types.
    func equalsSemantically(_ other: JSONValue) -> Bool {
        withoutEmpty == other.withoutEmpty
    }

    private var withoutEmpty: JSONValue? {
        switch self {
        case .null: return nil
        case .object(let object):
            let members = object.members.compactMap { key, value in value.withoutEmpty.map { (key: key, value: $0) } }
            return members.isEmpty ? nil : .object(JSONObject(members))
        case .array(let items):
            return items.isEmpty ? nil : .array(items.map { $0.withoutEmpty ?? .null })
        case .string(""): return nil
        default: return self
        }
    }
}
