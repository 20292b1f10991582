import ArgumentParser
import Foundation
import LoneAPIServer
import NIOSSL
import SeededRandom

/// Sends bent requests to an API server in this process, over TLS, until the time is over: none may end the process, be
/// answered with a 5xx or not at all, or make it keep memory. Every round has a server of its own, which takes what it holds
/// with it, so that what stays is lost.
@main struct Fuzz: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api-fuzz", abstract: "Fuzz the API server with bent requests of the differential corpus.")

    @Option(help: "How long, in seconds.") var seconds = 60
    @Option(help: "Where to begin; the same seed makes the same requests.") var seed = UInt64.random(in: 0..<1_000_000)
    @Option(help: "The directory of the requests to begin with.") var corpus = "Tests/Differential/corpus"
    @Option(help: "Where failures, and each worker's last request, are written.") var output = "fuzz-output"
    @Option(help: "The most memory the process may take, in MiB.") var memory = 1024

    private static let workers = 4
    private static let roundSeconds = 15

    func run() async throws {
        let seeds = try Seeds(corpus: corpus)
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        let report = Report(directory: output)
        let end = ContinuousClock.now.advanced(by: .seconds(seconds))
        var round: UInt64 = 0
        while ContinuousClock.now < end {
            let roundEnd = min(end, .now.advanced(by: .seconds(Self.roundSeconds)))
            try await LoneAPIServer.with { server in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for worker in 0..<Self.workers {
                        let own = seed &+ round &* 1000 &+ UInt64(worker)
                        group.addTask {
                            var mutator = Mutator(seeds: seeds, random: SeededRandom(seed: own))
                            try await Self.work(worker, &mutator, on: server, until: roundEnd, report)
                        }
                    }
                    try await group.waitForAll()
                }
            }
            round += 1
            let resident = try Memory.residentMiB()
            print("seed \(seed), round \(round): \(report.summary), \(resident) MiB resident")
            if resident > memory {
                throw Failure(description: "the process takes \(resident) MiB, more than \(memory)")
            }
        }
        guard report.failures.isEmpty else { throw Failure(description: report.failures.joined(separator: "\n")) }
    }

    private struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static func work(
        _ worker: Int, _ mutator: inout Mutator, on server: LoneAPIServer, until end: ContinuousClock.Instant,
        _ report: Report
    ) async throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(server.authorityPEM.utf8)))
        configuration.certificateVerification = .noHostnameVerification
        let tls = try NIOSSLContext(configuration: configuration)
        var preparation = worker == 0 ? Seeds.preparation : []
        while ContinuousClock.now < end {
            let connection = try await FuzzConnection.open(port: server.port, tls: tls)
            try await connection.exchange {
                guard ContinuousClock.now < end else { return nil }
                let request = preparation.popLast() ?? mutator.next()
                let bytes = request.bytes(token: LoneAPIServer.token)
                // What a crash leaves behind.
                try report.write(bytes, "last-\(worker).http")
                return (request, bytes)
            } judging: {
                report.judge($0, $1)
            }
        }
    }
}
