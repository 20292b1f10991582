/// A text and the styles in which YAML can carry it, by the rules of go-yaml's emitter.
struct YAMLText {
    let scalars: [Unicode.Scalar]
    private(set) var allowsPlain = true
    private(set) var allowsSingleQuotes = true
    private(set) var allowsBlock = true
    private(set) var isMultiline = false
    private let isAmbiguous: Bool

    enum Style { case plain, singleQuoted, doubleQuoted, literal }

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        isAmbiguous = YAMLScalar.kind(text) != nil || Self.isBase60(text)
        if scalars.isEmpty {
            allowsBlock = false
        } else {
            analyse()
        }
    }

    /// The style go-yaml chooses for a text.
    func style(isKey: Bool) -> Style {
        if scalars.contains("\n") { return allowsBlock && !isKey ? .literal : .doubleQuoted }
        if isAmbiguous { return .doubleQuoted }
        if allowsPlain { return .plain }
        return allowsSingleQuotes ? .singleQuoted : .doubleQuoted
    }

    /// Whether it can be a key on the line of its value.
    var isSimpleKey: Bool { !isMultiline && scalars.reduce(0) { $0 + Unicode.UTF8.width($1) } <= 128 }

    private mutating func analyse() {
        var hasIndicator = scalars.starts(with: ["-", "-", "-"]) || scalars.starts(with: [".", ".", "."])
        var hasSpecial = false
        var (spaceBeforeBreak, breakBeforeSpace) = (false, false)
        var previous: Unicode.Scalar?
        for (index, scalar) in scalars.enumerated() {
            let isFollowedBySpace = index + 1 == scalars.count || isBlank(scalars[index + 1])
            switch scalar {
            case "#", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`":
                if previous == nil || (scalar == "#" && previous.map(isBlankOrBreak) ?? true) { hasIndicator = true }
            case "?", "-": if previous == nil, isFollowedBySpace { hasIndicator = true }
            case ":": if isFollowedBySpace { hasIndicator = true }
            default: break
            }
            if !isPrintable(scalar) { hasSpecial = true }
            if scalar == " ", let previous, isBreak(previous) { breakBeforeSpace = true }
            if isBreak(scalar) {
                isMultiline = true
                if previous == " " { spaceBeforeBreak = true }
            }
            previous = scalar
        }
        if let first = scalars.first, let last = scalars.last {
            if first == " " || isBreak(first) || last == " " || isBreak(last) { allowsPlain = false }
            if last == " " { allowsBlock = false }
        }
        if breakBeforeSpace {
            allowsPlain = false
            allowsSingleQuotes = false
        }
        if spaceBeforeBreak || hasSpecial {
            allowsPlain = false
            allowsSingleQuotes = false
            allowsBlock = false
        }
        if isMultiline || hasIndicator { allowsPlain = false }
    }

    /// `1:30`, which YAML 1.1 reads as a number to the base of 60.
    private static func isBase60(_ text: String) -> Bool {
        guard let first = text.utf8.first, "+-0123456789".utf8.contains(first), text.contains(":") else { return false }
        var parts = text.drop { $0 == "+" || $0 == "-" }.split(separator: ":", omittingEmptySubsequences: false)
        let whole = parts.removeFirst()
        guard text.count - whole.count - parts.reduce(0, { $0 + $1.count + 1 }) <= 1,
            let digit = whole.first, digit.isASCII, digit.isNumber, whole.allSatisfy({ "0123456789_".contains($0) })
        else { return false }
        if let last = parts.last, let point = last.firstIndex(of: ".") {
            guard last[last.index(after: point)...].allSatisfy({ "0123456789_".contains($0) }) else { return false }
            parts[parts.count - 1] = last[..<point]
        }
        return parts.allSatisfy { part in
            part.allSatisfy { "0123456789".contains($0) } && (part.count == 1 || (part.count == 2 && part < "6"))
        }
    }
}

func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

func isBreak(_ scalar: Unicode.Scalar) -> Bool { ["\r", "\n", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) }

private func isBlankOrBreak(_ scalar: Unicode.Scalar) -> Bool { isBlank(scalar) || isBreak(scalar) }

/// What go-yaml writes as it is: neither tabs nor characters outside the basic plane are among it.
func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
    default: false
    }
}
