extension Timestamp {
    /// The forms of times on the wire, as Go writes layouts.
    public enum Layout: String, Sendable {
        /// meta/v1 Time. A fraction is accepted, and dropped when it is written.
        case seconds = "2006-01-02T15:04:05Z07:00"
        /// meta/v1 MicroTime: six digits, no more and no less.
        case microseconds = "2006-01-02T15:04:05.000000Z07:00"
    }

    /// Reads a time of that form. Throws the message that clients know, Go's.
    public init(_ text: String, _ layout: Layout) throws(FieldTypeError) {
        var reading = LayoutReading(text, layout)
        try reading.check()
        guard let value = Timestamp(text) else { throw reading.refusal(layout.rawValue) }
        self = value
    }
}

/// Goes through a text part by part of a layout, as Go's time.Parse does, to tell at which one it fails.
private struct LayoutReading {
    private let text: String
    private let layout: Timestamp.Layout
    private var rest: Substring.UTF8View

    init(_ text: String, _ layout: Timestamp.Layout) {
        self.text = text
        self.layout = layout
        rest = text[...].utf8
    }

    mutating func check() throws(FieldTypeError) {
        let year = try number("2006", digits: 4)
        try skip("-")
        let month = try number("01", within: 1...12, "month")
        try skip("-")
        let day = try number("02")
        try skip("T")
        _ = try number("15", within: 0...23, "hour")
        try skip(":")
        _ = try number("04", within: 0...59, "minute")
        try skip(":")
        _ = try number("05", within: 0...59, "second")
        try fraction()
        try zone()
        guard rest.isEmpty else { throw outside(": extra text: \(quoted(String(Substring(rest))))") }
        guard (1...days(in: month, of: year)).contains(day) else { throw outside(": day out of range") }
    }

    private mutating func number(
        _ part: String, digits: Int = 2, within range: ClosedRange<Int> = 0...9999, _ name: String = ""
    ) throws(FieldTypeError) -> Int {
        let found = rest.prefix(digits)
        guard found.count == digits, found.allSatisfy(isDigit), let value = Int(Substring(found)) else {
            throw refusal(part)
        }
        rest = rest.dropFirst(digits)
        guard range.contains(value) else { throw outside(": \(name) out of range") }
        return value
    }

    private mutating func skip(_ separator: String) throws(FieldTypeError) {
        guard rest.starts(with: separator.utf8) else { throw refusal(separator) }
        rest = rest.dropFirst()
    }

    private mutating func fraction() throws(FieldTypeError) {
        let digits = rest.dropFirst().prefix(while: isDigit)
        let isFraction = rest.first == UInt8(ascii: ".") && !digits.isEmpty
        switch layout {
        case .seconds: if isFraction { rest = rest.dropFirst(1 + digits.count) }
        case .microseconds:
            guard isFraction, digits.count >= 6 else { throw refusal(".000000") }
            rest = rest.dropFirst(7)
        }
    }

    private mutating func zone() throws(FieldTypeError) {
        if rest.first == UInt8(ascii: "Z") {
            rest = rest.dropFirst()
            return
        }
        let offset = Array(rest.prefix(6))
        guard offset.count == 6, offset[0] == UInt8(ascii: "+") || offset[0] == UInt8(ascii: "-"),
            offset[3] == UInt8(ascii: ":"), [1, 2, 4, 5].allSatisfy({ isDigit(offset[$0]) })
        else { throw refusal("Z07:00") }
        guard offset[1...2].lexicographicallyPrecedes("24".utf8) else {
            throw outside(": time zone offset hour out of range")
        }
        guard offset[4] < UInt8(ascii: "6") else { throw outside(": time zone offset minute out of range") }
        rest = rest.dropFirst(6)
    }

    func refusal(_ part: String) -> FieldTypeError {
        FieldTypeError(
            text: "parsing time \(quoted(text)) as \(quoted(layout.rawValue)): cannot parse "
                + "\(quoted(String(Substring(rest)))) as \(quoted(part))")
    }

    private func outside(_ what: String) -> FieldTypeError {
        FieldTypeError(text: "parsing time \(quoted(text))\(what)")
    }

    private func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
