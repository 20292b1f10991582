import Foundation
import KubernetesAPI

/// A file of cases, one a block: lines `/path value` edit an object, the indented lines below are the violations that a server
/// must then report, in order. Lines `@/path value` edit what is there before.
struct ValidationTable {
    struct Case: CustomStringConvertible {
        var setup: [(String, JSONValue)] = []
        var edits: [(String, JSONValue)] = []
        var violations: [String] = []

        var description: String {
            (setup + edits).map { "\($0.0) \(String(decoding: $0.1.encoded(), as: UTF8.self))" }.joined(separator: ", ")
        }
    }

    static func cases(_ name: String) throws -> [Case] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Tables/\(name).txt")
        let text = try String(contentsOf: file, encoding: .utf8)
        return try text.split(separator: "\n\n").map { block in
            var result = Case()
            for line in block.split(separator: "\n") {
                if line.hasPrefix("@") {
                    result.setup.append(try edit(line.dropFirst()))
                } else if line.hasPrefix("/") {
                    result.edits.append(try edit(line))
                } else {
                    result.violations.append(String(line.drop { $0 == " " }))
                }
            }
            return result
        }
    }

    private static func edit(_ line: Substring) throws -> (String, JSONValue) {
        let parts = line.split(separator: " ", maxSplits: 1)
        return (String(parts[0]), try JSONValue.parse(parts[1].utf8))
    }
}

extension Answer {
    /// The violations that a 422 tells, each as `field: message` to the end of the line; any other failure as its code and
    /// message.
    var violations: [String] {
        if status < 300 { return [] }
        guard status == 422, let causes = json["details", "causes"]?.array else { return ["\(status) \(message)"] }
        return causes.map { cause in
            let text = "\(cause["field"]?.string ?? ""): \(cause["message"]?.string ?? "")"
            return String(text.prefix { $0 != "\n" })
        }
    }
}
