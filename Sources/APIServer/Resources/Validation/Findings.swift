import KubernetesAPI

/// What validation has found so far. The methods word the messages as Kubernetes' field errors.
struct Findings {
    private(set) var errors: [FieldError] = []

    mutating func add(_ more: [FieldError]) { errors += more }

    mutating func required(_ field: Field, _ detail: String = "") {
        add(.required, field, "Required value", detail)
    }

    mutating func invalid(_ field: Field, _ detail: String) { invalid(field, shown: field.value ?? .null, detail) }

    /// As ``invalid(_:_:)`` with another value shown than the field's own.
    mutating func invalid(_ field: Field, shown value: JSONValue, _ detail: String) {
        add(.invalid, field, "Invalid value: \(value.shown)", detail)
    }

    mutating func forbidden(_ field: Field, _ detail: String) { add(.forbidden, field, "Forbidden", detail) }

    mutating func duplicate(_ field: Field) { duplicate(field, shown: field.value ?? .null) }

    mutating func duplicate(_ field: Field, shown value: JSONValue, _ detail: String = "") {
        add(.duplicate, field, "Duplicate value: \(value.shown)", detail)
    }

    mutating func notFound(_ field: Field, _ detail: String = "") {
        add(.notFound, field, "Not found: \((field.value ?? .null).shown)", detail)
    }

    mutating func notSupported(_ field: Field, _ supported: [String]) {
        let list = supported.map(quoted).joined(separator: ", ")
        add(.notSupported, field, "Unsupported value: \((field.value ?? "").shown)", "supported values: \(list)")
    }

    mutating func tooLong(_ field: Field, _ limit: Int) {
        add(.tooLong, field, "Too long", "may not be more than \(limit) bytes")
    }

    /// A list has no more than so many items.
    mutating func atMost(_ limit: Int, _ list: Field) {
        let count = list.items.count
        if count > limit { add(.tooMany, list, "Too many: \(count)", "must have at most \(limit) items") }
    }

    /// One finding for each fault that a rule has with a value.
    mutating func invalid(_ field: Field, _ faults: [String]) {
        for fault in faults { invalid(field, fault) }
    }

    private mutating func add(_ reason: FieldError.Reason, _ field: Field, _ kind: String, _ detail: String) {
        errors.append(FieldError(reason, field.path, detail.isEmpty ? kind : "\(kind): \(detail)"))
    }
}

extension Findings {
    /// A choice among fixed words; empty counts as missing.
    mutating func choice(_ field: Field, _ supported: [String]) {
        if field.text.isEmpty {
            required(field)
        } else if !supported.contains(field.text) {
            notSupported(field, supported)
        }
    }

    mutating func notNegative(_ field: Field) {
        if let value = field.int, value < 0 { invalid(field, "must be greater than or equal to 0") }
    }

    /// A number or a name.
    mutating func port(_ field: Field) {
        if field.value?.string != nil {
            invalid(field, NameRules.portName(field.text))
        } else {
            let number = field.int ?? 0
            invalid(Field(field.path, .number(JSONNumber(number))), NameRules.portNumber(Int(number)))
        }
    }

    /// The name of a CSI driver, which may have capitals.
    mutating func storageDriver(_ field: Field) {
        let name = Field(field.path, .string(field.text))
        if name.text.isEmpty { required(name) }
        if name.text.utf8.count > 63 { tooLong(name, 63) }
        invalid(name, NameRules.dnsSubdomain(name.text.lowercased()))
    }

    /// A file's permission bits.
    mutating func fileMode(_ field: Field) {
        guard let mode = field.int, !(0...0o777).contains(mode) else { return }
        invalid(field, "must be a number between 0 and 0777 (octal), both inclusive")
    }

    /// A path that neither is absolute nor climbs up.
    mutating func descendingPath(_ field: Field) {
        if field.text.hasPrefix("/") { invalid(field, "must be a relative path") }
        noBacksteps(field)
    }

    mutating func noBacksteps(_ field: Field) {
        if field.text.split(separator: "/").contains("..") { invalid(field, "must not contain '..'") }
    }

    /// A relative path for a projected file, which must not look like the hidden directories of atomic updates.
    mutating func projectedPath(_ field: Field) {
        descendingPath(field)
        if field.text.hasPrefix(".."), !field.text.hasPrefix("../") {
            invalid(field, "must not start with '..'")
        }
    }
}

extension JSONValue {
    /// The value as messages show it: as Go prints what it has no better form for.
    var shown: String {
        switch self {
        case .string(let text): quoted(text)
        case .number(let number): number.text
        case .bool(let value): String(value)
        case .null: "\"null\""
        case .array(let items) where !items.isEmpty && items.allSatisfy({ $0.string != nil }):
            "[]string{\(items.compactMap { $0.string.map(quoted) }.joined(separator: ", "))}"
        default: String(decoding: encoded(), as: UTF8.self)
        }
    }
}
