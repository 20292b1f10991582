import KubernetesAPI
import SeededRandom

/// Makes requests: one of the corpus, bent in a few places.
struct Mutator {
    let seeds: Seeds
    var random: SeededRandom

    mutating func next() -> RawRequest {
        guard let seed = random.pick(seeds.requests) else { preconditionFailure("the corpus is empty") }
        var request = RawRequest(
            method: seed.method, target: seed.target, headers: seed.headers.map { ($0.name, $0.value) }, body: seed.body
        )
        for _ in 0..<Int.random(in: 0...3, using: &random) { bend(&request) }
        return request
    }

    private mutating func bend(_ request: inout RawRequest) {
        switch Int.random(in: 0..<20, using: &random) {
        case 0: request.method = random.pick(Self.methods) ?? "GET"
        case 1...3: bendPath(&request)
        case 4...6: bendQuery(&request)
        case 7, 8: bendHeaders(&request)
        case 9...15: bendTree(&request)
        case 16, 17: recode(&request)
        case 18: bendBytes(&request.body)
        default: breakHTTP(&request)
        }
    }

    static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE", "BREW"]

    private mutating func bendPath(_ request: inout RawRequest) {
        var (path, query) = request.split
        var segments = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let index = Int.random(in: 0..<segments.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: segments.remove(at: index)
        case 1: segments.insert(segments[index], at: index)
        case 2:
            segments[index] =
                random.pick(["", ".", "..", "%00", "%2e%2e", "%2F", "%", "%zz", "%ff", "*", "a%20b"]) ?? ""
        case 3: segments[index] = String(repeating: "x", count: random.pick([1, 63, 64, 253, 254, 5000]) ?? 1)
        default: segments[index] = random.pick(seeds.segments) ?? ""
        }
        path = segments.joined(separator: "/")
        request.target = (path.hasPrefix("/") ? path : "/" + path) + (query.map { "?" + $0 } ?? "")
        query = nil
    }

    private mutating func bendQuery(_ request: inout RawRequest) {
        let (path, query) = request.split
        var items = query.map { $0.split(separator: "&", omittingEmptySubsequences: false).map(String.init) } ?? []
        switch Int.random(in: 0..<5, using: &random) {
        case 0 where !items.isEmpty: items.remove(at: Int.random(in: 0..<items.count, using: &random))
        case 1:
            let name = random.pick(seeds.parameters)?.prefix { $0 != "=" } ?? ""
            items.append(name + "=" + (random.pick(Self.scalars) ?? ""))
        case 2 where !items.isEmpty: items.append(items[Int.random(in: 0..<items.count, using: &random)])
        default: items.append(random.pick(seeds.parameters) ?? "")
        }
        request.target = path + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
    }

    private static let scalars = [
        "", "0", "1", "-1", "true", "false", "All", "Strict", "Exact", "NotOlderThan", "a%3Db", "a%20in%20(b",
        "99999999999999999999", "9223372036854775807", "-9223372036854775808", "1e9", "%00", "%", "%E9", "!,%3D",
        "1970-01-01T00:00:00Z", "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJ4In0",
    ]

    private mutating func bendHeaders(_ request: inout RawRequest) {
        switch Int.random(in: 0..<6, using: &random) {
        case 0 where !request.headers.isEmpty:
            request.headers.remove(at: Int.random(in: 0..<request.headers.count, using: &random))
        case 1: request.headers.append(("Accept", random.pick(Self.mediaTypes) ?? ""))
        case 2: request.headers.append(("Content-Type", random.pick(Self.mediaTypes) ?? ""))
        case 3:
            let name = random.pick([
                "Accept", "Accept-Encoding", "Content-Encoding", "User-Agent", "If-None-Match", "X-A",
            ])
            request.headers.append((name ?? "", random.pick(Self.headerValues) ?? ""))
        case 4:
            // Asks for a session; what comes is refused, or speaks another protocol than the rest of this connection.
            request.headers.append(("Connection", "Upgrade"))
            request.headers.append(("Upgrade", random.pick(["websocket", "SPDY/3.1", "h2c", ""]) ?? ""))
            request.isBrokenHTTP = true
        default:
            if let header = random.pick(seeds.headers) { request.headers.append((header.name, header.value)) }
        }
    }

    private static let headerValues = [
        "", "gzip", "gzip;q=0", ",;=", ";;;", "*", "*/*;q=x", "\"\"", "a/b/c", String(repeating: "y", count: 9000),
    ]

    private static let mediaTypes = [
        "", "application/json", "application/yaml", "application/vnd.kubernetes.protobuf",
        "application/json-patch+json",
        "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml",
        "application/json;as=Table;v=v1;g=meta.k8s.io", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
        "application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io", "application/json;stream=watch",
        "text/plain",
        "application/com.github.proto-openapi.spec.v2@v1.0+protobuf", "*/*", ";;;",
    ]

    private mutating func breakHTTP(_ request: inout RawRequest) {
        request.isBrokenHTTP = true
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            request.headers.append(
                ("Content-Length", random.pick(["-1", "0", "x", "3", "99999999999999999999"]) ?? ""))
        case 1:
            request.headers.append(("Transfer-Encoding", random.pick(["chunked", "gzip", "chunked, chunked"]) ?? ""))
        case 2: request.headers.append(("Host", random.pick(["", "a b", "[::"]) ?? ""))
        case 3: request.headers.append((random.pick(["", " ", "a b", "é", "a\u{0}"]) ?? "", "x"))
        case 4: request.target = random.pick(["", "*", "http://fuzz/api", "api", "/ /", "/\u{7f}", "//", "/?%"]) ?? ""
        default: request.headers.append(("X-Long", String(repeating: "z", count: 1 << 17)))
        }
    }
}

extension RawRequest {
    fileprivate var split: (path: String, query: String?) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : nil)
    }
}

extension SeededRandom {
    /// Once in so many times.
    mutating func once(in times: Int) -> Bool { Int.random(in: 0..<times, using: &self) == 0 }

    mutating func pick<C: Collection>(_ choices: C) -> C.Element? { choices.randomElement(using: &self) }
}
