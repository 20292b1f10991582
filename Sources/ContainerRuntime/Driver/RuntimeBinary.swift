import Glibc

/// An OCI runtime's command line: `RUNTIME --root DIR COMMAND …`, the same for runc and crun.
struct RuntimeBinary: Sendable, Codable, Equatable {
    /// `runc` or `crun`.
    var name: String
    var version: String
    var path: String
    /// Where it keeps its own state.
    var root: String

    var globalArguments: [String] { ["--root", root] }

    /// Runs a command to its end; throws what it printed if it failed.
    func run(_ arguments: [String], failure: RuntimeError.Kind, reactor: Reactor) async throws {
        let null = try Descriptor.open("/dev/null", O_RDWR)
        let errors = try Descriptor.memory("runtime-errors")
        let process = try ChildProcess(
            .init(
                path: path, arguments: globalArguments + arguments,
                environment: ["PATH=\(RuntimeConfig.defaultPath)"], descriptors: [null, null, errors]),
            reactor: reactor)
        guard await process.wait() != 0 else { return }
        lseek(errors.raw, 0, SEEK_SET)
        let printed = String(decoding: try errors.read(upTo: 1 << 16) ?? [], as: UTF8.self)
        throw RuntimeError(
            failure, "OCI runtime \(arguments.first ?? "") failed: \(RuntimeErrorText.clean(printed))")
    }

    /// Kills what is left of a container and removes the runtime's state of it; succeeds if it has none.
    func delete(_ id: String) async throws {
        guard Files.exists("\(root)/\(id)") else { return }
        let outcome = try await Tool.run(path, globalArguments + ["delete", "--force", id])
        guard !outcome.succeeded, Files.exists("\(root)/\(id)") else { return }
        throw RuntimeError(.io, "OCI runtime delete failed: \(RuntimeErrorText.clean(outcome.error))")
    }
}
