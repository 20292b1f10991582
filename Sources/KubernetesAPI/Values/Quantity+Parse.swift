/// Why a text is no quantity; the texts are Kubernetes'.
public enum QuantityError: String, Error, CustomStringConvertible {
    case format =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
    case number = "unable to parse numeric part of quantity"
    case suffix = "unable to parse quantity's suffix"

    public var description: String { rawValue }
}

extension Quantity {
    /// Reads a quantity. What is finer than a billionth is rounded away from zero; a value with a binary suffix is cut at
    /// 2⁶³−1. Throws ``QuantityError``.
    public init(_ text: some StringProtocol) throws(QuantityError) {
        var scanner = QuantityScanner(Array(text.utf8))
        guard !scanner.atEnd else { throw .format }
        let negative = try scanner.sign()
        let digits = scanner.number()
        guard let suffix = Suffix(try scanner.suffix()) else { throw .suffix }
        guard digits.isNumber else { throw .number }

        var format = suffix.format
        let magnitude: Int128
        switch format {
        case .decimalSI, .decimalExponent:
            guard let value = digits.scaled(byPowerOfTen: suffix.exponent + 9) else { throw .number }
            magnitude = value
        case .binarySI:
            let cap = Int128(Int64.max) * Self.unit
            magnitude = min(digits.nano(timesPowerOfTwo: suffix.exponent) ?? cap, cap)
            if magnitude > 0, magnitude < Self.unit { format = .decimalSI }
        }
        self.init(nano: negative ? -magnitude : magnitude, format: format)
    }

    /// Reads a quantity from a JSON string or number; null is zero. Throws ``QuantityError``.
    public init(json: JSONValue) throws(QuantityError) {
        switch json {
        case .null: self.init()
        case .string(let text): try self.init(text.trimmingSpaces())
        case .number(let number): try self.init(number.text)
        default: throw .format
        }
    }

    /// A quantity as it is stored: in its canonical form, but as it was written where Kubernetes' parser takes that for
    /// canonical (`1E3`, `+1`). Throws ``QuantityError``.
    static func stored(_ json: JSONValue) throws(QuantityError) -> String {
        let quantity = try Quantity(json: json)
        let text =
            switch json {
            case .string(let text): text.trimmingSpaces()
            case .number(let number): number.text[...]
            default: Substring()
            }
        return try isTakenForCanonical(text) ? String(text) : quantity.description
    }

    private static func isTakenForCanonical(_ text: Substring) throws(QuantityError) -> Bool {
        var scanner = QuantityScanner(Array(text.utf8))
        guard !scanner.atEnd else { return false }
        _ = try scanner.sign()
        let digits = scanner.number(), integer = digits.integer.drop { $0 == 48 }
        guard let suffix = Suffix(try scanner.suffix()), !integer.isEmpty else { return false }
        if suffix.format == .binarySI {
            guard digits.fraction.isEmpty, integer.count + suffix.exponent * 3 / 10 < 15 else { return false }
            return integer.reduce(0) { $0 * 10 + Int($1 - 48) } % 8 != 0
        }
        let all = integer + digits.fraction, scale = suffix.exponent - digits.fraction.count
        return all.count <= 18 && scale >= -9 && scale % 3 == 0 && !all.suffix(3).elementsEqual([48, 48, 48])
    }

    /// The canonical text as a JSON string.
    public var json: JSONValue { .string(description) }
}

/// What follows the number: a power of ten or of two.
private struct Suffix {
    var format: Quantity.Format
    var exponent: Int

    init?(_ text: String) {
        if let power = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].firstIndex(of: text) {
            (format, exponent) = (.binarySI, (power + 1) * 10)
        } else if let power = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"].firstIndex(of: text) {
            (format, exponent) = (.decimalSI, (power - 3) * 3)
        } else if text.first == "e" || text.first == "E", let value = Int(text.dropFirst()), abs(value) < 1_000_000 {
            (format, exponent) = (.decimalExponent, value)
        } else {
            return nil
        }
    }
}

private struct QuantityScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var atEnd: Bool { index == bytes.count }

    mutating func sign() throws(QuantityError) -> Bool {
        guard bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") else { return false }
        index += 1
        guard !atEnd else { throw .format }
        return bytes[index - 1] == UInt8(ascii: "-")
    }

    mutating func number() -> Digits {
        var digits = Digits()
        digits.integer = take { (48...57).contains($0) }
        if !atEnd, bytes[index] == UInt8(ascii: ".") {
            index += 1
            digits.fraction = take { (48...57).contains($0) }
        }
        return digits
    }

    mutating func suffix() throws(QuantityError) -> String {
        let start = index
        _ = take { "eEinumkKMGTP".utf8.contains($0) }
        if !atEnd, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") { index += 1 }
        _ = take { (48...57).contains($0) }
        guard atEnd else { throw .format }
        return String(decoding: bytes[start...], as: UTF8.self)
    }

    private mutating func take(_ condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = index
        while index < bytes.count, condition(bytes[index]) { index += 1 }
        return bytes[start..<index]
    }
}

/// The decimal digits of a number before and behind the point.
private struct Digits {
    var integer: ArraySlice<UInt8> = []
    var fraction: ArraySlice<UInt8> = []

    var isNumber: Bool { !integer.isEmpty || !fraction.isEmpty }

    /// The number × 10^`power` as a whole number, rounded up; nil if it is too large.
    func scaled(byPowerOfTen power: Int) -> Int128? {
        let digits = (integer + fraction).drop { $0 == 48 }
        var remaining = digits.count - fraction.count + power  // how many digits stand before the new point
        var value: Int128 = 0
        var inexact = false
        for digit in digits {
            if remaining > 0 {
                guard let next = appending(digit, to: value) else { return nil }
                value = next
                remaining -= 1
            } else if digit != 48 {
                inexact = true
            }
        }
        if value == 0, !inexact { return 0 }
        while remaining > 0 {
            guard let next = appending(48, to: value) else { return nil }
            value = next
            remaining -= 1
        }
        return inexact ? value + 1 : value
    }

    /// The number × 2^`power` in billionths, rounded up; nil if it is too large. Eighteen digits of the fraction count.
    func nano(timesPowerOfTwo power: Int) -> Int128? {
        guard let whole = Digits(integer: integer).scaled(byPowerOfTen: 0), whole <= Int128(Int64.max),
            let part = Digits(fraction: fraction).scaled(byPowerOfTen: 18)
        else { return nil }
        let (shifted, overflow) = whole.multipliedReportingOverflow(by: (Int128(1) << power))
        let (nano, tooLarge) = shifted.multipliedReportingOverflow(by: Quantity.unit)
        guard !overflow, !tooLarge else { return nil }
        return nano + divided(part << power, by: Quantity.unit)
    }

    private func appending(_ digit: UInt8, to value: Int128) -> Int128? {
        let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, tooLarge) = shifted.addingReportingOverflow(Int128(digit - 48))
        return overflow || tooLarge ? nil : sum
    }
}

extension String {
    fileprivate func trimmingSpaces() -> Substring {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
