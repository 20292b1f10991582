/// Comma-separated values (RFC 4180) as Go's reader takes them: quoted fields, doubled quotes, blank lines left out.
enum CSV {
    /// The records with the numbers of the lines on which they begin. Throws ``TokenFile/ParseError``.
    static func records(_ text: String) throws -> [(line: Int, fields: [String])] {
        var records: [(line: Int, fields: [String])] = []
        var rest = Substring(text)
        var line = 1
        while !rest.isEmpty {
            let first = line
            var fields: [String] = []
            repeat {
                fields.append(try field(&rest, &line))
            } while skip(",", &rest)
            if let end = rest.first, end.isNewline {
                rest.removeFirst()
                line += 1
            }
            if fields != [""] { records.append((first, fields)) }
        }
        return records
    }

    private static func field(_ rest: inout Substring, _ line: inout Int) throws -> String {
        guard skip("\"", &rest) else {
            let plain = rest.prefix { $0 != "," && !$0.isNewline }
            guard !plain.contains("\"") else {
                throw TokenFile.ParseError(
                    line: line, reason: "a quotation mark stands in a field without quotation marks")
            }
            rest = rest[plain.endIndex...]
            return String(plain)
        }
        let first = line
        var value = ""
        while let character = rest.popFirst() {
            if character.isNewline { line += 1 }
            guard character == "\"" else {
                value.append(character)
                continue
            }
            if skip("\"", &rest) {
                value.append("\"")
            } else if let next = rest.first, next != ",", !next.isNewline {
                throw TokenFile.ParseError(line: line, reason: "text follows a closing quotation mark")
            } else {
                return value
            }
        }
        throw TokenFile.ParseError(line: first, reason: "a quotation mark is not closed")
    }

    private static func skip(_ character: Character, _ rest: inout Substring) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }
}
