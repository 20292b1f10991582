internal import Synchronization

/// The warnings of one request. They stand on its answer whatever becomes of it, as `Warning` headers (RFC 7234, code 299), which
/// kubectl prints.
final class RequestWarnings: Sendable {
    /// Of all texts together; beyond it each is cut. Both bounds are Kubernetes'.
    private static let maximumScalars = 4096
    private static let maximumScalarsOfOne = 256

    private let texts = Mutex<[String]>([])

    /// Equal ones are told once; what no header can hold is left out.
    func add(_ more: [String]) {
        guard !more.isEmpty else { return }
        texts.withLock { texts in
            for text in more where !text.isEmpty && !texts.contains(text) {
                if !text.unicodeScalars.contains(where: isControl) { texts.append(text) }
            }
        }
    }

    private func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }

    /// The values of the headers.
    var headers: [String] {
        let texts = texts.withLock { $0 }
        let isTooMuch = texts.reduce(0) { $0 + $1.unicodeScalars.count } > Self.maximumScalars
        return (isTooMuch ? cut(texts) : texts).map { text in
            "299 - \"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
        }
    }

    private func cut(_ texts: [String]) -> [String] {
        var cut: [String] = []
        var length = 0
        for text in texts where length < Self.maximumScalars {
            let scalars = text.unicodeScalars.prefix(Self.maximumScalarsOfOne)
            cut.append(String(String.UnicodeScalarView(scalars)))
            length += scalars.count
        }
        return cut
    }
}
