import KubernetesAPI
import Logging
import Synchronization
import Testing

@testable import ContainerRuntime
@testable import NodeAgent

/// A worker over fakes, with its exits passed on as the agent does.
struct WorkerFixture {
    let runtime = FakeRuntime()
    let images = FakeImages()
    let api = FakePodAPI()
    let context: WorkerContext

    init(dataDirectory: String) {
        context = WorkerContext(
            api: api, runtime: runtime, images: images, exits: ExitNotices(), nodeName: "node",
            capacity: NodeCapacity(cpuMillis: 2000, memory: 8 << 30, ephemeralStorage: 1 << 30),
            hostAddresses: ["192.0.2.1"], dataDirectory: dataDirectory,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    func run(_ pod: Pod, recovered: RecoveredPod? = nil, _ body: (PodWorker) async throws -> Void) async throws {
        let sandbox = runtime.state.withLock { $0.sandboxes[pod.metadata.uid] }
        let worker = PodWorker(pod: pod, recovered: recovered, sandbox: sandbox, context: context)
        let runtime = runtime
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await worker.run() }
            group.addTask { for await record in runtime.exits { await worker.exited(record) } }
            try await body(worker)
            group.cancelAll()
        }
    }
}

@Suite("A pod's worker")
struct PodWorkerTests {
    func withFixture(_ body: (WorkerFixture) async throws -> Void) async throws {
        try await withTemporaryDirectory { (directory: String) async throws in
            try await body(WorkerFixture(dataDirectory: directory))
        }
    }

    func isRunning(_ status: PodStatus, _ name: String) -> Bool {
        (status.containerStatuses + status.ephemeralContainerStatuses).contains {
            $0.name == name && $0.state.running != nil
        }
    }

    @Test("A1: brings a pod up, tells its status and its events, and takes it down")
    func life() async throws {
        try await withFixture { fixture in
            let pod = makePod()
            try await fixture.run(pod) { worker in
                try await fixture.api.wait { try isRunning(PodStatus(json: $0.status), "app") }
                let status = try fixture.api.status
                #expect(status.phase == "Running")
                #expect(status.podIP == "10.85.0.9")
                #expect(status.hostIP == "192.0.2.1")
                #expect(status.qosClass == "BestEffort")
                #expect(status.containerStatuses.first?.image == "docker.io/library/busybox:1.36")
                #expect(
                    status.conditions.map { "\($0.type)=\($0.status)" } == [
                        "PodReadyToStartContainers=True", "Initialized=True", "Ready=True", "ContainersReady=True",
                        "PodScheduled=True",
                    ])
                var deleted = pod
                deleted.metadata.deletionTimestamp = .now
                deleted.metadata.deletionGracePeriodSeconds = 30
                worker.submit(.podChanged(deleted))
                try await fixture.api.wait { $0.removed == ["web"] }
                #expect(try fixture.api.status.containerStatuses.first?.state.terminated?.exitCode == 143)
            }
            #expect(
                fixture.runtime.calls == [
                    "createSandbox web", "create app 0", "start app 0", "signal app 15", "removeSandbox uid-web",
                ])
            #expect(
                fixture.api.state.withLock { $0.notes } == [
                    "Normal Pulled Container image \"busybox:1.36\" already present on machine",
                    "Normal Created Created container: app", "Normal Started Started container app",
                    "Normal Killing Stopping container app",
                ])
            #expect(try Files.names(in: PodDirectory.base(fixture.context.dataDirectory)) == [])
        }
    }

    @Test("A7: an ephemeral container is remembered on disk before it is started")
    func ledger() async throws {
        try await withFixture { fixture in
            var pod = makePod()
            try await fixture.run(pod) { worker in
                try await fixture.api.wait { try isRunning(PodStatus(json: $0.status), "app") }
                pod.spec.ephemeralContainers = [makeEphemeral("dbg", target: "app")]
                worker.submit(.podChanged(pod))
                try await fixture.api.wait { try isRunning(PodStatus(json: $0.status), "dbg") }
                let ledger = StartedLedger(
                    directory: PodDirectory(dataDirectory: fixture.context.dataDirectory, podUID: "uid-web"))
                #expect(try ledger.started() == ["dbg"])
                let id = ContainerID(podUID: "uid-web", name: "dbg", attempt: 0)
                let target = ContainerID(podUID: "uid-web", name: "app", attempt: 0)
                #expect(fixture.runtime.state.withLock { $0.specs[id]?.processNamespace } == .target(target))
                // One write tells that it runs; none before it said that it will.
                let told = fixture.api.state.withLock { $0.patches }.filter {
                    $0["status", "ephemeralContainerStatuses"] != nil
                }
                #expect(told.count == 1)
            }
        }
    }

    @Test("A7: one that cannot be created is not remembered, and is tried again")
    func createFails() async throws {
        try await withFixture { fixture in
            try await fixture.run(makePod()) { worker in
                try await fixture.api.wait { try isRunning(PodStatus(json: $0.status), "app") }
                fixture.runtime.state.withLock {
                    $0.createError = RuntimeError(.create, "invalid target container: gone")
                }
                worker.submit(.podChanged(makePod(ephemeral: ["dbg"])))
                try await fixture.api.wait {
                    try PodStatus(json: $0.status).ephemeralContainerStatuses.first?.state.waiting?.reason
                        == "CreateContainerError"
                }
                let ledger = StartedLedger(
                    directory: PodDirectory(dataDirectory: fixture.context.dataDirectory, podUID: "uid-web"))
                #expect(try ledger.started() == [])
                fixture.runtime.state.withLock { $0.createError = nil }
                worker.submit(.timer(.retry("none")))
            }
        }
    }

    @Test(
        "B2: who waits for a container before it is known gets it once it is created, and none once cancelled or gone")
    func waitsForCreation() async throws {
        try await withFixture { fixture in
            try await fixture.run(makePod()) { worker in
                try await fixture.api.wait { try isRunning(PodStatus(json: $0.status), "app") }
                async let early = worker.viewWhenCreated("dbg")
                async let never = worker.viewWhenCreated("other")
                while await worker.viewers.count < 2 { await Task.yield() }
                let cancelled = Task { await worker.viewWhenCreated("other") }
                cancelled.cancel()
                #expect(await cancelled.value == nil)
                worker.submit(.podChanged(makePod(ephemeral: ["dbg"])))
                let id = ContainerID(podUID: "uid-web", name: "dbg", attempt: 0)
                let view = await early
                #expect(view?.createdID == id || view?.runningID == id)
                try await fixture.api.wait { try isRunning(PodStatus(json: $0.status), "dbg") }
                #expect(await worker.viewWhenCreated("dbg")?.runningID == id)
                fixture.runtime.end(id, code: 3)
                try await fixture.api.wait {
                    try PodStatus(json: $0.status).ephemeralContainerStatuses.first?.state.terminated != nil
                }
                #expect(await worker.viewWhenCreated("dbg").map { $0.runningID == nil } == true)
                worker.submit(.podRemoved)
                #expect(await never == nil)
            }
        }
    }

    @Test("A restart follows an exit at once")
    func restart() async throws {
        try await withFixture { fixture in
            try await fixture.run(makePod()) { _ in
                try await fixture.api.wait { try isRunning(PodStatus(json: $0.status), "app") }
                fixture.runtime.end(ContainerID(podUID: "uid-web", name: "app", attempt: 0), code: 1)
                try await fixture.api.wait {
                    let status = try PodStatus(json: $0.status)
                    return isRunning(status, "app") && status.containerStatuses.first?.restartCount == 1
                }
                #expect(try fixture.api.status.containerStatuses.first?.lastState.terminated?.exitCode == 1)
            }
        }
    }

    @Test("B12: what runs is taken over without a call to the runtime and without an event")
    func recovery() async throws {
        try await withFixture { fixture in
            let pod = makePod()
            try await fixture.run(pod) { _ in
                try await fixture.api.wait { try isRunning(PodStatus(json: $0.status), "app") }
            }
            let calls = fixture.runtime.calls.count
            let notes = fixture.api.state.withLock { $0.notes.count }
            var known = pod
            known.status = try fixture.api.status
            let recovery = Recovery(inventory: try await fixture.runtime.inventory(), context: fixture.context)
            let found = try #require(try await recovery.found(known))
            try await fixture.run(known, recovered: found.0) { worker in
                worker.submit(.podChanged(makePod(ephemeral: ["dbg"])))
                try await fixture.api.wait { try isRunning(PodStatus(json: $0.status), "dbg") }
            }
            #expect(Array(fixture.runtime.calls[calls...]) == ["create dbg 0", "start dbg 0"])
            #expect(fixture.api.state.withLock { $0.notes[notes...].allSatisfy { !$0.contains("app") } })
        }
    }

    @Test("A status that could not be told is told again, and only the newest")
    func retry() async throws {
        try await withFixture { fixture in
            fixture.api.state.withLock {
                $0.failures = [.internalError("database is locked"), .serviceUnavailable("starting")]
            }
            try await fixture.run(makePod()) { _ in
                try await fixture.api.wait { try isRunning(PodStatus(json: $0.status), "app") }
            }
        }
    }

    @Test("Streams find a container as it is")
    func view() async throws {
        try await withFixture { fixture in
            try await fixture.run(makePod()) { worker in
                try await fixture.api.wait { try isRunning(PodStatus(json: $0.status), "app") }
                let view = try #require(await worker.view(of: "app"))
                #expect(view.runningID == ContainerID(podUID: "uid-web", name: "app", attempt: 0))
                let none = await worker.view(of: "none")
                #expect(none == nil)
            }
        }
    }
}
