import ContainerRuntime
import Glibc
import Logging
import Testing

/// The runtimes under test: `MAYFLY_TEST_RUNTIMES` names them, separated by commas; without it, runc.
let testedRuntimes: [String] = {
    guard let value = getenv("MAYFLY_TEST_RUNTIMES") else { return ["runc"] }
    return String(cString: value).split(separator: ",").map(String.init)
}()

/// A runtime with a data directory of its own, and pods that are removed at the end whatever happens.
final class RuntimeFixture: Sendable {
    let directory: String
    let images: TestImages
    let runtimeName: String
    let runtime: OCIRuntime
    static let podCIDR = "10.213.0.0/16"

    private init(directory: String, images: TestImages, runtimeName: String, runtime: OCIRuntime) {
        self.directory = directory
        self.images = images
        self.runtimeName = runtimeName
        self.runtime = runtime
    }

    static func open(_ directory: String, _ images: TestImages, _ runtimeName: String) async throws -> OCIRuntime {
        try await OCIRuntime.open(
            dataDirectory: "\(directory)/data", runtime: runtimeName, podCIDR: podCIDR, images: images,
            logger: Logger(label: "test"))
    }

    /// Runs the body, then removes every pod and checks that nothing is left on the machine.
    static func with(_ runtimeName: String, _ body: (RuntimeFixture) async throws -> Void) async throws {
        var template = Array("/tmp/mayfly-runtime-XXXXXX".utf8CString)
        let directory = try #require(mkdtemp(&template).map { String(cString: $0) })
        let fixture: RuntimeFixture
        do {
            let images = try await TestImages.make(in: directory)
            fixture = RuntimeFixture(
                directory: directory, images: images, runtimeName: runtimeName,
                runtime: try await open(directory, images, runtimeName))
        } catch {
            _ = try await Shell.run("rm -rf --one-file-system '\(directory)'")
            throw error
        }
        do {
            try await body(fixture)
        } catch {
            try await fixture.tearDown()
            throw error
        }
        try await fixture.tearDown()
    }

    /// A second server's view of the same data directory.
    func reopen() async throws -> OCIRuntime { try await Self.open(directory, images, runtimeName) }

    private func tearDown() async throws {
        let inventory = try await runtime.inventory()
        let uids = Set(inventory.sandboxes.map(\.spec.podUID) + inventory.containers.map(\.id.podUID) + leftPods)
        for uid in uids { try await runtime.removeSandbox(podUID: uid) }
        let leaks = try await Leaks.find(directory: directory, podUIDs: uids)
        #expect(leaks == [], "left on the machine")
        _ = try await Shell.run("rm -rf --one-file-system '\(directory)' '\(runtime.stateDirectory)'")
    }

    private var leftPods: [String] { Leaks.entries("\(directory)/data/pods") }

    /// A pod's sandbox with a UID of its own.
    func sandbox(_ change: (inout SandboxSpec) -> Void = { _ in }) async throws -> Sandbox {
        var spec = SandboxSpec(
            podUID: "test-\(UInt32.random(in: 0...UInt32.max))", namespace: "default", name: "pod", hostname: "pod")
        change(&spec)
        return try await runtime.createSandbox(spec)
    }

    func spec(
        _ sandbox: Sandbox, _ name: String, _ command: [String], _ change: (inout ContainerSpec) -> Void = { _ in }
    ) -> ContainerSpec {
        var spec = ContainerSpec(
            id: ContainerID(podUID: sandbox.spec.podUID, name: name, attempt: 0), imageID: "busybox",
            imageReference: "busybox")
        spec.command = command
        change(&spec)
        return spec
    }

    /// Creates and starts a container.
    @discardableResult
    func start(
        _ sandbox: Sandbox, _ name: String, _ command: [String], _ change: (inout ContainerSpec) -> Void = { _ in }
    ) async throws -> ContainerRecord {
        let spec = spec(sandbox, name, command, change)
        try await runtime.createContainer(spec, in: sandbox)
        return try await runtime.startContainer(spec.id)
    }

    /// Runs a command in a container by exec; its output and exit code.
    func exec(
        _ id: ContainerID, _ command: [String], input: String? = nil
    ) async throws -> (stdout: String, stderr: String, code: Int32) {
        var options = ProcessIO()
        options.stdin = input != nil
        let process = try await runtime.exec(id, command: command, options: options)
        if let input {
            try await process.write(Array(input.utf8))
            await process.closeInput()
        }
        let (out, err) = try await collect(process)
        let code = try await process.waitForExit()
        await process.close()
        return (String(decoding: out, as: UTF8.self), String(decoding: err, as: UTF8.self), code)
    }
}

/// Reads a process's output to its end.
func collect(_ process: any ContainerProcess) async throws -> (stdout: [UInt8], stderr: [UInt8]) {
    var (out, err): ([UInt8], [UInt8]) = ([], [])
    for try await part in process.output {
        switch part {
        case .stdout(let bytes): out += bytes
        case .stderr(let bytes): err += bytes
        }
    }
    return (out, err)
}

extension ContainerProcess {
    /// Reads output until it contains a text; everything read.
    func read(until text: String) async throws -> String {
        var read = ""
        for try await part in output {
            switch part {
            case .stdout(let bytes), .stderr(let bytes): read += String(decoding: bytes, as: UTF8.self)
            }
            if read.contains(text) { return read }
        }
        throw RuntimeError(.io, "output ended without \"\(text)\": \(read)")
    }
}

extension ContainerRecord {
    /// Nil while it runs, or when it is not known.
    var exitCode: Int32? { if case .exited(let code, _, _, _) = state { code } else { nil } }
}
