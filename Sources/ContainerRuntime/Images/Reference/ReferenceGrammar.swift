/// The grammar of image references; facts and error texts from github.com/distribution/reference.
enum ReferenceGrammar {
    struct Fault: Error {
        var message: String
        static let format = Fault(message: "invalid reference format")
    }

    static func parse(_ text: String) throws -> ImageReference {
        if text.utf8.count == 64, text.utf8.allSatisfy(isLowerHex) {
            throw Fault(
                message: "invalid repository name (\(text)), cannot specify 64-byte hexadecimal strings")
        }
        let (domain, remainder) = splitDomain(text)
        let remote = remainder.prefix { $0 != ":" }
        guard remote.lowercased() == remote else {
            throw Fault(message: "invalid reference format: repository name (\(remote)) must be lowercase")
        }
        return try parse(domain: domain, remainder: remainder)
    }

    /// Tells a registry's name from the first part of a path: it has a dot, a colon or a capital, or is `localhost`.
    private static func splitDomain(_ text: String) -> (domain: String, remainder: String) {
        var domain = "docker.io"
        var remainder = text
        if let slash = text.firstIndex(of: "/") {
            let first = String(text[..<slash])
            if first == "localhost" || first.contains(".") || first.contains(":") || first.lowercased() != first {
                domain = first == "index.docker.io" ? "docker.io" : first
                remainder = String(text[text.index(after: slash)...])
            }
        }
        if domain == "docker.io", !remainder.contains("/") { remainder = "library/" + remainder }
        return (domain, remainder)
    }

    private static func parse(domain: String, remainder: String) throws -> ImageReference {
        var name = remainder[...]
        var digest: String?
        if let at = name.firstIndex(of: "@") {
            digest = String(name[name.index(after: at)...])
            name = name[..<at]
        }
        var tag: String?
        let lastPart = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
        if let colon = name[lastPart...].firstIndex(of: ":") {
            tag = String(name[name.index(after: colon)...])
            name = name[..<colon]
        }
        guard tag.map(isTag) ?? true, digest.map(looksLikeDigest) ?? true else { throw Fault.format }
        let components = name.split(separator: "/", omittingEmptySubsequences: false)
        guard components.allSatisfy(isPathComponent) else { throw Fault.format }
        let reference: ImageReference
        if isDomain(domain) {
            reference = ImageReference(domain: domain, path: String(name), tag: tag, digest: digest)
        } else if domain.split(separator: "/").allSatisfy(isPathComponent), !domain.isEmpty {
            // "a.b_c/d": the first part has a dot, yet is no host name; the grammar then takes all of it as a path.
            reference = ImageReference(domain: "", path: "\(domain)/\(name)", tag: tag, digest: digest)
        } else {
            throw Fault.format
        }
        guard reference.path.utf8.count <= 255 else {
            throw Fault(message: "repository name must not be more than 255 characters")
        }
        if let digest { try check(digest: digest) }
        return reference
    }

    private static func check(digest: String) throws {
        let parts = digest.split(separator: ":", maxSplits: 1)
        let lengths = ["sha256": 64, "sha384": 96, "sha512": 128]
        guard parts.count == 2, let length = lengths[String(parts[0])] else {
            throw Fault(message: "unsupported digest algorithm")
        }
        guard parts[1].utf8.count == length else { throw Fault(message: "invalid checksum digest length") }
        guard parts[1].utf8.allSatisfy(isLowerHex) else { throw Fault(message: "invalid checksum digest format") }
    }

    /// Lower-case letters and digits, joined by one dot, one or two underscores or any number of dashes.
    private static func isPathComponent(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, isLowerAlphanumeric(first), isLowerAlphanumeric(last)
        else { return false }
        return bytes.split(whereSeparator: isLowerAlphanumeric).allSatisfy { separator in
            separator.elementsEqual([0x2E]) || separator.elementsEqual([0x5F]) || separator.elementsEqual([0x5F, 0x5F])
                || separator.allSatisfy { $0 == 0x2D }
        }
    }

    /// A host name, an IPv4 address or an IPv6 address in brackets, and a port.
    private static func isDomain(_ text: String) -> Bool {
        var host = text[...]
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return false }
            let address = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            return !address.isEmpty && address.utf8.allSatisfy { isHex($0) || $0 == 0x3A } && isPort(rest)
        }
        if let colon = text.firstIndex(of: ":") {
            guard isPort(text[colon...]) else { return false }
            host = text[..<colon]
        }
        return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.utf8.first, let last = part.utf8.last else { return false }
            return isAlphanumeric(first) && isAlphanumeric(last)
                && part.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D }
        }
    }

    /// Nothing, or a colon and digits.
    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || (text.utf8.count > 1 && text.hasPrefix(":") && text.utf8.dropFirst().allSatisfy(isDigit))
    }

    private static func isTag(_ text: String) -> Bool {
        guard let first = text.utf8.first, isWord(first) else { return false }
        return text.utf8.count <= 128 && text.utf8.allSatisfy { isWord($0) || $0 == 0x2E || $0 == 0x2D }
    }

    /// An algorithm, a colon and at least 32 hexadecimal digits.
    private static func looksLikeDigest(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":") else { return false }
        let digits = text[text.index(after: colon)...].utf8
        guard digits.count >= 32, digits.allSatisfy(isHex) else { return false }
        let parts = text[..<colon].split(omittingEmptySubsequences: false) { "-_+.".contains($0) }
        return parts.allSatisfy { part in
            guard let first = part.utf8.first, isAlphanumeric(first), !isDigit(first) else { return false }
            return part.utf8.allSatisfy(isAlphanumeric)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x7A).contains(byte) }
    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLowerAlphanumeric(byte) || (0x41...0x5A).contains(byte)
    }
    private static func isWord(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == 0x5F }
    private static func isLowerHex(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte) }
    private static func isHex(_ byte: UInt8) -> Bool { isLowerHex(byte) || (0x41...0x46).contains(byte) }
}
