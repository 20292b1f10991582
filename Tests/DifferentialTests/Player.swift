import Foundation
import KubernetesAPI
import KubernetesClient

/// Sends the requests of scenarios to a server.
struct Player: Sendable {
    let transport: any APITransport

    /// Sends a scenario's requests one after the other, in a namespace that is made for it, and gives the answers, normalized.
    func play(_ scenario: Scenario) async throws -> [(step: Step, answer: RecordedAnswer)] {
        let namespace: JSONValue = [
            "kind": "Namespace", "apiVersion": "v1", "metadata": ["name": .string(scenario.namespace)],
        ]
        let made = try await send(.json(.post, "/api/v1/namespaces", namespace))
        guard made.status == 201 else { throw CorpusError("\(scenario.namespace) was not made: \(made.text)") }
        var normalizer = Normalizer(scenario: scenario.name)
        var bodies: [String: JSONValue] = [:]
        var answers: [(Step, RecordedAnswer)] = []
        for step in scenario.steps {
            let text = try String(contentsOf: step.request, encoding: .utf8)
            var answer: RecordedAnswer
            do {
                let file = try RequestFile(text, namespace: scenario.namespace, answers: bodies)
                answer = try await send(file.request)
            } catch {
                throw CorpusError("\(step.name): \(error)")
            }
            if case .documents(let documents) = answer.body { bodies[step.number] = documents.first }
            normalizer.normalize(&answer, to: step.number)
            answers.append((step, answer))
        }
        return answers
    }

    func send(_ request: APIRequest) async throws -> RecordedAnswer {
        let response = try await transport.respond(to: request)
        return RecordedAnswer(response, body: try await response.collectedBody())
    }

    /// Plays scenarios and hands each one's answers to `body` as they come: those that write nodes one after the other, when all
    /// others have ended.
    func play(
        _ scenarios: [Scenario],
        _ body: (Scenario, Result<[(step: Step, answer: RecordedAnswer)], any Error>) async throws -> Void
    ) async throws {
        try await play(scenarios.filter { !$0.writesNodes }, atOnce: 12, body)
        try await play(scenarios.filter(\.writesNodes), atOnce: 1, body)
    }

    private func play(
        _ scenarios: [Scenario], atOnce count: Int,
        _ body: (Scenario, Result<[(step: Step, answer: RecordedAnswer)], any Error>) async throws -> Void
    ) async throws {
        typealias Outcome = (Scenario, Result<[(step: Step, answer: RecordedAnswer)], any Error>)
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            var rest = scenarios[...]
            func next() {
                guard let scenario = rest.popFirst() else { return }
                group.addTask {
                    do { return (scenario, .success(try await play(scenario))) } catch {
                        return (scenario, .failure(error))
                    }
                }
            }
            for _ in 0..<count { next() }
            while let (scenario, outcome) = try await group.next() {
                next()
                try await body(scenario, outcome)
            }
        }
    }
}

extension Player {
    /// Servers take the part before the slash as the name of who manages fields.
    static let userAgent = "differential/1.0"
}
