extension YAMLWriter {
    /// Behind this column a text is broken at its next space.
    private static let width = 80

    /// `indent` is that of further lines; a key has none.
    mutating func write(text: String, indent: Int, isKey: Bool) {
        let analysed = YAMLText(text)
        switch analysed.style(isKey: isKey) {
        case .plain where text.isEmpty && isKey: put("''")
        case .plain: folded(analysed.scalars, indent: isKey ? nil : indent, isQuoted: false)
        case .singleQuoted:
            put("'")
            folded(analysed.scalars, indent: isKey ? nil : indent, isQuoted: true)
            put("'")
        case .doubleQuoted: doubleQuoted(analysed.scalars, indent: isKey ? nil : indent)
        case .literal: literal(analysed.scalars, indent: indent)
        }
    }

    /// Plain or between single quotes; nil for `indent` keeps it on one line.
    private mutating func folded(_ scalars: [Unicode.Scalar], indent: Int?, isQuoted: Bool) {
        var isAfterSpace = false
        for (index, scalar) in scalars.enumerated() {
            let isLast = index + 1 == scalars.count
            if scalar == " ", let indent, !isAfterSpace, column > Self.width, !isLast, !isQuoted || index > 0,
                scalars[index + 1] != " "
            {
                newLine()
                self.indent(indent)
            } else {
                if scalar == "'", isQuoted { put("'") }
                put(scalar)
            }
            isAfterSpace = scalar == " "
        }
    }

    private mutating func doubleQuoted(_ scalars: [Unicode.Scalar], indent: Int?) {
        put("\"")
        // A text that begins with a byte order mark is escaped throughout; go-yaml does so.
        let escapesAll = scalars.first == "\u{FEFF}"
        var isAfterSpace = false
        for (index, scalar) in scalars.enumerated() {
            if escapesAll || !isPrintable(scalar) || isBreak(scalar) || scalar == "\"" || scalar == "\\" {
                put(escaped(scalar))
                isAfterSpace = false
            } else if scalar == " ", let indent, !isAfterSpace, column > Self.width, index > 0,
                index + 1 < scalars.count
            {
                newLine()
                self.indent(indent)
                if scalars[index + 1] == " " { put("\\") }
                isAfterSpace = true
            } else {
                put(scalar)
                isAfterSpace = scalar == " "
            }
        }
        put("\"")
    }

    private func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x00: return "\\0"
        case 0x07: return "\\a"
        case 0x08: return "\\b"
        case 0x09: return "\\t"
        case 0x0A: return "\\n"
        case 0x0B: return "\\v"
        case 0x0C: return "\\f"
        case 0x0D: return "\\r"
        case 0x1B: return "\\e"
        case 0x22: return "\\\""
        case 0x5C: return "\\\\"
        case 0x85: return "\\N"
        case 0xA0: return "\\_"
        case 0x2028: return "\\L"
        case 0x2029: return "\\P"
        default:
            let (letter, width) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
        }
    }

    /// A `|` block; its first line's indentation is named where the text itself begins with space.
    private mutating func literal(_ scalars: [Unicode.Scalar], indent: Int) {
        put("|")
        if let first = scalars.first, first == " " || isBreak(first) { put("2") }
        if let last = scalars.last, !isBreak(last) {
            put("-")
        } else if scalars.count == 1 || (scalars.count > 1 && isBreak(scalars[scalars.count - 2])) {
            put("+")
        }
        newLine()
        var isLineStart = true
        for scalar in scalars {
            if isBreak(scalar) {
                if scalar == "\n" { newLine() } else { put(scalar) }
                isLineStart = true
            } else {
                if isLineStart { self.indent(indent) }
                put(scalar)
                isLineStart = false
            }
        }
    }
}
