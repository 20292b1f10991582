import APIServer
import Foundation
import KubernetesAPI
import NIOCore
import Synchronization
import Testing

/// Streams what its continuation is given; tells when its producer was cancelled.
private final class StreamHandler: RequestHandler {
    let started = AsyncStream.makeStream(of: AsyncThrowingStream<[UInt8], any Error>.Continuation.self)
    let ended = AsyncStream.makeStream(of: Bool.self)

    func respond(to request: APIRequest, from connection: ConnectionIdentity) async -> APIResponse {
        let (stream, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        let ended = ended.continuation
        continuation.onTermination = { reason in
            if case .cancelled = reason { ended.yield(true) } else { ended.yield(false) }
        }
        started.continuation.yield(continuation)
        return APIResponse(status: 200, headers: ["Content-Type": "application/json"], body: .stream(stream))
    }

    func prepareUpgrade(_ request: APIRequest, from connection: ConnectionIdentity) async -> UpgradeDecision {
        .refuse(APIResponse(status: 404))
    }
}

/// Produces without end and counts how much was taken from it.
private final class FloodHandler: RequestHandler {
    let produced = Mutex(0)

    func respond(to request: APIRequest, from connection: ConnectionIdentity) async -> APIResponse {
        let stream = AsyncThrowingStream<[UInt8], any Error> {
            self.produced.withLock { $0 += 64 << 10 }
            return [UInt8](repeating: 0x61, count: 64 << 10)
        }
        return APIResponse(status: 200, body: .stream(stream))
    }

    func prepareUpgrade(_ request: APIRequest, from connection: ConnectionIdentity) async -> UpgradeDecision {
        .refuse(APIResponse(status: 404))
    }
}

/// Works on for a while when it is cancelled.
private final class LateHandler: RequestHandler {
    let began = AsyncStream.makeStream(of: Void.self)
    let hasEnded = Mutex(false)

    func respond(to request: APIRequest, from connection: ConnectionIdentity) async -> APIResponse {
        began.continuation.yield()
        do { try await Task.sleep(for: .seconds(60)) } catch {
            await Task.detached { try? await Task.sleep(for: .milliseconds(200)) }.value  // is not cancelled
        }
        hasEnded.withLock { $0 = true }
        return APIResponse(status: 200)
    }

    func prepareUpgrade(_ request: APIRequest, from connection: ConnectionIdentity) async -> UpgradeDecision {
        .refuse(APIResponse(status: 404))
    }
}

@Suite struct StreamedAnswerTests {
    @Test("chunks arrive as they are produced and the end ends the answer", arguments: ["--http1.1", "--http2"])
    func chunks(version: String) async throws {
        let handler = StreamHandler()
        try await LiveServer.with(handler) { server in
            async let answer = server.curl("/watch", [version, "-N"])
            for await continuation in handler.started.stream {
                continuation.yield(Array("one\n".utf8))
                continuation.yield(Array("two\n".utf8))
                continuation.finish()
                break
            }
            let whole = try await answer
            #expect(whole.body == "one\ntwo\n")
            #expect(whole.exitCode == 0)
        }
    }

    @Test("a client that leaves cancels the producer, though nothing is written", arguments: ["--http1.1", "--http2"])
    func leaving(version: String) async throws {
        let handler = StreamHandler()
        try await LiveServer.with(handler) { server in
            async let answer = server.curl("/watch", [version, "--max-time", "2"])
            var ended = handler.ended.stream.makeAsyncIterator()
            #expect(await ended.next() == true)
            let begun = try await answer
            #expect(begun.status == 200)
        }
    }

    @Test("a producer that fails breaks the answer off", arguments: ["--http1.1", "--http2"])
    func failing(version: String) async throws {
        struct Broken: Error {}
        let handler = StreamHandler()
        try await LiveServer.with(handler) { server in
            async let answer = server.curl("/watch", [version])
            for await continuation in handler.started.stream {
                continuation.yield(Array("one\n".utf8))
                continuation.finish(throwing: Broken())
                break
            }
            let broken = try await answer
            #expect(broken.exitCode != 0)
        }
    }

    @Test("stopping the server ends watches cleanly", arguments: ["--http1.1", "--http2"])
    func stopping(version: String) async throws {
        let handler = StreamHandler()
        let request = try await LiveServer.with(handler) { server in
            // Outlives this scope on purpose: the server stops while the request is being answered.
            let request = Task { try await server.curl("/watch", [version]) }
            for await _ in handler.started.stream { break }
            return request
        }
        let answer = try await request.value
        #expect(answer.exitCode == 0, "\(answer.errors)")
        #expect(answer.status == 200)
    }

    @Test(
        "work that a stopping server cancels ends before its event loops do, which it needs for that",
        arguments: ["--http1.1", "--http2"])
    func lateEnd(version: String) async throws {
        let handler = LateHandler()
        let request = try await LiveServer.with(handler) {
            $0.shutdownGrace = .milliseconds(50)
        } _: { server in
            // Outlives this scope on purpose: the server stops while the request is being answered.
            let request = Task { try await server.curl("/late", [version]) }
            for await _ in handler.began.stream { break }
            return request
        }
        #expect(handler.hasEnded.withLock { $0 })
        #expect(try await request.value.exitCode != 0)
    }

    @Test("a client that does not read stops the producer", arguments: ["--http1.1", "--http2"])
    func backPressure(version: String) async throws {
        let handler = FloodHandler()
        try await LiveServer.with(handler) { server in
            // A slow reader: curl takes 64 KiB a second; without back-pressure hundreds of MiB would be produced.
            _ = try await server.curl("/flood", [version, "--limit-rate", "64k", "--max-time", "1", "-o", "/dev/null"])
            #expect(handler.produced.withLock { $0 } < 32 << 20)
        }
    }

    @Test("a client that takes nothing of a long answer is given up", arguments: ["--http1.1", "--http2"])
    func stalled(version: String) async throws {
        let handler = LongAnswerHandler()
        try await LiveServer.with(handler) {
            $0.stallTimeout = .milliseconds(300)
        } _: { server in
            async let answer = server.curl("/long", [version, "--limit-rate", "1", "-o", "/dev/null"])
            var ended = handler.ended.stream.makeAsyncIterator()
            _ = await ended.next()
            let begun = try await answer
            #expect(begun.exitCode != 0)
        }
    }

    @Test("a long answer arrives whole, and is under way until it has", arguments: ["--http1.1", "--http2"])
    func long(version: String) async throws {
        let handler = LongAnswerHandler()
        try await LiveServer.with(handler) { server in
            let answer = try await server.curl("/long", [version, "-o", "/dev/null", "-w", "%{size_download}"])
            #expect(answer.output == "\(LongAnswerHandler.size)", "\(answer.errors)")
            var ended = handler.ended.stream.makeAsyncIterator()
            _ = await ended.next()
        }
    }
}

/// Answers with a body that no socket buffer holds; tells when it has been sent or given up.
private final class LongAnswerHandler: RequestHandler {
    static let size = 32 << 20
    let ended = AsyncStream.makeStream(of: Void.self)

    func respond(to request: APIRequest, from connection: ConnectionIdentity) async -> APIResponse {
        var response = APIResponse(status: 200, body: .bytes([UInt8](repeating: 0x61, count: Self.size)))
        let ended = ended.continuation
        response.onEnd = { ended.yield() }
        return response
    }

    func prepareUpgrade(_ request: APIRequest, from connection: ConnectionIdentity) async -> UpgradeDecision {
        .refuse(APIResponse(status: 404))
    }
}
