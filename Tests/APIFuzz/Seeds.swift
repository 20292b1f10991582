import Foundation
import KubernetesAPI

/// What requests are made from: those of the differential corpus, and the pieces they are made of.
struct Seeds: Sendable {
    let requests: [Request]
    let segments: [String]
    let parameters: [String]
    let headers: [Header]
    /// Every value that stands anywhere in a body.
    let values: [JSONValue]
    let members: [String]

    /// A request of the corpus, its placeholders filled.
    struct Request: Sendable {
        var method: String
        var target: String
        var headers: [Header]
        var body: [UInt8]
    }

    struct Header: Sendable, Hashable {
        var name: String
        var value: String
    }

    private static let namespaces = ["fuzz-0", "fuzz-1", "fuzz-2"]

    /// What has to be there before the other requests can do much.
    static var preparation: [RawRequest] {
        namespaces.map { name in
            let body: JSONValue = ["kind": "Namespace", "apiVersion": "v1", "metadata": ["name": .string(name)]]
            return RawRequest(
                method: "POST", target: "/api/v1/namespaces", headers: [("Content-Type", "application/json")],
                body: body.encoded())
        }
    }

    /// Reads `*.http` below a directory. The requests of all scenarios meet in few namespaces, so that they find each
    /// other's objects.
    init(corpus: String) throws {
        var requests: [Request] = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: corpus).sorted() where path.hasSuffix(".http") {
            let namespace = Self.namespaces[requests.count % Self.namespaces.count]
            let text = try String(contentsOfFile: corpus + "/" + path, encoding: .utf8)
                .replacing("${namespace}", with: namespace).replacing(#/\$\{[^}]+\}/#, with: "1")
            if let request = Request(text) { requests.append(request) }
        }
        self.requests = requests
        let targets = requests.map { $0.target.split(separator: "?", maxSplits: 1) }
        segments = Set(targets.flatMap { $0.first?.split(separator: "/") ?? [] }).map(String.init).sorted()
        parameters = Set(targets.flatMap { $0.count > 1 ? $0[1].split(separator: "&") : [] }).map(String.init).sorted()
        headers = Set(requests.flatMap(\.headers)).sorted { ($0.name, $0.value) < ($1.name, $1.value) }
        var values: [String: JSONValue] = [:]
        var members = Set<String>()
        func collect(_ value: JSONValue) {
            values[String(decoding: value.encoded(), as: UTF8.self)] = value
            for element in value.array ?? [] { collect(element) }
            for (key, member) in value.object?.members ?? [] {
                members.insert(key)
                collect(member)
            }
        }
        for request in requests {
            // Bodies that are no JSON on purpose have nothing to give.
            if let body = try? JSONValue.parse(request.body) { collect(body) }
        }
        self.values = values.sorted { $0.key < $1.key }.map(\.value)
        self.members = members.sorted()
    }
}

extension Seeds.Request {
    /// Nil where the text is no request.
    fileprivate init?(_ text: String) {
        let parts = text.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
        var lines = (parts.first ?? "").split(separator: "\n").drop { $0.hasPrefix("#") }
        let first = lines.popFirst()?.split(separator: " ", maxSplits: 1) ?? []
        guard first.count == 2 else { return nil }
        method = String(first[0])
        target = String(first[1])
        headers = lines.compactMap { line in
            let field = line.split(separator: ":", maxSplits: 1)
            return field.count == 2
                ? Seeds.Header(name: String(field[0]), value: String(field[1].drop { $0 == " " })) : nil
        }
        body = parts.count > 1 ? Array((parts[1].hasSuffix("\n") ? parts[1].dropLast() : parts[1]).utf8) : []
    }
}
