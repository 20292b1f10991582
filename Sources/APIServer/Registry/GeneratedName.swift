/// Names for objects that come with `generateName` only.
enum GeneratedName {
    /// How often another name is tried when one is taken.
    static let attempts = 8
    private static let suffixLength = 5
    private static let longest = 63
    /// Without vowels and look-alikes, as in Kubernetes, so that no words come out.
    private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")

    static func make(from base: String) -> String {
        let suffix = (0..<suffixLength).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] }
        return String(base.prefix(longest - suffixLength)) + String(suffix)
    }
}
