internal import KubernetesAPI

extension APIRequest {
    /// The path and query as they stand in a request line, percent-encoded (RFC 3986).
    var encodedTarget: String {
        var target = encoded(path, keeping: "/")
        for (index, item) in query.items.enumerated() {
            target += (index == 0 ? "?" : "&") + encoded(item.name) + "=" + encoded(item.value)
        }
        return target
    }

    /// Whether the answer has no foreseeable end and is to be handed on as it comes.
    var expectsStream: Bool {
        let isFlagged = { (name: String) in query[name] == "true" || query[name] == "1" }
        return method == .get && (isFlagged("watch") || path.hasSuffix("/log"))
    }
}

private func encoded(_ text: String, keeping kept: String = "") -> String {
    var result = ""
    for byte in text.utf8 {
        let scalar = Unicode.Scalar(byte)
        let isUnreserved =
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || "-._~".unicodeScalars.contains(scalar) || kept.unicodeScalars.contains(scalar)
        if isUnreserved {
            result.unicodeScalars.append(scalar)
        } else {
            let digits = String(byte, radix: 16, uppercase: true)
            result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
        }
    }
    return result
}
