/// One field of a declared type.
public struct FieldDeclaration: Sendable, Equatable {
    /// The JSON name.
    public var name: String
    public var type: FieldType
    /// Whether absent and zero differ (a Go pointer): zero values are kept then.
    public var isOptional = false
    /// The protobuf field number; 0 where the type is never sent as protobuf.
    public var number: Int
    /// The field number of the message that holds this field, where JSON has it inlined.
    public var inlinedIn: Int?
    /// Whether protobuf has the list in a message of its own, whose field 1 repeats.
    public var isWrapped = false
    /// Whether a valid object must have it.
    public var isRequired = false
    /// Whether it is written even where it is zero.
    public var isAlways = false
    /// Lists are merged by this member by a strategic merge patch.
    public var mergeKey: String?
    /// Lists of scalars are united, and objects merged, by a strategic merge patch, as `patchStrategy=merge` says.
    public var isMerged = false
    /// `patchStrategy=retainKeys`.
    public var retainsKeys = false
    public var listType: ListType?
    /// The value that takes the place of an absent one, as JSON.
    public var defaultValue: String?
    /// What it is for, in a sentence.
    public var description: String?

    /// How server-side apply sees a list or map (`+listType`, `+mapType`).
    public enum ListType: Sendable, Equatable {
        case atomic
        case set
        case map(keys: [String])
    }

    init(name: String, type: FieldType, number: Int, isRequired: Bool = false, isAlways: Bool = false) {
        self.name = name
        self.type = type
        self.number = number
        self.isRequired = isRequired
        self.isAlways = isAlways
    }
}

/// The type of a field's value.
public indirect enum FieldType: Sendable, Equatable {
    case string
    case int32
    case int64
    case bool
    /// Base64 in JSON.
    case bytes
    /// RFC 3339 in whole seconds.
    case time
    /// RFC 3339 in microseconds.
    case microTime
    case quantity
    case intOrString
    /// Any JSON (`RawExtension`).
    case any
    /// Any JSON object, whose text is the payload in protobuf (`FieldsV1`).
    case fieldsV1
    /// A declared type.
    case object(String)
    case list(FieldType)
    /// Keys are strings.
    case map(FieldType)

    /// The declared type this is, or is a list or map of.
    public var object: String? {
        switch self {
        case .object(let name): name
        case .list(let element), .map(let element): element.object
        default: nil
        }
    }

    init(_ text: Substring) {
        switch text {
        case "string": self = .string
        case "int32": self = .int32
        case "int64": self = .int64
        case "bool": self = .bool
        case "bytes": self = .bytes
        case "Time": self = .time
        case "MicroTime": self = .microTime
        case "Quantity": self = .quantity
        case "IntOrString": self = .intOrString
        case "any": self = .any
        case "FieldsV1": self = .fieldsV1
        default:
            if text.hasPrefix("[]") {
                self = .list(FieldType(text.dropFirst(2)))
            } else if text.hasPrefix("map[string]") {
                self = .map(FieldType(text.dropFirst(11)))
            } else {
                self = .object(String(text))
            }
        }
    }
}
