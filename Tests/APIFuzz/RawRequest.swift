/// A request as it goes over the wire, in parts that can be bent one by one. Nothing in it has to be right.
struct RawRequest {
    var method: String
    /// Path and query, as sent.
    var target: String
    var headers: [(name: String, value: String)]
    var body: [UInt8]
    /// Set where the head lies about the body, or is no HTTP: the server may then answer or hang up.
    var isBrokenHTTP = false

    init(method: String, target: String, headers: [(name: String, value: String)], body: [UInt8]) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// Whether the answer may go on for ever.
    var mayLast: Bool { target.contains("watch") || target.contains("follow") }

    /// - Parameter token: sent unless the request has an `Authorization` of its own.
    func bytes(token: String) -> [UInt8] {
        func has(_ name: String) -> Bool { headers.contains { $0.name.lowercased() == name } }
        var head = "\(method) \(target) HTTP/1.1\r\n"
        if !has("host") { head += "Host: fuzz\r\n" }
        if !has("authorization") { head += "Authorization: Bearer \(token)\r\n" }
        for field in headers { head += "\(field.name): \(field.value)\r\n" }
        if !has("content-length"), !has("transfer-encoding"),
            !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method)
        {
            head += "Content-Length: \(body.count)\r\n"
        }
        return Array((head + "\r\n").utf8) + body
    }
}
