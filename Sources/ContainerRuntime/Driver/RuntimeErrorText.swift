/// What an OCI runtime printed, as one sentence.
enum RuntimeErrorText {
    /// runc prints logrus lines (`time="…" level=error msg="…"`), crun `TIMESTAMP: message`; the last error counts.
    static func clean(_ printed: String) -> String {
        let lines = printed.split(separator: "\n").map { trimmed($0) }.filter { !$0.isEmpty }
        for line in lines.reversed() where line.contains("level=error") || line.contains("level=fatal") {
            if let message = quoted(after: "msg=", in: line) { return message }
        }
        guard let last = lines.last else { return "the runtime gave no reason" }
        return withoutTimestamp(quoted(after: "msg=", in: last) ?? last)
    }

    /// The text of a Go string literal, or the word, that follows.
    private static func quoted(after key: String, in line: String) -> String? {
        var rest = Array(line)[...]
        let key = Array(key)
        while rest.count > key.count, Array(rest.prefix(key.count)) != key { rest = rest.dropFirst() }
        rest = rest.dropFirst(key.count)
        guard rest.first == "\"" else { return rest.isEmpty ? nil : String(rest.prefix { !$0.isWhitespace }) }
        rest = rest.dropFirst()
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            guard character == "\\", let escaped = rest.popFirst() else {
                text.append(character)
                continue
            }
            text.append(escaped == "n" ? "\n" : escaped == "t" ? "\t" : escaped)
        }
        return text
    }

    private static func withoutTimestamp(_ line: String) -> String {
        let head = line.prefix { $0.isNumber || "-T:.Z+".contains($0) }
        guard head.count > 19, head.hasSuffix(":") else { return line }
        return trimmed(line.dropFirst(head.count))
    }
}
