import KubernetesAPI
import Testing

@testable import ContainerRuntime
@testable import NodeAgent

@Suite("Recovery")
struct RecoveryTests {
    static let start = Timestamp(seconds: 1_700_000_000)

    func id(_ name: String, _ attempt: Int = 0) -> ContainerID {
        ContainerID(podUID: "uid-web", name: name, attempt: attempt)
    }

    func record(_ id: ContainerID, _ state: ContainerRecord.State) -> ContainerRecord {
        ContainerRecord(
            id: id, uniqueID: Simulation.uniqueID(id), imageID: "sha256:1", state: state, logPath: "/logs/\(id)")
    }

    func found(_ records: [ContainerRecord], sandbox: Bool = true, started: Set<String> = []) -> RecoveredPod {
        RecoveredPod(sandboxAddresses: sandbox ? ["10.85.0.2"] : nil, records: records, startedEphemerals: started)
    }

    let running = ContainerRecord.State.running(pid: 42, startedAt: 1_699_999_000)

    @Test("B12: what runs goes on, with its id, its start and its restarts")
    func adopts() {
        var life = Simulation(
            makePod(ephemeral: ["dbg"]),
            recovering: found(
                [
                    record(id("app", 2), running), record(id("dbg"), running),
                ], started: ["dbg"]))
        life.start()
        #expect(life.steps == ["volumes"])
        #expect(life.notes == [])
        let app = life.containerStatus("app")
        #expect(app.containerID == "runc://hex-app-2")
        #expect(app.restartCount == 2)
        #expect(app.state.running?.startedAt == Timestamp(seconds: 1_699_999_000))
        #expect(app.ready)
        #expect(life.containerStatus("dbg").state.running != nil)
        #expect(life.status().podIP == "10.85.0.2")
    }

    @Test("B12: an exit that happened meanwhile is told, and leads to the restart it leads to always")
    func exitedMeanwhile() {
        let exited = ContainerRecord.State.exited(code: 3, outOfMemory: false, startedAt: 1, finishedAt: 1_699_999_999)
        var life = Simulation(makePod(), recovering: found([record(id("app"), exited)]))
        life.start()
        #expect(life.steps == ["volumes", "launch app 1"])
        #expect(life.containerStatus("app").lastState.terminated?.exitCode == 3)
    }

    @Test("B12: an ephemeral container that has exited stays so")
    func exitedEphemeral() {
        let exited = ContainerRecord.State.exited(code: 3, outOfMemory: false, startedAt: 1, finishedAt: 2)
        var life = Simulation(
            makePod(ephemeral: ["dbg"]), recovering: found([record(id("app"), running), record(id("dbg"), exited)]))
        life.start()
        #expect(!life.steps.contains("launch dbg 0"))
        #expect(life.containerStatus("dbg").state.terminated?.exitCode == 3)
    }

    @Test("B12: one whose record is lost is never run again", arguments: ["ledger", "status"])
    func lostRecord(witness: String) {
        var pod = makePod(ephemeral: ["dbg"])
        if witness == "status" {
            var status = ContainerStatus()
            status.name = "dbg"
            status.containerID = "runc://abc"
            status.state.running = ContainerStateRunning()
            pod.status.ephemeralContainerStatuses = [status]
        }
        var life = Simulation(
            pod, recovering: found([record(id("app"), running)], started: witness == "ledger" ? ["dbg"] : []))
        life.start()
        life.pass(seconds: 1000)
        #expect(!life.steps.contains { $0.hasPrefix("launch dbg") })
        let terminated = life.containerStatus("dbg").state.terminated
        #expect(terminated?.reason == "ContainerStatusUnknown")
        #expect(terminated?.exitCode == 137)
    }

    @Test("B12: one that was never started is started")
    func neverStarted() {
        var life = Simulation(makePod(ephemeral: ["dbg"]), recovering: found([record(id("app"), running)]))
        life.start()
        #expect(life.steps == ["volumes", "launch dbg 0"])
    }

    @Test("B12: after a reboot a new sandbox is made, regular containers are restarted, ephemeral ones are not")
    func reboot() {
        var life = Simulation(
            makePod(initContainers: [makeContainer("setup")], ephemeral: ["dbg"]),
            recovering: found(
                [
                    record(id("setup"), .exited(code: 0, outOfMemory: false, startedAt: 1, finishedAt: 2)),
                    record(id("app"), .lost), record(id("dbg"), .lost),
                ], sandbox: false, started: ["dbg"]))
        life.start()
        #expect(life.steps == ["volumes", "sandbox", "launch setup 1"])
        #expect(life.notes.first == "Normal SandboxChanged Pod sandbox changed, it will be killed and re-created.")
        life.exit("setup")
        #expect(life.steps.last == "launch app 1")
        #expect(life.containerStatus("app").lastState.terminated?.reason == "ContainerStatusUnknown")
        #expect(life.containerStatus("dbg").state.terminated?.reason == "ContainerStatusUnknown")
    }

    @Test("B12: after a reboot a pod that is never restarted has failed")
    func rebootNever() {
        var life = Simulation(
            makePod(restartPolicy: "Never"), recovering: found([record(id("app"), .lost)], sandbox: false))
        life.start()
        #expect(life.steps == [])
        #expect(life.status().phase == "Failed")
    }

    @Test("B12: a pod that is over stays as it was told", arguments: ["Succeeded", "Failed"])
    func finished(phase: String) {
        var pod = makePod()
        pod.status.phase = phase
        var life = Simulation(pod, recovering: found([], sandbox: false))
        life.start()
        #expect(life.steps == [])
        #expect(life.status().phase == phase)
        life.delete()
        #expect(life.isDeletedFromAPI)
    }

    @Test("B12: a pod whose deletion was asked for meanwhile is ended")
    func deletedMeanwhile() {
        var pod = makePod()
        pod.metadata.deletionTimestamp = RecoveryTests.start
        pod.metadata.deletionGracePeriodSeconds = 1
        var life = Simulation(pod, recovering: found([record(id("app"), running)]))
        life.start()
        #expect(life.steps == ["stop app", "remove sandbox"])
        #expect(life.isDeletedFromAPI)
    }
}
