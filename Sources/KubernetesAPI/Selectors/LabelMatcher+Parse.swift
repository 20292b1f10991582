extension LabelMatcher {
    /// Reads the text of a `labelSelector` query parameter. Throws ``SelectorError`` with Kubernetes' messages.
    public init(parsing text: String) throws(SelectorError) {
        var parser = LabelSelectorParser(tokens: LabelSelectorLexer.tokens(of: text))
        requirements = try parser.requirements().sorted { $0.key < $1.key }
    }

    /// A selection of exactly these labels.
    public init(labels: [String: String]) throws(SelectorError) {
        var requirements: [Requirement] = []
        for (key, value) in labels.sorted(by: { $0.key < $1.key }) {
            requirements.append(try Requirement(key, .equals, [value]))
        }
        self.requirements = requirements
    }

    /// Reads the tree of a LabelSelector (`matchLabels`, `matchExpressions`). Throws ``SelectorError``.
    public init(selector: JSONValue) throws(SelectorError) {
        var requirements: [Requirement] = []
        for (key, value) in selector["matchLabels"]?.object?.members ?? [] {
            requirements.append(try Requirement(key, .equals, [value.string ?? ""]))
        }
        for expression in selector["matchExpressions"]?.array ?? [] {
            let name = expression["operator"]?.string ?? ""
            let operators: [String: Operator] = [
                "In": .in, "NotIn": .notIn, "Exists": .exists, "DoesNotExist": .doesNotExist,
            ]
            guard let `operator` = operators[name] else {
                throw SelectorError("\(quoted(name)) is not a valid label selector operator")
            }
            let values = expression["values"]?.array?.compactMap(\.string) ?? []
            requirements.append(try Requirement(expression["key"]?.string ?? "", `operator`, values))
        }
        self.requirements = requirements.sorted { $0.key < $1.key }
    }
}

private struct Token {
    enum Kind { case word, symbol, `operator`, end, error }
    var kind: Kind
    var text: String

    /// Names and values; `in` and `notin` are operators only behind a key.
    var isIdentifier: Bool { kind == .word || (kind == .operator && (text == "in" || text == "notin")) }
    func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
}

private enum LabelSelectorLexer {
    static func tokens(of text: String) -> [Token] {
        let bytes = Array(text.utf8)
        var tokens: [Token] = []
        var index = 0
        while index < bytes.count {
            if isSpace(bytes[index]) {
                index += 1
                continue
            }
            let start = index
            if isSpecial(bytes[index]) {
                tokens.append(symbol(in: bytes, at: &index))
            } else {
                while index < bytes.count, !isSpace(bytes[index]), !isSpecial(bytes[index]) { index += 1 }
                let word = String(decoding: bytes[start..<index], as: UTF8.self)
                tokens.append(Token(kind: word == "in" || word == "notin" ? .operator : .word, text: word))
            }
        }
        tokens.append(Token(kind: .end, text: ""))
        return tokens
    }

    /// The longest symbol that begins here.
    private static func symbol(in bytes: [UInt8], at index: inout Int) -> Token {
        let pair = String(decoding: bytes[index..<min(index + 2, bytes.count)], as: UTF8.self)
        if pair == "==" || pair == "!=" {
            index += 2
            return Token(kind: .operator, text: pair)
        }
        let single = String(decoding: [bytes[index]], as: UTF8.self)
        index += 1
        return Token(kind: "=<>".contains(single) ? .operator : .symbol, text: single)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
    private static func isSpecial(_ byte: UInt8) -> Bool { "=!(),><".utf8.contains(byte) }
}

private struct LabelSelectorParser {
    let tokens: [Token]
    var index = 0

    /// The token to come; the last one is the end and stays.
    private var next: Token { tokens[min(index, tokens.count - 1)] }

    private mutating func take() -> Token {
        defer { index += 1 }
        return next
    }

    mutating func requirements() throws(SelectorError) -> [LabelMatcher.Requirement] {
        var requirements: [LabelMatcher.Requirement] = []
        while true {
            if next.kind == .end { return requirements }
            guard next.isIdentifier || next.isSymbol("!") else {
                throw SelectorError("found '\(next.text)', expected: !, identifier, or 'end of string'")
            }
            do {
                requirements.append(try requirement())
            } catch {
                throw SelectorError("unable to parse requirement: \(error)")
            }
            let separator = take()
            if separator.kind == .end { return requirements }
            guard separator.isSymbol(",") else {
                throw SelectorError("found '\(separator.text)', expected: ',' or 'end of string'")
            }
            guard next.isIdentifier || next.isSymbol("!") else {
                throw SelectorError("found '\(next.text)', expected: identifier after ','")
            }
        }
    }

    private mutating func requirement() throws(SelectorError) -> LabelMatcher.Requirement {
        let negated = next.isSymbol("!")
        if negated { index += 1 }
        let key = take()
        guard key.isIdentifier else { throw SelectorError("found '\(key.text)', expected: identifier") }
        let faults = NameRules.qualifiedName(key.text)
        if !faults.isEmpty {
            throw SelectorError("<nil>: Invalid value: \(quoted(key.text)): \(faults.joined(separator: "; "))")
        }
        if next.kind == .end || next.isSymbol(",") {
            return try LabelMatcher.Requirement(key.text, negated ? .doesNotExist : .exists)
        }
        if negated { return try LabelMatcher.Requirement(key.text, .doesNotExist) }
        let token = take()
        let operators: [String: LabelMatcher.Operator] = [
            "in": .in, "notin": .notIn, "=": .equals, "==": .doubleEquals, "!=": .notEquals, ">": .greaterThan,
            "<": .lessThan,
        ]
        guard token.kind == .operator, let `operator` = operators[token.text] else {
            throw SelectorError("found '\(token.text)', expected: in, notin, =, ==, !=, gt, lt")
        }
        let values = `operator` == .in || `operator` == .notIn ? try list() : [try exactValue()]
        return try LabelMatcher.Requirement(key.text, `operator`, values)
    }

    private mutating func exactValue() throws(SelectorError) -> String {
        if next.kind == .end || next.isSymbol(",") { return "" }
        let token = take()
        guard token.isIdentifier else { throw SelectorError("found '\(token.text)', expected: identifier") }
        return token.text
    }

    /// `(a,b)`; an empty place between commas is the empty value.
    private mutating func list() throws(SelectorError) -> [String] {
        let open = take()
        guard open.isSymbol("(") else { throw SelectorError("found '\(open.text)' expected: '('") }
        guard next.isIdentifier || next.isSymbol(",") || next.isSymbol(")") else {
            throw SelectorError("found '\(next.text)', expected: ',', ')' or identifier")
        }
        var values: [String] = []
        while true {
            if next.isIdentifier { values.append(take().text) } else { values.append("") }
            let separator = take()
            if separator.isSymbol(")") { return values }
            guard separator.isSymbol(",") else {
                throw SelectorError("found '\(separator.text)', expected: ',' or ')'")
            }
            guard next.isIdentifier || next.isSymbol(",") || next.isSymbol(")") else {
                throw SelectorError("found '\(next.text)', expected: ',', or identifier")
            }
        }
    }
}
