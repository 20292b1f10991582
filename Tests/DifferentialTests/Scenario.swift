import Foundation

/// Requests that belong together: sent in order, in a namespace of their own.
struct Scenario: Sendable {
    /// The folder's path below `corpus`: `patch/json/tests`.
    let name: String
    let steps: [Step]
    /// Whether it may change what a pod without a node says of the nodes there are, whosesoever the pod is.
    let writesNodes: Bool

    init(name: String, steps: [Step]) throws {
        self.name = name
        self.steps = steps
        writesNodes = try steps.contains { step in
            let text = try String(contentsOf: step.request, encoding: .utf8)
            return text.contains(#/(?m)^(POST|PUT|PATCH|DELETE) /api/v1/nodes\b/#)
        }
    }

    var namespace: String { "d-" + name.replacing("/", with: "-") }
}

/// One request of a scenario and what is known of its answers.
struct Step: Sendable {
    /// `patch/json/tests/02-remove.http`.
    let name: String
    let request: URL

    /// The digits at the start of the file's name, by which later requests refer to this one's answer.
    var number: String { String(request.lastPathComponent.prefix { $0.isNumber }) }
    /// What the reference answered.
    var answer: URL { request.deletingPathExtension().appendingPathExtension("answer") }
    /// What is expected instead, where that is listed as a known difference.
    var exception: URL { request.deletingPathExtension().appendingPathExtension("mayfly") }
}

/// The files of `Tests/Differential`.
enum Corpus {
    static let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Differential")

    /// Every scenario, sorted by name; with `$MAYFLY_DIFFERENTIAL_ONLY` those whose name begins with that.
    static func scenarios() throws -> [Scenario] {
        let root = directory.appending(path: "corpus")
        var steps: [String: [Step]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
        where path.hasSuffix(".http") {
            let scenario = path.split(separator: "/").dropLast().joined(separator: "/")
            steps[scenario, default: []].append(Step(name: path, request: root.appending(path: path)))
        }
        let only = ProcessInfo.processInfo.environment["MAYFLY_DIFFERENTIAL_ONLY"] ?? ""
        return try steps.filter { $0.key.hasPrefix(only) }.sorted { $0.key < $1.key }
            .map { try Scenario(name: $0.key, steps: $0.value) }
    }

    /// Answers that belong to no request.
    static func strays() throws -> [String] {
        let root = directory.appending(path: "corpus")
        return try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { path in
            guard path.hasSuffix(".answer") || path.hasSuffix(".mayfly") else { return false }
            let request = root.appending(path: path).deletingPathExtension().appendingPathExtension("http")
            return !FileManager.default.fileExists(atPath: request.path)
        }
    }
}
