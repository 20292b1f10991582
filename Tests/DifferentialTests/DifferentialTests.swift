import Foundation
import KubernetesAPI
import LoneAPIServer
import Synchronization
import Testing

@Suite struct DifferentialTests {
    @Test("Every request of the corpus is answered as by the reference, known differences apart")
    func corpus() async throws {
        let environment = ProcessInfo.processInfo.environment
        let scenarios = try Corpus.scenarios()
        if let kubeconfig = environment["MAYFLY_DIFFERENTIAL_RECORD"] {
            let failures = try await Reference(kubeconfig: kubeconfig).record(scenarios)
            #expect(failures == [])
            return
        }
        var comparison = Comparison(keeping: environment["MAYFLY_DIFFERENTIAL_KEEP"])
        try await LoneAPIServer.with { server in
            try await Player(transport: server.transport()).play(scenarios) { scenario, outcome in
                switch outcome {
                case .success(let answers):
                    for (step, answer) in answers { try comparison.add(step, answer) }
                case .failure(let error): Issue.record("\(scenario.name): \(error)")
                }
            }
        }
        for failure in comparison.failures.sorted() { Issue.record("\(failure)") }
        guard environment["MAYFLY_DIFFERENTIAL_ONLY"] == nil else { return }
        let unused = Set(knownDifferences.map(\.id)).subtracting(comparison.used)
        #expect(unused.isEmpty, "no answer needs these rules any more")
    }

    @Test("Every known difference has a reason, and every reason a difference")
    func documentation() throws {
        let documented = try KnownDifference.documented()
        var ids = Set(knownDifferences.map(\.id))
        for step in try Corpus.scenarios().flatMap(\.steps) {
            guard let exception = try ExceptionalAnswer(of: step) else { continue }
            #expect(!exception.ids.isEmpty, "\(step.exception.lastPathComponent) names no known difference")
            ids.formUnion(exception.ids)
        }
        #expect(Set(documented).count == documented.count, "a heading stands twice")
        #expect(ids.subtracting(documented) == [], "without a reason")
        if ProcessInfo.processInfo.environment["MAYFLY_DIFFERENTIAL_ONLY"] == nil {
            #expect(Set(documented).subtracting(ids) == [], "without a difference")
        }
    }

    @Test("The corpus is whole: 600 requests or more, each recorded, no stray answers, names that fit")
    func completeness() throws {
        #expect(try Corpus.strays() == [])
        let scenarios = try Corpus.scenarios()
        for scenario in scenarios {
            #expect(scenario.namespace.utf8.count <= 60 && !scenario.namespace.contains("--"), "\(scenario.name)")
            let numbers = scenario.steps.map(\.number)
            #expect(Set(numbers).count == numbers.count && !numbers.contains(""), "\(scenario.name): equal numbers")
        }
        let steps = scenarios.flatMap(\.steps)
        for step in steps {
            #expect(FileManager.default.fileExists(atPath: step.answer.path), "\(step.name) is not recorded")
        }
        if ProcessInfo.processInfo.environment["MAYFLY_DIFFERENTIAL_ONLY"] == nil { #expect(steps.count >= 600) }
    }
}
