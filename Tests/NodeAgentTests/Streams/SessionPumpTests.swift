import NIOCore
import StreamProtocols
import Synchronization
import Testing

@testable import ContainerRuntime
@testable import NodeAgent

/// A client in memory.
final class FakeSession: RemoteCommandSession {
    struct State {
        var stdout: [UInt8] = []
        var stderr: [UInt8] = []
        var result: RemoteCommandResult?
        var isGone = false
    }
    let state = Mutex(State())
    let input: AsyncStream<RemoteCommandInput>
    let send: AsyncStream<RemoteCommandInput>.Continuation

    init() { (input, send) = AsyncStream.makeStream() }

    func write(_ bytes: ByteBuffer, to output: RemoteCommandOutput) async throws {
        try state.withLock { state in
            if state.isGone { throw RuntimeError(.io, "gone") }
            if output == .stdout {
                state.stdout += bytes.readableBytesView
            } else {
                state.stderr += bytes.readableBytesView
            }
        }
    }

    func finish(_ result: RemoteCommandResult) async { state.withLock { $0.result = result } }
}

@Suite("Sessions")
struct SessionPumpTests {
    @Test("B3: the exit code comes after the last byte of output")
    func output() async {
        let chunks = (0..<1000).map { ProcessOutput.stdout(Array("chunk \($0)\n".utf8)) } + [.stderr([1, 2])]
        let process = FakeProcess(chunks: chunks, code: 3)
        let session = FakeSession()
        await SessionPump(process: process).run(session, reportsExitCode: true)
        let state = session.state.withLock { $0 }
        #expect(state.stdout == (0..<1000).flatMap { Array("chunk \($0)\n".utf8) })
        #expect(state.stderr == [1, 2])
        #expect(state.result == .exited(code: 3))
        #expect(process.state.withLock { $0.isClosed })
    }

    @Test("A9: input arrives in order, its end closes the process's input, output goes on")
    func input() async {
        let process = FakeProcess(chunks: [], code: 0, endsWithInput: true)
        let session = FakeSession()
        session.send.yield(.resize(columns: 100, rows: 40))
        session.send.yield(.stdin(ByteBuffer(string: "a")))
        session.send.yield(.stdin(ByteBuffer(string: "b")))
        session.send.yield(.stdinClosed)
        await SessionPump(process: process).run(session, reportsExitCode: true)
        let state = process.state.withLock { $0 }
        #expect(state.input == Array("ab".utf8))
        #expect(state.isInputClosed)
        #expect(state.sizes == ["100x40"])
        #expect(session.state.withLock { $0.result } == .exited(code: 0))
    }

    @Test("A client that is gone ends the session, and the process is left")
    func clientGone() async {
        let process = FakeProcess(chunks: [], code: 0, endsWithInput: true)
        let session = FakeSession()
        session.send.finish()
        await SessionPump(process: process).run(session, reportsExitCode: true)
        #expect(process.state.withLock { $0.isClosed })
    }

    @Test("An attach that ends reports success, whatever the container's code")
    func attach() async {
        let session = FakeSession()
        await SessionPump(process: FakeProcess(chunks: [], code: 5)).run(session, reportsExitCode: false)
        #expect(session.state.withLock { $0.result } == .exited(code: 0))
    }
}
