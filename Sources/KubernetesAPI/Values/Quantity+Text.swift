extension Quantity: CustomStringConvertible {
    /// The canonical form: no fraction, the largest exponent that loses nothing, at least 1024 for a binary suffix.
    public var description: String {
        if nano == 0 { return "0" }
        switch format {
        case .binarySI where isWhole && abs(nano) >= 1024 * Self.unit: return binaryText
        case .decimalExponent: return decimalText { $0 == 0 ? "" : "e\($0)" }
        default: return decimalText(limit: 18) { Self.decimalSuffixes[$0 / 3 + 3] }
        }
    }

    private static let decimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"]
    private static let binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]

    private func decimalText(limit: Int = .max, suffix: (Int) -> String) -> String {
        var mantissa = nano
        var exponent = -9
        while exponent < limit, mantissa % 1000 == 0 {
            mantissa /= 1000
            exponent += 3
        }
        return "\(mantissa)\(suffix(exponent))"
    }

    private var binaryText: String {
        var mantissa = nano / Self.unit
        var power = 0
        while power < Self.binarySuffixes.count - 1, mantissa % 1024 == 0 {
            mantissa /= 1024
            power += 1
        }
        return "\(mantissa)\(Self.binarySuffixes[power])"
    }
}
