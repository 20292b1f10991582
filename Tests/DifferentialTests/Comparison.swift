import Foundation

/// Answers compared with what is expected.
struct Comparison {
    private(set) var failures: [String] = []
    /// The rules that changed an answer.
    private(set) var used: Set<String> = []
    /// Where to write what was answered, for the eye.
    private let kept: URL?

    init(keeping directory: String?) { kept = directory.map { URL(filePath: $0) } }

    mutating func add(_ step: Step, _ answer: RecordedAnswer) throws {
        var expected = try RecordedAnswer(parsing: String(contentsOf: step.answer, encoding: .utf8))
        var answer = answer
        for difference in knownDifferences {
            let before = (expected, answer)
            difference.apply(&expected, &answer, step)
            if before != (expected, answer) { used.insert(difference.id) }
        }
        try keep(answer, of: step, "answer")
        if let exception = try ExceptionalAnswer(of: step) {
            if exception.answer == expected {
                fail(step, "\(step.exception.lastPathComponent) says what the reference says")
            }
            expected = exception.answer
        }
        guard answer != expected else { return }
        try keep(expected, of: step, "expected")
        fail(step, "- expected, + answered\n\(lineDifference(expected.text, answer.text))")
    }

    private mutating func fail(_ step: Step, _ text: String) { failures.append("\(step.name): \(text)") }

    private func keep(_ answer: RecordedAnswer, of step: Step, _ what: String) throws {
        guard let file = kept?.appending(path: step.name).deletingPathExtension().appendingPathExtension(what)
        else { return }
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try answer.text.write(to: file, atomically: true, encoding: .utf8)
    }
}
