import Foundation
import LoneAPIServer
import Synchronization

/// What came of the requests, counted; the failures are kept, each with its request in a file.
final class Report: Sendable {
    private struct State {
        var counts: [String: Int] = [:]
        var failures: [String] = []
    }

    private let directory: String
    private let state = Mutex(State())

    init(directory: String) { self.directory = directory }

    var failures: [String] { state.withLock { $0.failures } }

    /// How many answers had which status.
    var summary: String {
        state.withLock { state in
            state.counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        }
    }

    func judge(_ request: RawRequest, _ outcome: Outcome) {
        switch outcome {
        case .answered(let status, let body):
            count("\(status)")
            if status >= 500, !Self.isExpected(status, request) { fail(request, "\(status) \(body.prefix(500))") }
        case .hungUp:
            count("hung up")
            if !request.isBrokenHTTP { fail(request, "no answer, the connection was closed") }
        case .silent:
            count("silent")
            if !request.isBrokenHTTP { fail(request, "no answer in time") }
        }
    }

    func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(filePath: directory).appending(path: name))
    }

    private func count(_ what: String) { state.withLock { $0.counts[what, default: 0] += 1 } }

    private func fail(_ request: RawRequest, _ why: String) {
        let number = state.withLock { state in
            state.failures.append("\(request.method) \(request.target.prefix(300)): \(why)")
            return state.failures.count
        }
        // The failure is told in any case; its file is a help.
        if number <= 50 { try? write(request.bytes(token: LoneAPIServer.token), "failure-\(number).http") }
    }

    /// 503 is the truth where a node would have to be asked: there is none. 504 is Kubernetes' answer to who asks for a version
    /// that is not there yet, 501 and 505 are HTTP's to what is not understood.
    private static func isExpected(_ status: Int, _ request: RawRequest) -> Bool {
        let asksNode = ["/log", "/exec", "/attach", "/portforward", "/proxy"].contains { request.target.contains($0) }
        return switch status {
        case 503: asksNode
        case 504: request.target.contains("resourceVersion")
        case 501, 505: request.isBrokenHTTP
        default: false
        }
    }
}
