/// Kubernetes' rules for names and keys. Each gives what is wrong with a value, in Kubernetes' words; empty: it is right.
public enum NameRules {
    public static func dnsLabel(_ value: String) -> [String] {
        var faults = tooLong(value, 63)
        if !isLabel(value.utf8[...]) {
            faults.append(
                isSubdomain(value)
                    ? "must not contain dots"
                    : pattern(
                        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start "
                            + "and end with an alphanumeric character",
                        labelPattern, ["my-name", "123-abc"]))
        }
        return faults
    }

    public static func dnsSubdomain(_ value: String) -> [String] {
        var faults = tooLong(value, 253)
        if !isSubdomain(value) {
            faults.append(
                pattern(
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must "
                        + "start and end with an alphanumeric character",
                    "\(labelPattern)(\\.\(labelPattern))*", ["example.com"]))
        }
        return faults
    }

    /// As ``dnsSubdomain(_:)`` with underscores too, as in search paths of resolvers. The pattern shown is Kubernetes' own slip.
    public static func dnsSubdomainWithUnderscore(_ value: String) -> [String] {
        var faults = tooLong(value, 253)
        let isRight = value.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
            let label = $0.first == underscore ? $0.dropFirst() : $0
            guard let first = label.first, let last = label.last, isLower(first) || isDigit(first),
                isLower(last) || isDigit(last)
            else { return false }
            return label.allSatisfy { isLower($0) || isDigit($0) || $0 == hyphen || $0 == underscore }
        }
        if !isRight {
            faults.append(
                pattern(
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and "
                        + "must start and end with an alphanumeric character",
                    "\(labelPattern)(\\.\(labelPattern))*", ["example.com"]))
        }
        return faults
    }

    /// What can stand in a path between two slashes.
    public static func pathSegment(_ value: String) -> [String] {
        if value == "." || value == ".." { return ["may not be '\(value)'"] }
        return ["/", "%"].filter(value.contains).map { "may not contain '\($0)'" }
    }

    /// Keys of labels, annotations, node selectors and resources: `name` or `prefix/name`.
    public static func qualifiedName(_ value: String) -> [String] {
        let parts = value.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let rule = pattern(
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
            namePattern, ["MyName", "my.name", "123-abc"])
        guard parts.count <= 2, let name = parts.last else {
            return [
                "a qualified name \(rule) with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
            ]
        }
        var faults: [String] = []
        if parts.count == 2 {
            let prefix = String(Substring(parts[0]))
            faults += (prefix.isEmpty ? ["must be non-empty"] : dnsSubdomain(prefix)).map { "prefix part \($0)" }
        }
        if name.isEmpty {
            faults.append("name part must be non-empty")
        } else if name.count > 63 {
            faults.append("name part must be no more than 63 characters")
        }
        if !isName(name) { faults.append("name part \(rule)") }
        return faults
    }

    public static func labelValue(_ value: String) -> [String] {
        var faults = tooLong(value, 63)
        if !value.isEmpty, !isName(value.utf8[...]) {
            faults.append(
                pattern(
                    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must "
                        + "start and end with an alphanumeric character",
                    "(\(namePattern))?", ["MyValue", "my_value", "12345"]))
        }
        return faults
    }

    /// Keys of config maps and secrets, which become file names.
    public static func configKey(_ value: String) -> [String] {
        var faults = tooLong(value, 253)
        if value.isEmpty || !value.utf8.allSatisfy(isNameByte) {
            faults.append(
                pattern(
                    "a valid config key must consist of alphanumeric characters, '-', '_' or '.'", "[-._a-zA-Z0-9]+",
                    ["key.name", "KEY_NAME", "key-name"]))
        }
        if value == "." || value == ".." {
            faults.append("must not be '\(value)'")
        } else if value.hasPrefix("..") {
            faults.append("must not start with '..'")
        }
        return faults
    }

    /// Names of environment variables: any printable ASCII but `=`.
    public static func environmentName(_ value: String) -> [String] {
        if value.isEmpty { return ["environment variable name must be non-empty"] }
        if value.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "=") }) { return [] }
        return ["a valid environment variable name must consist only of printable ASCII characters other than '='"]
    }

    public static func portName(_ value: String) -> [String] {
        let bytes = Array(value.utf8)
        var faults = tooLong(value, 15)
        if bytes.isEmpty || !bytes.allSatisfy({ isLower($0) || isDigit($0) || $0 == hyphen }) {
            faults.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
        }
        if !bytes.contains(where: isLower) { faults.append("must contain at least one letter (a-z)") }
        if zip(bytes, bytes.dropFirst()).contains(where: { $0 == hyphen && $1 == hyphen }) {
            faults.append("must not contain consecutive hyphens")
        }
        if bytes.first == hyphen || bytes.last == hyphen { faults.append("must not begin or end with a hyphen") }
        return faults
    }

    public static func headerName(_ value: String) -> [String] {
        if !value.isEmpty, value.utf8.allSatisfy({ isAlphanumeric($0) || $0 == hyphen }) { return [] }
        return [
            pattern(
                "a valid HTTP header must consist of alphanumeric characters or '-'", "[-A-Za-z0-9]+", ["X-Header-Name"]
            )
        ]
    }

    public static func portNumber(_ value: Int) -> [String] {
        (1...65535).contains(value) ? [] : ["must be between 1 and 65535, inclusive"]
    }

    /// User and group ids.
    public static func id(_ value: Int64) -> [String] {
        (0...2_147_483_647).contains(value) ? [] : ["must be between 0 and 2147483647, inclusive"]
    }
}

private let hyphen = UInt8(ascii: "-")
private let underscore = UInt8(ascii: "_")
private let labelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
private let namePattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"

private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
private func isLower(_ byte: UInt8) -> Bool { (97...122).contains(byte) }
private func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLower(byte | 0x20) }
private func isNameByte(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || "-_.".utf8.contains(byte) }

private func isLabel(_ value: Substring.UTF8View) -> Bool {
    guard let first = value.first, let last = value.last, first != hyphen, last != hyphen else { return false }
    return value.allSatisfy { isLower($0) || isDigit($0) || $0 == hyphen }
}

private func isSubdomain(_ value: String) -> Bool {
    value.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
}

private func isName(_ value: Substring.UTF8View) -> Bool {
    guard let first = value.first, let last = value.last, isAlphanumeric(first), isAlphanumeric(last) else {
        return false
    }
    return value.allSatisfy(isNameByte)
}

private func tooLong(_ value: String, _ limit: Int) -> [String] {
    value.utf8.count > limit ? ["must be no more than \(limit) characters"] : []
}

private func pattern(_ rule: String, _ pattern: String, _ examples: [String]) -> String {
    let list = examples.map { "'\($0)', " }.joined(separator: " or ")
    return "\(rule) (e.g. \(list)regex used for validation is '\(pattern)')"
}
