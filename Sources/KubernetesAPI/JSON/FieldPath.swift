/// Where in a document a walk is, written as Kubernetes writes it: `spec.containers[0].name`.
struct FieldPath: CustomStringConvertible {
    enum Step {
        case member(String)
        case index(Int)
    }
    var steps: [Step] = []

    var description: String {
        steps.reduce(into: "") { text, step in
            switch step {
            case .member(let name): text += text.isEmpty ? name : ".\(name)"
            case .index(let index): text += "[\(index)]"
            }
        }
    }
}
