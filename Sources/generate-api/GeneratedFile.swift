import KubernetesSchema

/// A Swift source file with the structs of one topic.
struct GeneratedFile {
    var name: String
    var text: String

    static func all(of schema: Schema) -> [GeneratedFile] {
        schema.topics.map { topic in
            let types = topic.types.filter { $0.role != .part }
            let header = """
                // Generated from Sources/KubernetesSchema/Declarations/Schema+\(topic.name).swift by `make generate`.
                // Do not edit: change the declarations instead.

                """
            return GeneratedFile(
                name: "\(topic.name).generated.swift",
                text: header + types.map { "\n" + GeneratedType(type: $0).text }.joined())
        }
    }
}

/// The struct of one declared type.
struct GeneratedType {
    var type: TypeDeclaration

    var text: String {
        """
        /// \(type.apiVersion) \(type.kind).
        public struct \(type.name): \(conformance) {
        \(statics)
        \(type.fields.map { "    \(property($0))\n" }.joined())
            public init() {}

            public mutating func visit(_ fields: inout FieldCoder) throws(FieldTypeError) {
        \(type.fields.map { "        try fields.\(visit($0))\n" }.joined())    }
        }

        """
    }

    private var conformance: String {
        switch type.role {
        case .plain, .part: "APIType"
        case .kind: "APIKind"
        case .object: "APIObject"
        }
    }

    private var statics: String {
        var lines = [#"static let schemaType = "\#(type.name)""#]
        if type.hasTypeMeta {
            lines.append(#"static let apiVersion = "\#(type.apiVersion)""#)
            lines.append(#"static let kind = "\#(type.kind)""#)
        }
        if case .object(let resource, let namespaced) = type.role {
            lines.append(#"static let resource = "\#(resource)""#)
            lines.append("static let namespaced = \(namespaced)")
        }
        return lines.map { "    public \($0)\n" }.joined()
    }

    private func property(_ field: FieldDeclaration) -> String {
        let name = identifier(field)
        if case .object(let type) = field.type {
            return field.isOptional
                ? "@OptionalBoxed public var \(name): \(type)?" : "@Boxed public var \(name): \(type)"
        }
        let (swiftType, zero) = swift(field.type)
        if zero == "nil" { return "public var \(name): \(swiftType)" }
        return field.isOptional ? "public var \(name): \(swiftType)?" : "public var \(name): \(swiftType) = \(zero)"
    }

    /// The Swift type and its zero value.
    private func swift(_ type: FieldType) -> (String, zero: String) {
        switch type {
        case .string: ("String", "\"\"")
        case .int32: ("Int32", "0")
        case .int64: ("Int64", "0")
        case .bool: ("Bool", "false")
        case .bytes: ("[UInt8]", "[]")
        case .time, .microTime: ("Timestamp?", "nil")
        case .quantity: ("Quantity", "Quantity()")
        case .intOrString: ("IntOrString", "IntOrString()")
        case .any, .fieldsV1: ("JSONValue?", "nil")
        case .object(let name): (name, "\(name)()")
        case .list(.any): ("[JSONValue]", "[]")
        case .list(let element): ("[\(swift(element).0)]", "[]")
        case .map(let value): ("[String: \(swift(value).0)]", "[:]")
        }
    }

    private func visit(_ field: FieldDeclaration) -> String {
        let method = field.type == .microTime ? "microTime" : "field"
        let always = field.isAlways ? ", always: true" : ""
        let arguments = "\"\(field.name)\", &\(identifier(field))\(always)"
        // The line as swift-format breaks it, so that formatting changes no generated file.
        let isLong = "        try fields.\(method)(\(arguments))".count > 120
        return isLong ? "\(method)(\n            \(arguments))" : "\(method)(\(arguments))"
    }

    /// The property's name: the JSON name with a small first letter, in backticks where it is a keyword.
    private func identifier(_ field: FieldDeclaration) -> String {
        let name = field.name.prefix(1).lowercased() + field.name.dropFirst()
        return Self.keywords.contains(name) ? "`\(name)`" : name
    }

    private static let keywords: Set<String> = [
        "as", "break", "case", "catch", "class", "continue", "default", "defer", "do", "else", "enum", "extension",
        "fallthrough", "false", "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let",
        "nil", "operator", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return", "self",
        "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var",
        "where", "while",
    ]
}
