import Glibc

/// Runs `create` or `run --detach` without conmon: the container keeps the streams it is given, so these are files.
enum DetachedCommand {
    static func run(
        _ runtime: RuntimeBinary, _ command: String, _ options: [String] = [], bundle: String, id: String,
        reactor: Reactor
    ) async throws {
        let null = try Descriptor.open("/dev/null", O_RDWR)
        let errors = try Descriptor.open("\(bundle)/errors", O_RDWR | O_CREAT | O_TRUNC)
        let process = try ChildProcess(
            .init(
                path: runtime.path,
                arguments: runtime.globalArguments + [command] + options + ["--bundle", bundle, id],
                environment: ["PATH=\(RuntimeConfig.defaultPath)"], directory: bundle,
                descriptors: [null, null, errors]),
            reactor: reactor)
        guard await process.wait() != 0 else { return }
        let printed = try Files.text("\(bundle)/errors") ?? ""
        throw RuntimeError(.create, "OCI runtime create failed: \(RuntimeErrorText.clean(printed))")
    }
}
