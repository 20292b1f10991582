/// Tells from skopeo's words why a pull failed. It gives no codes; the texts are those of the registry protocol and of Go's
/// network library, which change rarely. What is not known is passed on as it is.
enum SkopeoFault {
    static func error(_ output: String, pulling reference: ImageReference) -> ImageError {
        let reason = lastMessage(output)
        let lower = reason.lowercased()
        func says(_ texts: String...) -> Bool { texts.contains { lower.contains($0) } }
        if says(
            "manifest unknown", "name unknown", "repository name not known", "status 404", "404 (not found)",
            "not found:")
        {
            return ImageError(.notFound, "\(reference): not found in the registry")
        }
        if says(
            "unauthorized", "denied", "authentication required", "invalid username/password", "status 403", "status 401"
        ) {
            return ImageError(
                .pull,
                "\(reference): the registry denies access; the repository does not exist or needs credentials")
        }
        let isUnreachable = says(
            "connection refused", "no such host", "i/o timeout", "network is unreachable", "no route to host",
            "temporary failure in name resolution", "server misbehaving", "connection reset", "tls handshake timeout",
            "deadline exceeded", "unexpected eof", "502", "503", "504", "429")
        if isUnreachable {
            return ImageError(.registryUnavailable, "\(reference): the registry cannot be reached: \(cause(reason))")
        }
        return ImageError(.pull, "\(reference): \(reason.isEmpty ? "skopeo failed without a reason" : reason)")
    }

    /// The text of the last line that logrus wrote at level fatal or error: `time="…" level=fatal msg="…"`.
    static func lastMessage(_ output: String) -> String {
        let lines = output.split(separator: "\n").filter { $0.contains("level=fatal") || $0.contains("level=error") }
        guard let line = lines.last ?? output.split(separator: "\n").last else { return "" }
        guard let start = line.firstRange(of: "msg=\"") else { return String(line) }
        var text = ""
        var isEscaped = false
        for character in line[start.upperBound...] {
            if isEscaped {
                text.append(character == "n" ? " " : character == "t" ? " " : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                break
            } else {
                text.append(character)
            }
        }
        return text
    }

    /// Go wraps errors from the outside in: the last part is the cause.
    private static func cause(_ reason: String) -> String {
        let parts = reason.split(separator: ": ")
        return parts.suffix(2).joined(separator: ": ")
    }
}
