internal import KubernetesSchema

/// In which order the fields of a type are written: from the highest number to the lowest, since messages are written backwards.
final class ProtobufPlan: Sendable {
    enum Part: Sendable {
        /// The index among the type's fields.
        case field(Int)
        /// A message of its own whose fields JSON has laid into this one.
        case inlined(number: Int, fields: [Int])
    }

    let type: TypeDeclaration
    let parts: [Part]

    private static let all: [String: ProtobufPlan] = Schema.shared.types.mapValues(ProtobufPlan.init)

    /// The plan of a type of the shared schema.
    static func of(_ type: TypeDeclaration) -> ProtobufPlan { all[type.name] ?? ProtobufPlan(type) }

    private init(_ type: TypeDeclaration) {
        self.type = type
        func descending(_ wrapper: Int?) -> [Int] {
            type.fields.indices.filter { type.fields[$0].inlinedIn == wrapper }
                .sorted { type.fields[$0].number > type.fields[$1].number }
        }
        var parts = descending(nil).map { (number: type.fields[$0].number, part: Part.field($0)) }
        for wrapper in Set(type.fields.compactMap(\.inlinedIn)) {
            parts.append((wrapper, .inlined(number: wrapper, fields: descending(wrapper))))
        }
        self.parts = parts.sorted { $0.number > $1.number }.map(\.part)
    }
}
