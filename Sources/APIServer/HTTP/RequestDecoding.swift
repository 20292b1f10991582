internal import KubernetesAPI
internal import NIOHTTP1

/// Why a request cannot be handed on, as the answer it gets.
struct RequestRefusal: Error {
    var response: APIResponse

    static func badRequest(_ message: String) -> RequestRefusal {
        RequestRefusal(response: .status(400, reason: "BadRequest", message: message))
    }
}

extension APIRequest {
    /// The request without its body. Throws ``RequestRefusal``.
    init(_ head: HTTPRequestHead) throws {
        guard let method = Method(head.method) else {
            throw RequestRefusal(
                response: .status(
                    405, reason: "MethodNotAllowed",
                    message: "the server does not allow this method on the requested resource",
                    details: [:]))
        }
        let (path, query) = try RequestTarget.parse(head.uri)
        var headers = HeaderFields()
        for (name, value) in head.headers { headers.add(name: name, value: value) }
        self.init(method, path, query: query, headers: headers)
    }
}

extension APIRequest.Method {
    /// HEAD is served as GET, as in Kubernetes; the HTTP layer leaves the body out.
    fileprivate init?(_ method: HTTPMethod) {
        switch method {
        case .GET, .HEAD: self = .get
        case .POST: self = .post
        case .PUT: self = .put
        case .PATCH: self = .patch
        case .DELETE: self = .delete
        case .OPTIONS: self = .options
        default: return nil
        }
    }
}

/// The target of a request line: `/path?query`, percent-encoded.
enum RequestTarget {
    /// Throws ``RequestRefusal`` for a wrong encoding, text that is not UTF-8, or a target that has no path.
    static func parse(_ target: String) throws -> (path: String, query: QueryItems) {
        var bytes = Array(target.utf8)[...]
        if let scheme = absoluteForm(bytes) { bytes = scheme }
        guard bytes.first == UInt8(ascii: "/") else {
            throw RequestRefusal.badRequest("the request target has no path")
        }
        if let fragment = bytes.firstIndex(of: UInt8(ascii: "#")) { bytes = bytes[..<fragment] }
        let split = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        let path = try decode(bytes[..<split], plusIsSpace: false, what: "path")
        guard !path.utf8.contains(0) else { throw RequestRefusal.badRequest("the request path has a null character") }
        var query = QueryItems()
        for item in bytes[split...].dropFirst().split(separator: UInt8(ascii: "&")) {
            let equals = item.firstIndex(of: UInt8(ascii: "=")) ?? item.endIndex
            query.append(
                try decode(item[..<equals], plusIsSpace: true, what: "query"),
                try decode(item[equals...].dropFirst(), plusIsSpace: true, what: "query"))
        }
        return (path, query)
    }

    /// What follows `https://host` in a proxy-style target, nil for other targets.
    private static func absoluteForm(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        for scheme in ["https://", "http://"] where bytes.starts(with: scheme.utf8) {
            let rest = bytes.dropFirst(scheme.utf8.count)
            return rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }.map { rest[$0...] } ?? []
        }
        return nil
    }

    private static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool, what: String) throws -> String {
        do {
            return try PercentEncoding.decode(bytes, plusIsSpace: plusIsSpace)
        } catch .malformed {
            throw RequestRefusal.badRequest("the request \(what) has an invalid percent-encoding")
        } catch .notUTF8 {
            throw RequestRefusal.badRequest("the request \(what) is not UTF-8")
        }
    }
}
