/// An amount of a resource (`500m`, `1.5Gi`, `12e6`), exact to a billionth, with the arithmetic of Kubernetes'
/// resource.Quantity. Two quantities are equal when their values are, however they are written.
public struct Quantity: Sendable {
    /// The family of suffixes a quantity is written with.
    public enum Format: Sendable {
        /// `n u m k M G T P E`
        case decimalSI
        /// `Ki Mi Gi Ti Pi Ei`
        case binarySI
        /// `12e6`
        case decimalExponent
    }

    /// The value in billionths.
    public private(set) var nano: Int128
    public private(set) var format: Format

    /// Zero.
    public init() { self.init(nano: 0, format: .decimalSI) }

    public init(_ value: Int64, _ format: Format = .decimalSI) {
        self.init(nano: Int128(value) * Self.unit, format: format)
    }

    /// A number of thousandths, as CPU shares are counted.
    public init(milli value: Int64) { self.init(nano: Int128(value) * (Self.unit / 1000), format: .decimalSI) }

    init(nano: Int128, format: Format) {
        self.nano = nano
        self.format = format
    }

    static let unit: Int128 = 1_000_000_000

    public var isZero: Bool { nano == 0 }
    public var isNegative: Bool { nano < 0 }

    /// The value in whole units, a fraction rounded away from zero; what does not fit is cut to the range.
    public var value: Int64 { scaled(by: Self.unit) }

    /// The value in thousandths, rounded and cut as ``value``.
    public var milliValue: Int64 { scaled(by: Self.unit / 1000) }

    /// Whether the value is a whole number.
    public var isWhole: Bool { nano % Self.unit == 0 }

    /// The same with nothing finer than thousandths, rounded away from zero.
    public var roundedToMilli: Quantity {
        Quantity(nano: divided(nano, by: Self.unit / 1000) * (Self.unit / 1000), format: format)
    }

    private func scaled(by divisor: Int128) -> Int64 {
        Int64(clamping: divided(nano, by: divisor))
    }

    /// The sum in the left side's format, or in the right side's where the left is zero.
    public static func + (left: Quantity, right: Quantity) -> Quantity {
        Quantity(nano: saturatingSum(left.nano, right.nano), format: left.isZero ? right.format : left.format)
    }

    public static func - (left: Quantity, right: Quantity) -> Quantity {
        Quantity(nano: saturatingSum(left.nano, -right.nano), format: left.isZero ? right.format : left.format)
    }

    public static func += (left: inout Quantity, right: Quantity) { left = left + right }
    public static func -= (left: inout Quantity, right: Quantity) { left = left - right }

    public static func * (left: Quantity, right: Int64) -> Quantity {
        let (product, overflow) = left.nano.multipliedReportingOverflow(by: Int128(right))
        guard overflow else { return Quantity(nano: product, format: left.format) }
        return Quantity(nano: (left.nano < 0) == (right < 0) ? .max : -Int128.max, format: left.format)
    }

    public static prefix func - (quantity: Quantity) -> Quantity {
        Quantity(nano: -quantity.nano, format: quantity.format)
    }
}

extension Quantity: Hashable, Comparable {
    public static func == (left: Quantity, right: Quantity) -> Bool { left.nano == right.nano }
    public static func < (left: Quantity, right: Quantity) -> Bool { left.nano < right.nano }
    public func hash(into hasher: inout Hasher) { hasher.combine(nano) }
}

/// The quotient rounded away from zero.
func divided(_ value: Int128, by divisor: Int128) -> Int128 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder == 0 ? quotient : quotient + remainder.signum()
}

/// The least value is left out, so that every quantity has a negative.
private func saturatingSum(_ left: Int128, _ right: Int128) -> Int128 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? (left < 0 ? -Int128.max : .max) : max(sum, -Int128.max)
}
