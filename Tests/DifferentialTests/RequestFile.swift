import Foundation
import KubernetesAPI

/// A request as it is written in the corpus:
///
///     # What it is about; such lines are not sent.
///     PATCH /api/v1/namespaces/${namespace}/pods/web?dryRun=All
///     Content-Type: application/merge-patch+json
///
///     {"metadata": {"resourceVersion": "${01:metadata.resourceVersion}"}}
///
/// `${namespace}` is the scenario's, `${01:PATH}` a member of the answer to its request 01.
struct RequestFile {
    let request: APIRequest

    init(_ text: String, namespace: String, answers: [String: JSONValue]) throws {
        let filled = try Self.fill(text, namespace: namespace, answers: answers)
        let parts = filled.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
        var lines = (parts.first ?? "").split(separator: "\n").drop { $0.hasPrefix("#") }
        let first = lines.popFirst()?.split(separator: " ", maxSplits: 1) ?? []
        guard first.count == 2, let method = APIRequest.Method(rawValue: String(first[0])) else {
            throw CorpusError("the first line is not a method and a path")
        }
        let target = first[1].split(separator: "?", maxSplits: 1)
        var request = APIRequest(method, try Self.decoded(target[0]))
        for item in target.count > 1 ? target[1].split(separator: "&") : [] {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            request.query.append(try Self.decoded(pair[0]), pair.count > 1 ? try Self.decoded(pair[1]) : "")
        }
        for line in lines {
            let field = line.split(separator: ":", maxSplits: 1)
            guard let name = field.first else { throw CorpusError("\(line) is no header") }
            let value = field.count > 1 ? field[1].drop { $0 == " " } : ""
            request.headers.add(name: String(name), value: String(value))
        }
        if parts.count > 1 {
            let body = parts[1].hasSuffix("\n") ? parts[1].dropLast() : parts[1]
            request.body = Array(body.utf8)
        }
        self.request = request
    }

    private static func decoded(_ text: Substring) throws -> String {
        guard let decoded = text.removingPercentEncoding else { throw CorpusError("\(text) is not percent-encoded") }
        return decoded
    }

    private static func fill(_ text: String, namespace: String, answers: [String: JSONValue]) throws -> String {
        try text.replacing(#/\$\{([^}]+)\}/#) { match in
            if match.1 == "namespace" { return namespace }
            let reference = match.1.split(separator: ":", maxSplits: 1)
            guard reference.count == 2, let answer = answers[String(reference[0])] else {
                throw CorpusError("\(match.0) refers to no earlier request")
            }
            let found = reference[1].split(separator: ".").reduce(answer as JSONValue?) { value, key in
                Int(key).flatMap { index in value?.array.flatMap { index < $0.count ? $0[index] : nil } }
                    ?? value?[String(key)]
            }
            // What an answer lacks is seen in that answer already; the scenario goes on.
            return found?.string ?? found.map { String(decoding: $0.encoded(), as: UTF8.self) } ?? "missing"
        }
    }
}

/// What is wrong with the corpus or its surroundings.
struct CorpusError: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
