import KubernetesAPI

/// What config maps and secrets share.
enum StoredData {
    /// The most bytes all values together may have.
    static let limit = 1024 * 1024

    /// How many bytes a base64 text stands for.
    static func decodedCount(_ base64: String) -> Int {
        let padding = base64.utf8.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return base64.utf8.count / 4 * 3 - padding
    }

    /// An object that was declared immutable stays as it is, and immutable.
    static func immutability(_ new: JSONValue, old: JSONValue, members: [String]) -> [FieldError] {
        guard old["immutable"]?.bool == true else { return [] }
        var findings = Findings()
        let root = Field(root: new)
        if !root["immutable"].bool {
            findings.forbidden(root["immutable"], "field is immutable when `immutable` is set")
        }
        for member in members where (new[member] ?? [:]) != (old[member] ?? [:]) {
            findings.forbidden(root[member], "field is immutable when `immutable` is set")
        }
        return findings.errors
    }
}
