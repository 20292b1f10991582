/// One declared type.
public final class TypeDeclaration: Sendable {
    /// How a type appears on the wire.
    public enum Role: Sendable, Equatable {
        /// Part of others.
        case plain
        /// Its fields are laid into those of other types; it has no values of its own.
        case part
        /// Has `kind` and `apiVersion`.
        case kind
        /// A kind with metadata that is stored under the path of a resource.
        case object(resource: String, namespaced: Bool)
    }

    /// The key in ``Schema/types`` and the name of the Swift struct.
    public let name: String
    /// The name on the wire; differs from ``name`` only where groups share one.
    public let kind: String
    public let role: Role
    /// `v1`, `coordination.k8s.io/v1`.
    public let apiVersion: String
    /// The name in OpenAPI documents: `io.k8s.api.core.v1.Pod`.
    public let openAPIName: String
    /// Whether the whole is replaced, never merged, by a server-side apply.
    public let isAtomic: Bool
    /// The fields as they appear in JSON, in order, those of inlined parts in their place.
    public let fields: [FieldDeclaration]
    /// What it is, in a sentence.
    public let description: String?
    private let places: [String: Int]

    /// The field of that JSON name.
    public func field(_ name: String) -> FieldDeclaration? { places[name].map { fields[$0] } }

    /// Where in ``fields`` the field of that JSON name is.
    public func index(of name: String) -> Int? { places[name] }

    /// Whether values carry `kind` and `apiVersion`.
    public var hasTypeMeta: Bool { role != .plain && role != .part }

    init(_ raw: RawType, among all: [String: RawType]) {
        name = raw.name
        kind = raw.kind
        role = raw.role
        apiVersion = raw.apiVersion
        openAPIName = "\(raw.package).\(raw.kind)"
        isAtomic = raw.isAtomic
        let descriptions = Descriptions.shared
        description = descriptions.text(of: raw.name)
        fields = raw.entries.flatMap { entry -> [FieldDeclaration] in
            switch entry {
            case .field(var field):
                field.description = descriptions.text(of: field, in: [raw.name])
                return [field]
            case .inline(let name, let number):
                guard let part = all[name] else { preconditionFailure("the schema lacks the inlined type \(name)") }
                return part.entries.map {
                    guard case .field(var field) = $0 else { preconditionFailure("\(name) is inlined twice over") }
                    field.inlinedIn = number
                    field.description = descriptions.text(of: field, in: [raw.name, name])
                    return field
                }
            }
        }
        places = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
    }

    /// The list kind of an object (`PodList`); nil for other types.
    static func list(of type: TypeDeclaration) -> TypeDeclaration? {
        guard case .object = type.role else { return nil }
        let package = type.openAPIName.dropLast(type.kind.count + 1)
        let raw = RawType(
            name: "\(type.name)List", kind: "\(type.kind)List", role: .kind, package: String(package),
            apiVersion: type.apiVersion, isAtomic: false,
            entries: [
                .field(FieldDeclaration(name: "metadata", type: .object("ListMeta"), number: 1, isAlways: true)),
                .field(
                    FieldDeclaration(
                        name: "items", type: .list(.object(type.name)), number: 2, isRequired: true, isAlways: true)),
            ])
        return TypeDeclaration(raw, among: [:])
    }
}

/// A declaration as it was read, before inlined parts are resolved.
struct RawType {
    enum Entry {
        case field(FieldDeclaration)
        case inline(String, number: Int)
    }
    var name: String
    var kind: String
    var role: TypeDeclaration.Role
    var package: String
    var apiVersion: String
    var isAtomic: Bool
    var entries: [Entry]
}
