import KubernetesAPI
import StreamProtocols
import Synchronization

@testable import ContainerRuntime
@testable import NodeAgent

/// A machine in memory: containers run until they are told to exit.
final class FakeRuntime: PodRuntime {
    struct State {
        var sandboxes: [String: Sandbox] = [:]
        var containers: [ContainerID: ContainerRecord] = [:]
        var specs: [ContainerID: ContainerSpec] = [:]
        var calls: [String] = []
        var createError: RuntimeError?
        var startError: RuntimeError?
        var ignoresTerm = false
        /// Exit codes of exec'd commands, by their first word; 0 for others.
        var execCodes: [String: Int32] = [:]
    }
    let state = Mutex(State())
    let exits: AsyncStream<ContainerRecord>
    private let exit: AsyncStream<ContainerRecord>.Continuation
    let name = "runc"
    let version = "1.1.5"

    init() { (exits, exit) = AsyncStream.makeStream() }

    var calls: [String] { state.withLock { $0.calls } }

    func createSandbox(_ spec: SandboxSpec) async throws -> Sandbox {
        state.withLock { state in
            state.calls.append("createSandbox \(spec.name)")
            let sandbox = Sandbox(spec: spec, addresses: ["10.85.0.9"])
            state.sandboxes[spec.podUID] = sandbox
            return sandbox
        }
    }

    func removeSandbox(podUID: String) async throws {
        state.withLock { state in
            state.calls.append("removeSandbox \(podUID)")
            state.sandboxes[podUID] = nil
            state.containers = state.containers.filter { $0.key.podUID != podUID }
        }
    }

    func createContainer(_ spec: ContainerSpec, in sandbox: Sandbox) async throws {
        try state.withLock { state in
            state.calls.append("create \(spec.id.name) \(spec.id.attempt)")
            if let error = state.createError { throw error }
            state.specs[spec.id] = spec
            state.containers[spec.id] = ContainerRecord(
                id: spec.id, uniqueID: "hex-\(spec.id)", imageID: spec.imageID, state: .created,
                logPath: "/log/\(spec.id)")
        }
    }

    func startContainer(_ id: ContainerID) async throws -> ContainerRecord {
        try state.withLock { state in
            state.calls.append("start \(id.name) \(id.attempt)")
            if let error = state.startError { throw error }
            guard var record = state.containers[id] else { throw RuntimeError(.notFound, "no container \(id)") }
            record.state = .running(pid: 1, startedAt: 1_700_000_000)
            state.containers[id] = record
            return record
        }
    }

    func signal(_ id: ContainerID, _ signal: Int32) async throws {
        let ends = state.withLock { state in
            state.calls.append("signal \(id.name) \(signal)")
            return signal == 9 || !state.ignoresTerm
        }
        if ends { end(id, code: 128 + signal) }
    }

    func removeContainer(_ id: ContainerID) async throws {
        state.withLock { state in
            state.calls.append("remove \(id.name) \(id.attempt)")
            state.containers[id] = nil
        }
    }

    /// The container's process exits.
    func end(_ id: ContainerID, code: Int32) {
        let record = state.withLock { state -> ContainerRecord? in
            guard var record = state.containers[id], case .running(_, let startedAt) = record.state else { return nil }
            record.state = .exited(
                code: code, outOfMemory: false, startedAt: startedAt, finishedAt: Double(Timestamp.now.seconds))
            state.containers[id] = record
            return record
        }
        if let record { exit.yield(record) }
    }

    func inventory() async throws -> RuntimeInventory {
        state.withLock {
            RuntimeInventory(sandboxes: Array($0.sandboxes.values), containers: Array($0.containers.values))
        }
    }

    func exec(_ id: ContainerID, command: [String], options: ProcessIO) async throws -> any ContainerProcess {
        let code = state.withLock { state in
            state.calls.append("exec \(id.name) \(command.joined(separator: " "))")
            return command.first.flatMap { state.execCodes[$0] } ?? 0
        }
        return FakeProcess(chunks: [.stdout(Array("said\n".utf8))], code: code)
    }

    func attach(_ id: ContainerID, options: ProcessIO) async throws -> any ContainerProcess {
        FakeProcess(chunks: [], code: 0)
    }
}

/// Images by name.
final class FakeImages: ImageStoring {
    private let images: Mutex<[String: ImageRecord]>
    private let pullable: [String: ImageRecord]

    init(present: [String] = ["busybox:1.36"], pullable: [String] = []) {
        images = Mutex(Dictionary(uniqueKeysWithValues: present.map { ($0, FakeImages.image($0)) }))
        self.pullable = Dictionary(uniqueKeysWithValues: pullable.map { ($0, FakeImages.image($0)) })
    }

    static func image(_ name: String) -> ImageRecord {
        ImageRecord(
            id: "sha256:\(name)", names: ["docker.io/library/\(name)"], digests: [], size: 10, created: nil,
            configuration: ImageConfiguration(), layers: [])
    }

    func add(_ name: String) { images.withLock { $0[name] = FakeImages.image(name) } }

    func find(_ reference: String) async throws -> ImageRecord? {
        images.withLock { images in images[reference] ?? images.values.first { $0.id == reference } }
    }
    func list() async throws -> [ImageRecord] { images.withLock { Array($0.values) } }
    func pull(_ reference: String, credentials: RegistryCredentials?, progress: (@Sendable (String) -> Void)?)
        async throws -> ImageRecord
    {
        guard let image = pullable[reference] else { throw ImageError(.pull, "no such image: \(reference)") }
        images.withLock { $0[reference] = image }
        return image
    }
    func remove(_ reference: String) async throws { images.withLock { $0[reference] = nil } }
}

/// A process that says what it was made with, and remembers what it was told.
final class FakeProcess: ContainerProcess {
    struct State {
        var input: [UInt8] = []
        var isInputClosed = false
        var sizes: [String] = []
        var isClosed = false
    }
    let state = Mutex(State())
    let output: any AsyncSequence<ProcessOutput, any Error> & Sendable
    private let continuation: AsyncThrowingStream<ProcessOutput, any Error>.Continuation
    private let code: Int32

    /// With `endsWithInput` it lives until its input is closed.
    init(chunks: [ProcessOutput], code: Int32, endsWithInput: Bool = false) {
        let (stream, continuation) = AsyncThrowingStream<ProcessOutput, any Error>.makeStream()
        output = stream
        self.continuation = continuation
        self.code = code
        for chunk in chunks { continuation.yield(chunk) }
        if !endsWithInput { continuation.finish() }
    }

    func write(_ bytes: [UInt8]) async throws { state.withLock { $0.input += bytes } }
    func closeInput() async {
        state.withLock { $0.isInputClosed = true }
        continuation.finish()
    }
    func resize(columns: UInt16, rows: UInt16) async { state.withLock { $0.sizes.append("\(columns)x\(rows)") } }
    func waitForExit() async throws -> Int32 { code }
    func close() async {
        state.withLock { $0.isClosed = true }
        continuation.finish()
    }
}
