internal import KubernetesClient
internal import StreamProtocols
internal import UnixSignals

/// Joins this process's standard streams to a session until it ends, and gives its result; nil when the connection broke.
/// With a terminal, keys go through raw and the window's size follows.
func runSession(_ connection: WebSocketRemoteCommandClient, options: RemoteCommandOptions) async throws
    -> RemoteCommandResult?
{
    let usesTerminal = options.tty && Terminal.inputIsTerminal
    if usesTerminal { Terminal.makeRaw() }
    defer { if usesTerminal { Terminal.restore() } }
    return try await withThrowingTaskGroup(of: Void.self) { group in
        if options.stdin { group.addTask { await sendInput(to: connection) } }
        if usesTerminal { group.addTask { await sendSizes(to: connection) } }
        defer { group.cancelAll() }
        for await event in connection.events {
            switch event {
            case .output(let bytes, let output): try await writeOutput(bytes, to: output)
            case .result(let result): return result
            }
        }
        return nil
    }
}

private func sendInput(to connection: WebSocketRemoteCommandClient) async {
    for await bytes in StandardInput() {
        // A session that has ended reads no more; its result says why.
        do { try await connection.send(.stdin(bytes)) } catch { return }
    }
    if !Task.isCancelled { try? await connection.send(.stdinClosed) }  // likewise
}

private func sendSizes(to connection: WebSocketRemoteCommandClient) async {
    func send() async {
        guard let size = Terminal.size else { return }
        try? await connection.send(.resize(columns: size.columns, rows: size.rows))  // as for input
    }
    await send()
    for await _ in await UnixSignalsSequence(trapping: .sigwinch) { await send() }
}
