/// What types and fields are for, in a sentence each, as `kubectl explain` shows it. Read from texts whose lines are a key
/// (`Pod`, `Pod.spec`, `*.metadata` for a field of any type) and a sentence; a line `A: B` says that what is not told of A is
/// told of B.
struct Descriptions {
    static let shared = Descriptions([
        metadata, pod, container, environment, probe, volume, security, scheduling, podStatus, cluster, reviews,
        outlines,
    ])

    private var sentences: [Substring: Substring] = [:]
    private var others: [Substring: Substring] = [:]

    init(_ texts: [String]) {
        for line in texts.joined(separator: "\n").split(separator: "\n") {
            guard let space = line.firstIndex(of: " ") else { preconditionFailure("not a description: \(line)") }
            let text = line[space...].drop { $0 == " " }
            if line[..<space].last == ":" {
                others[line[..<space].dropLast()] = text
            } else {
                precondition(sentences.updateValue(text, forKey: line[..<space]) == nil, "told twice: \(line)")
            }
        }
    }

    /// The sentence on a type.
    func text(of type: String) -> String? { sentences[type[...]].map(String.init) }

    /// The sentence on a field of a type, or of the part that is laid into it; else that on the type of the field itself.
    func text(of field: FieldDeclaration, in types: [String]) -> String? {
        for type in types {
            var next: Substring? = type[...]
            while let name = next {
                if let text = sentences["\(name).\(field.name)"] { return String(text) }
                next = others[name]
            }
        }
        return sentences["*.\(field.name)"].map(String.init) ?? field.type.object.flatMap(text)
    }

    /// The keys, for a test that they all name something.
    var keys: [String] { sentences.keys.map(String.init) + others.flatMap { [String($0.key), String($0.value)] } }
}
