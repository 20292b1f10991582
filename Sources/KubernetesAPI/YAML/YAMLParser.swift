// libyaml itself, which the Yams package carries: its events let nesting and aliases be bounded before anything is built,
// which Yams' own node tree does not.
internal import CYaml

/// Why a text is no YAML, in the form Kubernetes users know: `yaml: line 3: could not find expected ':'`.
public struct YAMLParseError: Error, Sendable, Equatable, CustomStringConvertible {
    public var message: String
    public var description: String { "yaml: \(message)" }

    init(_ message: String) { self.message = message }
}

extension JSONValue {
    /// Reads all documents of a YAML stream as Kubernetes reads them: YAML 1.1, in which `yes`, `no`, `on`, `off`, `y`
    /// and `n` are truth values; of equal keys the last wins; keys become strings; empty documents are left out. JSON is
    /// read too. Throws ``YAMLParseError``.
    public static func parseYAML(_ text: String) throws -> [JSONValue] {
        try parseYAMLFindingDuplicates(text).documents
    }

    /// The same, and a sentence for each key that stood there before: `line 3: key "a" already set in map`.
    public static func parseYAMLFindingDuplicates(
        _ text: String
    ) throws -> (documents: [JSONValue], duplicates: [String]) {
        if text.utf8.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "{"),
            let json = try? parseFindingDuplicates(text.utf8),  // what is no JSON may still be YAML's flow style
            json.duplicateFields.isEmpty
        {
            return ([json.value], [])
        }
        var text = text
        var duplicates: [String] = []
        let documents = try text.withUTF8 { bytes throws(YAMLParseError) in
            let parser = YAMLParser(bytes)
            let documents = try parser.documents()
            duplicates = parser.duplicates
            return documents
        }
        return (documents, duplicates)
    }
}

/// Builds values from libyaml's events. Lives only while its input does.
final class YAMLParser {
    /// How many values the aliases of a stream may repeat in all.
    static let maximumAliasedValues = 100_000

    private var parser = yaml_parser_t()
    private var anchors: [String: Built] = [:]
    private var aliasedValues = 0
    private(set) var duplicates: [String] = []

    /// A value with what is needed to bound its repetition.
    private struct Built {
        var value: JSONValue
        /// How many values it holds, itself included.
        var count = 1
        /// How deep it nests; 0 for scalars.
        var height = 0
        /// Whether it is the plain scalar `<<`.
        var isMergeKey = false

        mutating func include(_ inner: Built) {
            count += inner.count
            height = max(height, inner.height + 1)
        }
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        yaml_parser_initialize(&parser)
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
    }

    deinit { yaml_parser_delete(&parser) }

    func documents() throws(YAMLParseError) -> [JSONValue] {
        var documents: [JSONValue] = []
        while true {
            let event = try next()
            switch event.type {
            case YAML_STREAM_END_EVENT: return documents
            case YAML_DOCUMENT_START_EVENT:
                anchors = [:]
                let value = try build(try next(), depth: 0).value
                if value != .null { documents.append(value) }
            default: break
            }
        }
    }

    private func next() throws(YAMLParseError) -> YAMLEvent {
        let event = YAMLEvent()
        guard yaml_parser_parse(&parser, &event.event) == 1 else { throw error() }
        return event
    }

    private func build(_ event: YAMLEvent, depth: Int) throws(YAMLParseError) -> Built {
        let built: Built
        switch event.type {
        case YAML_ALIAS_EVENT: return try alias(event, depth: depth)
        case YAML_SCALAR_EVENT: built = try scalar(event)
        case YAML_SEQUENCE_START_EVENT: built = try sequence(depth: depth + 1)
        case YAML_MAPPING_START_EVENT: built = try mapping(depth: depth + 1)
        default: throw YAMLParseError("unexpected end of document")
        }
        if let anchor = event.anchor { anchors[anchor] = built }
        return built
    }

    private func alias(_ event: YAMLEvent, depth: Int) throws(YAMLParseError) -> Built {
        let name = event.anchor ?? ""
        guard let built = anchors[name] else { throw YAMLParseError("unknown anchor '\(name)' referenced") }
        aliasedValues += built.count
        guard aliasedValues <= Self.maximumAliasedValues else {
            throw YAMLParseError("document contains excessive aliasing")
        }
        try check(depth: depth + built.height)
        return built
    }

    private func scalar(_ event: YAMLEvent) throws(YAMLParseError) -> Built {
        guard let text = event.scalar else { throw YAMLParseError("a scalar is not UTF-8") }
        let isPlain = event.isPlain
        var built = Built(value: .string(text))
        switch event.tag {
        case nil where isPlain:
            built.isMergeKey = text == "<<"
            built.value = try YAMLScalar.resolve(text)
        case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null":
            built.value = try YAMLScalar.resolve(text)
        case "tag:yaml.org,2002:binary":
            guard let bytes = try? Base64.decode(text),  // one text for every fault, as in Go
                let decoded = String(validating: bytes, as: UTF8.self)
            else { throw YAMLParseError("!!binary value contains invalid base64 data") }
            built.value = .string(decoded)
        default: break
        }
        return built
    }

    private func sequence(depth: Int) throws(YAMLParseError) -> Built {
        try check(depth: depth)
        var elements: [JSONValue] = []
        var result = Built(value: .null, height: 1)
        while true {
            let event = try next()
            if event.type == YAML_SEQUENCE_END_EVENT { break }
            let element = try build(event, depth: depth)
            elements.append(element.value)
            result.include(element)
        }
        result.value = .array(elements)
        return result
    }

    private func mapping(depth: Int) throws(YAMLParseError) -> Built {
        try check(depth: depth)
        var members = JSONObjectBuilder()
        var merged: [JSONObject] = []
        var result = Built(value: .null, height: 1)
        while true {
            let event = try next()
            if event.type == YAML_MAPPING_END_EVENT { break }
            let line = event.line
            let key = try build(event, depth: depth)
            let valueEvent = try next()
            let valueLine = valueEvent.line
            let value = try build(valueEvent, depth: depth)
            result.include(key)
            result.include(value)
            if key.isMergeKey {
                merged += try mergedObjects(value.value)
            } else {
                guard let name = YAMLScalar.key(key.value) else {
                    throw YAMLParseError("line \(line): unsupported map key")
                }
                if members.add(name, value.value) {
                    duplicates.append("line \(valueLine): key \(quoted(name)) already set in map")
                }
            }
        }
        for member in merged.flatMap(\.members) { members.addIfAbsent(member.key, member.value) }
        result.value = .object(members.object)
        return result
    }

    private func mergedObjects(_ value: JSONValue) throws(YAMLParseError) -> [JSONObject] {
        let values = value.array ?? [value]
        let objects = values.compactMap(\.object)
        guard objects.count == values.count else {
            throw YAMLParseError("map merge requires map or sequence of maps as the value")
        }
        return objects
    }

    private func check(depth: Int) throws(YAMLParseError) {
        guard depth <= JSONValue.maximumDepth else { throw YAMLParseError("exceeded max depth") }
    }

    private func error() -> YAMLParseError {
        let problem = parser.problem.map { String(cString: $0) } ?? "unknown problem parsing YAML content"
        // The scanner looks ahead and may meet its own limit first.
        if problem.hasPrefix("Maximum nesting level") { return YAMLParseError("exceeded max depth") }
        // The scanner counts from 0 and has not gone on to the next line; the others have.
        let line =
            parser.problem_mark.line != 0
            ? parser.problem_mark.line + (parser.error == YAML_SCANNER_ERROR ? 1 : 0) : parser.context_mark.line
        return YAMLParseError(line == 0 ? problem : "line \(line): \(problem)")
    }
}

/// One event, freed with its last reference.
private final class YAMLEvent {
    var event = yaml_event_t()
    deinit { yaml_event_delete(&event) }

    var type: yaml_event_type_t { event.type }
    var line: Int { Int(event.start_mark.line) + 1 }

    var anchor: String? {
        let name: UnsafeMutablePointer<yaml_char_t>? =
            switch event.type {
            case YAML_ALIAS_EVENT: event.data.alias.anchor
            case YAML_SCALAR_EVENT: event.data.scalar.anchor
            case YAML_SEQUENCE_START_EVENT: event.data.sequence_start.anchor
            case YAML_MAPPING_START_EVENT: event.data.mapping_start.anchor
            default: nil
            }
        return name.map { String(cString: $0) }
    }

    var tag: String? { event.data.scalar.tag.map { String(cString: $0) } }
    var isPlain: Bool { event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE }

    var scalar: String? {
        String(
            validating: UnsafeBufferPointer(start: event.data.scalar.value, count: event.data.scalar.length),
            as: UTF8.self)
    }
}
