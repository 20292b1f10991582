/// A random UUID (RFC 9562, version 4) in lower case, as objects and audit events are identified by.
public enum UniqueID {
    /// A new one, from the system's generator.
    public static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        let version: UInt64 = 0x4000
        let variant: UInt64 = 0x8000_0000_0000_0000
        let high = generator.next() & ~0xF000 | version
        let low = generator.next() & ~0xC000_0000_0000_0000 | variant
        return String(unsafeUninitializedCapacity: 36) { text in
            var count = 0
            for digit in 0..<32 {
                if [8, 12, 16, 20].contains(digit) {
                    text[count] = UInt8(ascii: "-")
                    count += 1
                }
                let word = digit < 16 ? high : low
                let value = UInt8(truncatingIfNeeded: word >> (60 - 4 * UInt64(digit % 16)) & 0xF)
                text[count] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
                count += 1
            }
            return count
        }
    }
}
