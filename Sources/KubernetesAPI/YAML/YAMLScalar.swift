/// What plain scalars mean in YAML 1.1 as Kubernetes' library reads it.
enum YAMLScalar {
    /// Kinds that a plain scalar can resolve to beside text.
    enum Kind: Equatable {
        case null
        case bool(Bool)
        case number(String)
        /// Written like a number, but JSON has none such: infinity, not a number.
        case notFinite
        /// Read as text, but written in quotes.
        case timestamp
        case merge
    }

    static func resolve(_ text: String) throws(YAMLParseError) -> JSONValue {
        switch kind(text) {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let number): .number(JSONNumber(text: number))
        case .notFinite: throw YAMLParseError("json: unsupported value: \(text)")
        case .timestamp, .merge, nil: .string(text)
        }
    }

    /// The JSON member name of a key; nil for lists, maps and null.
    static func key(_ value: JSONValue) -> String? {
        switch value {
        case .bool(let value): String(value)
        case .number(let number): number.text
        case .string(let text): text
        case .null, .array, .object: nil
        }
    }

    /// Nil for text.
    static func kind(_ text: String) -> Kind? {
        guard let first = text.utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return number(text) ?? (isTimestamp(Array(text.utf8)) ? .timestamp : nil)
        default: return words[text]
        }
    }

    private static let words: [String: Kind] = {
        var words: [String: Kind] = ["~": .null, "<<": .merge]
        func add(_ word: String, _ kind: Kind) {
            for form in [word, word.prefix(1).uppercased() + word.dropFirst(), word.uppercased()] { words[form] = kind }
        }
        add("null", .null)
        for word in ["y", "yes", "true", "on"] { add(word, .bool(true)) }
        for word in ["n", "no", "false", "off"] { add(word, .bool(false)) }
        return words
    }()

    private static let notFinite: Set<String> = [
        ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF",
    ]

    private static func number(_ text: String) -> Kind? {
        if notFinite.contains(text) { return .notFinite }
        let plain = text.filter { $0 != "_" }
        if text.utf8.first != UInt8(ascii: "."), let integer = integer(plain) { return .number(integer) }
        guard isFloat(Array(plain.utf8)), let value = Double(plain.hasSuffix(".") ? "\(plain)0" : plain), value.isFinite
        else { return nil }
        return .number(shortest(value))
    }

    /// Decimal, or with Go's prefixes binary, octal (also by a mere 0) and hexadecimal.
    private static func integer(_ text: String) -> String? {
        let isNegative = text.hasPrefix("-")
        var digits = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
        var radix = 10
        if digits.count > 1, digits.hasPrefix("0") {
            digits = digits.dropFirst()
            switch digits.first {
            case "x", "X": radix = 16
            case "b", "B": radix = 2
            default: radix = 8
            }
            if let letter = digits.first, "xXbBoO".contains(letter) { digits = digits.dropFirst() }
        }
        guard let first = digits.first, first != "+", first != "-" else { return nil }
        if isNegative { return Int64("-\(digits)", radix: radix).map { String($0) } }
        return UInt64(digits, radix: radix).map { String($0) }
    }

    /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
    private static func isFloat(_ text: [UInt8]) -> Bool {
        var index = 0
        func at(_ bytes: String) -> Bool { index < text.count && bytes.utf8.contains(text[index]) }
        func digits() -> Int {
            let start = index
            while at("0123456789") { index += 1 }
            return index - start
        }
        if at("+-") { index += 1 }
        let whole = digits()
        if at(".") {
            index += 1
            let fraction = digits()
            if whole == 0, fraction == 0 { return false }
        } else if whole == 0 {
            return false
        }
        if at("eE") {
            index += 1
            if at("+-") { index += 1 }
            if digits() == 0 { return false }
        }
        return index == text.count
    }

    private static func shortest(_ value: Double) -> String {
        if let whole = Int64(exactly: value) { return String(whole) }
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// `2006-1-2`, alone or followed by a time of day with an optional zone, in Go's four layouts.
    private static func isTimestamp(_ text: [UInt8]) -> Bool {
        var scanner = TimestampScanner(text: text)
        guard scanner.digits(4...4), scanner.take("-"), scanner.digits(1...2), scanner.take("-"), scanner.digits(1...2)
        else { return false }
        if scanner.isAtEnd { return true }
        let isSpaced = scanner.take(" ")
        guard isSpaced || scanner.take("tT"), scanner.digits(1...2), scanner.take(":"), scanner.digits(1...2),
            scanner.take(":"), scanner.digits(1...2)
        else { return false }
        if scanner.take("."), !scanner.digits(1...9) { return false }
        if scanner.isAtEnd { return isSpaced }
        if scanner.take("Z") { return !isSpaced && scanner.isAtEnd }
        return !isSpaced && scanner.take("+-") && scanner.digits(2...2) && scanner.take(":") && scanner.digits(2...2)
            && scanner.isAtEnd
    }
}

private struct TimestampScanner {
    let text: [UInt8]
    var index = 0

    init(text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { index == text.count }

    mutating func digits(_ count: ClosedRange<Int>) -> Bool {
        let start = index
        while index < text.count, index - start < count.upperBound, (48...57).contains(text[index]) { index += 1 }
        return count.contains(index - start)
    }

    mutating func take(_ choices: String) -> Bool {
        guard index < text.count, choices.utf8.contains(text[index]) else { return false }
        index += 1
        return true
    }
}
