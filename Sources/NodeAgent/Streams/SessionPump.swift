internal import ContainerRuntime
internal import NIOCore
internal import StreamProtocols

/// Moves bytes between a joined process and a client, each direction at the pace of its slower side.
struct SessionPump: Sendable {
    let process: any ContainerProcess

    private enum Outcome: Sendable {
        case ended(RemoteCommandResult)
        case clientGone
    }

    /// Runs until the process has ended and all of its output is sent, or the client is gone. The process is left closed.
    func run(_ session: some RemoteCommandSession, reportsExitCode: Bool) async {
        let outcome = await withTaskGroup(of: Outcome.self) { group in
            group.addTask { await sendOutput(to: session, reportsExitCode: reportsExitCode) }
            group.addTask { await takeInput(from: session) }
            let first = await group.next() ?? .clientGone
            group.cancelAll()
            // Wakes a pump that waits for the process.
            await process.close()
            return first
        }
        switch outcome {
        case .ended(let result): await session.finish(result)
        case .clientGone: await session.finish(.failed("the client is gone"))
        }
    }

    private func sendOutput(to session: some RemoteCommandSession, reportsExitCode: Bool) async -> Outcome {
        do {
            for try await chunk in process.output {
                do {
                    switch chunk {
                    case .stdout(let bytes): try await session.write(ByteBuffer(bytes: bytes), to: .stdout)
                    case .stderr(let bytes): try await session.write(ByteBuffer(bytes: bytes), to: .stderr)
                    }
                } catch {
                    return .clientGone
                }
            }
            // An attached container's exit code is told by its status: clients take an attach that ends with an
            // exit code for one that failed, and print the log after it.
            guard reportsExitCode else { return .ended(.exited(code: 0)) }
            return .ended(.exited(code: try await process.waitForExit()))
        } catch {
            return .ended(.failed("\(error)"))
        }
    }

    private func takeInput(from session: some RemoteCommandSession) async -> Outcome {
        var isReading = true
        do {
            for try await input in session.input {
                switch input {
                case .stdin(let buffer):
                    guard isReading else { continue }
                    do {
                        try await process.write(Array(buffer.readableBytesView))
                    } catch {
                        // It reads no more but may still have much to say.
                        isReading = false
                    }
                case .stdinClosed: await process.closeInput()
                case .resize(let columns, let rows): await process.resize(columns: columns, rows: rows)
                }
            }
        } catch {
            return .clientGone
        }
        return .clientGone
    }
}
