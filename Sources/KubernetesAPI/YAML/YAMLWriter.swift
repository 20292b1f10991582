extension JSONValue {
    /// The value as a YAML document as `kubectl -o yaml` prints it: members sorted, lists not indented under their key,
    /// texts in quotes only where they need them, long ones folded behind column 80. Ends in a newline.
    public func yaml() -> String {
        var writer = YAMLWriter()
        writer.writeRoot(self)
        return writer.text
    }
}

/// Writes the block style of go-yaml, version 2, which Kubernetes' clients use. Columns count characters.
struct YAMLWriter {
    private(set) var text = ""
    /// Characters on the current line so far.
    private(set) var column = 0

    mutating func writeRoot(_ value: JSONValue) {
        write(value, indent: 0, place: .root)
        endLine()
    }

    /// Where a value stands; it decides how it is set off from what is before it.
    private enum Place { case root, member, item }

    private mutating func write(_ value: JSONValue, indent: Int, place: Place) {
        switch value {
        case .object(let object) where !object.isEmpty:
            if place == .member { endLine() }
            for (index, member) in object.members.sorted(by: { naturallyPrecedes($0.key, $1.key) }).enumerated() {
                // The first member of a list's item stands behind the item's dash.
                if index > 0 || place == .member { self.indent(indent) }
                write(member, indent: indent)
            }
        case .array(let elements) where !elements.isEmpty:
            if place == .member { endLine() }
            for (index, element) in elements.enumerated() {
                if index > 0 || place == .member { self.indent(indent) }
                put("- ")
                write(element, indent: indent + 2, place: .item)
                endLine()
            }
        default:
            if place == .member { put(" ") }
            scalar(value, indent: place == .member ? indent + 2 : indent)
        }
    }

    private mutating func write(_ member: (key: String, value: JSONValue), indent: Int) {
        guard YAMLText(member.key).isSimpleKey else {
            put("? ")
            write(text: member.key, indent: indent + 2, isKey: false)
            endLine()
            self.indent(indent)
            put(": ")
            write(member.value, indent: indent + 2, place: .item)
            endLine()
            return
        }
        write(text: member.key, indent: indent + 2, isKey: true)
        put(":")
        let isMap = if case .object = member.value { true } else { false }
        write(member.value, indent: isMap ? indent + 2 : indent, place: .member)
        endLine()
    }

    private mutating func scalar(_ value: JSONValue, indent: Int) {
        switch value {
        case .null: put("null")
        case .bool(let value): put(value ? "true" : "false")
        case .number(let number): put(number.text)
        case .array: put("[]")
        case .object: put("{}")
        case .string(let text): write(text: text, indent: indent, isKey: false)
        }
    }

    /// Ends the line if anything stands on it.
    mutating func endLine() {
        if column > 0 { newLine() }
    }

    mutating func newLine() {
        text.append("\n")
        column = 0
    }

    mutating func indent(_ count: Int) { put(String(repeating: " ", count: count)) }

    mutating func put(_ string: String) {
        text.append(string)
        column += string.unicodeScalars.count
    }

    mutating func put(_ scalar: Unicode.Scalar) {
        text.unicodeScalars.append(scalar)
        column += 1
    }
}

/// go-yaml's order of keys: letters behind everything else, runs of digits by their value.
func naturallyPrecedes(_ left: String, _ right: String) -> Bool {
    let left = Array(left.unicodeScalars)
    let right = Array(right.unicodeScalars)
    guard let index = zip(left, right).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset else {
        return left.count < right.count
    }
    let (a, b) = (left[index], right[index])
    if isLetter(a), isLetter(b) { return a < b }
    if isLetter(a) || isLetter(b) { return isLetter(b) }
    // A zero behind other digits is one of the number's digits, elsewhere it leads it.
    let isInside = (a == "0" || b == "0") && left[..<index].reversed().prefix(while: isDigit).contains { $0 != "0" }
    func run(_ scalars: [Unicode.Scalar]) -> (value: Int64, count: Int) {
        let digits = scalars[index...].prefix(while: isDigit)
        return (digits.reduce(isInside ? 1 : 0) { $0 &* 10 &+ Int64($1.value - 0x30) }, digits.count)
    }
    let (first, second) = (run(left), run(right))
    if first.value != second.value { return first.value < second.value }
    if first.count != second.count { return first.count < second.count }
    return a < b
}

private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
