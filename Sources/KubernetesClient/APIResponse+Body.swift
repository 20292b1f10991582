public import KubernetesAPI

extension APIResponse {
    /// The whole body, also of an answer that comes in pieces. Throws when the connection breaks.
    public func collectedBody() async throws -> [UInt8] {
        switch body {
        case .bytes(let bytes): return bytes
        case .stream(let pieces), .pieces(let pieces, _):
            var all: [UInt8] = []
            for try await piece in pieces { all += piece }
            return all
        }
    }

    /// The body as a stream, whichever way it came.
    public var pieces: any AsyncSequence<[UInt8], any Error> & Sendable {
        switch body {
        case .stream(let pieces), .pieces(let pieces, _): return pieces
        case .bytes(let bytes):
            return AsyncThrowingStream { continuation in
                continuation.yield(bytes)
                continuation.finish()
            }
        }
    }
}

extension StatusError {
    /// The `Status` of an error answer; where the body is none (a proxy's page, say) one that quotes the start of it.
    public init(response code: Int, body: [UInt8]) {
        if let json = parsed(body), json["kind"]?.string == "Status", let status = decoded(json) {
            self.init(status)
            return
        }
        var status = Status()
        status.status = "Failure"
        status.code = Int32(code)
        status.reason =
            code == 401 ? "Unauthorized" : code == 404 ? "NotFound" : code >= 500 ? "InternalError" : "Unknown"
        let text = String(decoding: body.prefix(300), as: UTF8.self)
        status.message = text.isEmpty ? "the server answered with HTTP status \(code)" : text
        self.init(status)
    }
}

private func parsed(_ body: [UInt8]) -> JSONValue? {
    try? JSONValue.parse(body)  // not JSON is an answer like any other here
}

private func decoded(_ json: JSONValue) -> Status? {
    try? Status(json: json)  // likewise
}
