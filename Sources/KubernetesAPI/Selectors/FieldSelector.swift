/// A selection by field values (`status.phase=Running,spec.nodeName!=n1`): every term must hold.
public struct FieldSelector: Sendable, Equatable {
    public struct Term: Sendable, Equatable {
        public var field: String
        /// Whether the value must be another.
        public var negated: Bool
        public var value: String
    }

    public var terms: [Term]

    public init(_ terms: [Term]) { self.terms = terms }

    /// Reads the text of a `fieldSelector` query parameter; `\` escapes `\`, `,` and `=` in values. Throws ``SelectorError``.
    /// Whether a kind has the field is for its registry to say (`field label not supported: spec.foo`).
    public init(parsing text: String) throws(SelectorError) {
        var terms: [Term] = []
        for part in Self.parts(of: text).sorted() where !part.isEmpty {
            guard let (field, symbol, value) = Self.split(part) else {
                throw SelectorError("invalid selector: '\(text)'; can't understand '\(part)'")
            }
            terms.append(Term(field: field, negated: symbol == "!=", value: try Self.unescaped(value)))
        }
        // `=` alone selects everything.
        self.terms = terms.filter { !($0.field.isEmpty && $0.value.isEmpty) }
    }

    public var isEmpty: Bool { terms.isEmpty }

    /// Whether an object with these values is selected; a field that is not there counts as empty.
    public func matches(_ fields: [String: String]) -> Bool {
        terms.allSatisfy { (fields[$0.field] ?? "" == $0.value) != $0.negated }
    }

    /// The value that a field must have, if a term demands one.
    public func exactValue(of field: String) -> String? {
        terms.first { $0.field == field && !$0.negated }?.value
    }

    private static func parts(of text: String) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var escaped = false
        for index in text.indices {
            if escaped {
                escaped = false
            } else if text[index] == "\\" {
                escaped = true
            } else if text[index] == "," {
                parts.append(text[start..<index])
                start = text.index(after: index)
            }
        }
        return parts + [text[start...]]
    }

    private static func split(_ part: Substring) -> (field: String, symbol: String, value: Substring)? {
        for index in part.indices {
            for symbol in ["!=", "==", "="] where part[index...].hasPrefix(symbol) {
                return (String(part[..<index]), symbol, part[index...].dropFirst(symbol.count))
            }
        }
        return nil
    }

    private static func unescaped(_ value: Substring) throws(SelectorError) -> String {
        var result = ""
        var escaped = false
        for scalar in value.unicodeScalars {
            switch (escaped, scalar) {
            case (true, "\\"), (true, ","), (true, "="):
                result.unicodeScalars.append(scalar)
                escaped = false
            case (true, _):
                throw SelectorError("invalid field selector: invalid escape sequence: \\\(scalar)")
            case (false, "\\"): escaped = true
            case (false, ","), (false, "="):
                throw SelectorError("invalid field selector: unescaped character in value: \(scalar.value)")
            default: result.unicodeScalars.append(scalar)
            }
        }
        if escaped { throw SelectorError("invalid field selector: invalid escape sequence: \\") }
        return result
    }
}

extension FieldSelector: CustomStringConvertible {
    public var description: String {
        terms.map { "\($0.field)\($0.negated ? "!=" : "=")\(Self.escaped($0.value))" }.joined(separator: ",")
    }

    /// The value with what has a meaning in a selector escaped.
    public static func escaped(_ value: String) -> String {
        value.reduce(into: "") { $0 += "\\,=".contains($1) ? "\\\($1)" : String($1) }
    }
}
