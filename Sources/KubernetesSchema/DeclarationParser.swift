/// Reads the text form of declarations:
///
///     package io.k8s.api.core.v1
///     version v1
///
///     object Pod pods namespaced
///       metadata  ObjectMeta  1  always
///
/// A declaration begins with `type`, `part`, `kind` or `object` and its name; `= NAME` gives the name on the wire where it
/// differs, `object` names its resource. A field is its JSON name, its type (`*` before a type that may be absent), its
/// protobuf number and flags: `required` (and so always written), `always` (written even if zero), `merge=KEY`, `merge`,
/// `retainkeys`, `mapkeys=KEY,KEY`, `set`, `atomic`, `wrapped` (in protobuf a list in a message of its own), `default=JSON`.
/// `inline TYPE NUMBER` lays in the fields of a type.
enum DeclarationParser {
    static func parse(_ text: String) -> [RawType] {
        var package = ""
        var apiVersion = ""
        var types: [RawType] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let first = words.first else { continue }
            if line.hasPrefix("  ") {
                guard !types.isEmpty else { preconditionFailure("a field before any type: \(line)") }
                types[types.count - 1].entries.append(entry(words, line))
            } else if first == "package", words.count == 2 {
                package = String(words[1])
            } else if first == "version", words.count == 2 {
                apiVersion = String(words[1])
            } else {
                types.append(type(words, line, package: package, apiVersion: apiVersion))
            }
        }
        return types
    }

    private static func type(
        _ words: [Substring], _ line: Substring, package: String, apiVersion: String
    ) -> RawType {
        var rest = words.dropFirst(2)
        guard words.count > 1 else { preconditionFailure("a declaration without a name: \(line)") }
        var kind = String(words[1])
        if rest.first == "=", let name = rest.dropFirst().first {
            kind = String(name)
            rest = rest.dropFirst(2)
        }
        let role: TypeDeclaration.Role
        switch words[0] {
        case "type": role = .plain
        case "part": role = .part
        case "kind": role = .kind
        case "object":
            guard let resource = rest.popFirst() else { preconditionFailure("an object without a resource: \(line)") }
            role = .object(resource: String(resource), namespaced: rest.first == "namespaced")
            if rest.first == "namespaced" { rest = rest.dropFirst() }
        default: preconditionFailure("not a declaration: \(line)")
        }
        let isAtomic = rest.first == "atomic"
        precondition(rest.count == (isAtomic ? 1 : 0), "not understood: \(line)")
        return RawType(
            name: String(words[1]), kind: kind, role: role, package: package, apiVersion: apiVersion,
            isAtomic: isAtomic, entries: [])
    }

    private static func entry(_ words: [Substring], _ line: Substring) -> RawType.Entry {
        guard words.count >= 3, let number = Int(words[2]) else { preconditionFailure("not a field: \(line)") }
        if words[0] == "inline" { return .inline(String(words[1]), number: number) }
        let isOptional = words[1].hasPrefix("*")
        var field = FieldDeclaration(
            name: String(words[0]), type: FieldType(words[1].drop { $0 == "*" }), number: number)
        field.isOptional = isOptional
        for word in words.dropFirst(3) { set(word, on: &field, line) }
        return .field(field)
    }

    private static func set(_ flag: Substring, on field: inout FieldDeclaration, _ line: Substring) {
        let parts = flag.split(separator: "=", maxSplits: 1)
        let value = parts.count == 2 ? String(parts[1]) : nil
        switch (parts[0], value) {
        case ("required", nil):
            field.isRequired = true
            field.isAlways = true
        case ("always", nil): field.isAlways = true
        case ("wrapped", nil): field.isWrapped = true
        case ("merge", nil): field.isMerged = true
        case ("merge", let key?):
            field.isMerged = true
            field.mergeKey = key
        case ("retainkeys", nil): field.retainsKeys = true
        case ("atomic", nil): field.listType = .atomic
        case ("set", nil): field.listType = .set
        case ("mapkeys", let keys?): field.listType = .map(keys: keys.split(separator: ",").map(String.init))
        case ("default", let json?): field.defaultValue = json
        default: preconditionFailure("not a flag of a field: \(line)")
        }
    }
}
