internal import KubernetesAPI

/// Any object, its members under titles made from their names, as kubectl describes kinds it has no words for.
struct GenericDescription {
    let object: JSONValue
    let events: [JSONValue]
    let now: Timestamp

    var text: String {
        var out = TabWriter()
        let metadata = object["metadata"] ?? [:]
        out.write("Name:\t\(metadata["name"]?.string ?? "")\n")
        if let namespace = metadata["namespace"]?.string { out.write("Namespace:\t\(namespace)\n") }
        for (title, member) in [("Labels", "labels"), ("Annotations", "annotations")] {
            let lines = (metadata[member]?.object?.members ?? []).map { "\($0.key)=\($0.value.string ?? "")" }.sorted()
            out.write("\(title):\t\(lines.first ?? "<none>")\n")
            for line in lines.dropFirst() { out.write("\t\(line)\n") }
        }
        var rest = object
        rest["metadata"] = nil
        write(rest, indent: 0, &out)
        writeEvents(events, now: now, &out)
        return out.text
    }

    private func write(_ value: JSONValue, indent: Int, _ out: inout TabWriter) {
        for (key, value) in (value.object?.members ?? []).sorted(by: { $0.key < $1.key }) {
            let title = Self.title(key)
            switch value {
            case .object(let object) where !object.isEmpty:
                out.write("\(title):\n", indent: indent)
                write(value, indent: indent + 2, &out)
            case .array(let items) where !items.isEmpty:
                out.write("\(title):\n", indent: indent)
                for item in items {
                    if item.object != nil {
                        write(item, indent: indent + 2, &out)
                    } else {
                        out.write("\(plain(item))\n", indent: indent + 2)
                    }
                }
            default: out.write("\(title):\t\(plain(value))\n", indent: indent)
            }
        }
    }

    private func plain(_ value: JSONValue) -> String {
        value.string ?? (value == .null ? "<nil>" : String(decoding: value.encoded(), as: UTF8.self))
    }

    /// `apiVersion` becomes `API Version`, `holderIdentity` becomes `Holder Identity`.
    static func title(_ key: String) -> String {
        var words: [String] = []
        for character in key {
            if character.isUppercase || words.isEmpty {
                words.append(String(character))
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words.map { word in
            ["api", "uid", "ip", "id"].contains(word.lowercased())
                ? word.uppercased() : word.prefix(1).uppercased() + word.dropFirst()
        }.joined(separator: " ")
    }
}
