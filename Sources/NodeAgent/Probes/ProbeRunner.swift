internal import ContainerRuntime
internal import KubernetesAPI
internal import NIOCore
internal import NIOPosix

/// Asks a container once how it is, in the way its probe says.
struct ProbeRunner: Sendable {
    enum Answer: Sendable, Equatable {
        case success
        case failure(String)
    }

    /// Bytes of a command's output that go into an event.
    static let outputLimit = 10 * 1024

    let runtime: any PodRuntime
    let id: ContainerID
    let container: Container
    /// The pod's address.
    let address: String

    /// Answers within the probe's timeout.
    func run(_ probe: Probe) async -> Answer {
        let timeout = Duration.seconds(Int64(max(1, probe.timeoutSeconds)))
        return await withTaskGroup(of: Answer.self) { group in
            group.addTask { await ask(probe) }
            group.addTask {
                // Cancelled when the answer is there; what is returned then is not read.
                try? await Task.sleep(for: timeout)
                return .failure("the probe timed out after \(goDuration(seconds: timeout.components.seconds))")
            }
            let first = await group.next() ?? .success
            group.cancelAll()
            return first
        }
    }

    private func ask(_ probe: Probe) async -> Answer {
        do {
            if let action = probe.exec { return try await command(action.command) }
            if let action = probe.httpGet {
                let get = HTTPProbe(
                    action: action, host: action.host.isEmpty ? address : action.host,
                    port: try port(action.port), connectTimeout: .seconds(Int64(max(1, probe.timeoutSeconds))))
                return try await get.run()
            }
            if let action = probe.tcpSocket {
                let host = action.host.isEmpty ? address : action.host
                let number = try port(action.port)
                do {
                    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                        .connectTimeout(.seconds(Int64(max(1, probe.timeoutSeconds))))
                        .connect(host: host, port: number).get()
                    try await channel.close()
                    return .success
                } catch {
                    return .failure("dial tcp \(host):\(number): \(reason(error))")
                }
            }
            return .success
        } catch {
            return .failure("\(error)")
        }
    }

    private func command(_ command: [String]) async throws -> Answer {
        var io = ProcessIO()
        io.stdout = true
        io.stderr = true
        let process = try await runtime.exec(id, command: command, options: io)
        return try await withTaskCancellationHandler {
            var output: [UInt8] = []
            for try await chunk in process.output {
                switch chunk {
                case .stdout(let bytes), .stderr(let bytes):
                    output += bytes.prefix(ProbeRunner.outputLimit - output.count)
                }
            }
            let code = try await process.waitForExit()
            await process.close()
            return code == 0 ? .success : .failure(String(decoding: output, as: UTF8.self))
        } onCancel: {
            // Reason for a task of its own: a cancellation handler cannot wait, and the process must be hung up.
            Task { await process.close() }
        }
    }

    /// A number, or the name of one of the container's ports.
    private func port(_ port: IntOrString) throws -> Int {
        switch port {
        case .int(let number): return Int(number)
        case .string(let name):
            if let number = Int(name) { return number }
            guard let found = container.ports.first(where: { $0.name == name }) else {
                throw ResolutionError("couldn't find port \"\(name)\" in container \(container.name)")
            }
            return Int(found.containerPort)
        }
    }
}

/// A connection error in one phrase.
func reason(_ error: any Error) -> String {
    if let error = error as? NIOConnectionError, let first = error.connectionErrors.first { return reason(first.error) }
    if let error = error as? IOError { return "connect: \(FileError("", "", error.errnoCode).text)" }
    return "\(error)"
}
