/// A number or a name or percentage, as ports and rollout bounds are given (util/intstr IntOrString).
public enum IntOrString: Sendable, Hashable {
    case int(Int32)
    case string(String)

    /// The number zero, as in Go.
    public init() { self = .int(0) }

    /// Reads a JSON string or a whole number of 32 bits.
    public init(json: JSONValue) throws {
        switch json {
        case .null: self = .int(0)
        case .string(let text): self = .string(text)
        case .number(let number):
            guard let value = Int32(number.text) else { throw IntOrStringError(text: number.text) }
            self = .int(value)
        default: throw IntOrStringError(text: "a value that is neither")
        }
    }

    public var json: JSONValue {
        switch self {
        case .int(let value): .number(JSONNumber(value))
        case .string(let text): .string(text)
        }
    }

    /// The number, also where it is written as text; 0 for any other text.
    public var intValue: Int {
        switch self {
        case .int(let value): Int(value)
        case .string(let text): Int(text) ?? 0
        }
    }

    /// The number this stands for where a percentage is taken of `total`; nil for text that is neither number nor percentage.
    public func scaled(of total: Int, roundingUp: Bool) -> Int? {
        switch self {
        case .int(let value): return Int(value)
        case .string(let text):
            guard text.hasSuffix("%"), let percent = Int(text.dropLast()), abs(percent) <= Int(Int32.max) else {
                return nil
            }
            return (percent * total + (roundingUp ? 99 : 0)) / 100
        }
    }
}

/// A JSON value that is no number of 32 bits and no text.
public struct IntOrStringError: Error, CustomStringConvertible {
    var text: String
    public var description: String { "expected a 32-bit whole number or a string, got \(text)" }
}

extension IntOrString: CustomStringConvertible, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    public init(integerLiteral value: Int32) { self = .int(value) }
    public init(stringLiteral value: String) { self = .string(value) }

    public var description: String {
        switch self {
        case .int(let value): String(value)
        case .string(let text): text
        }
    }
}
