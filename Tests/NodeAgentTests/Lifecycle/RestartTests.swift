import ContainerRuntime
import KubernetesAPI
import Testing

@testable import NodeAgent

@Suite("Restarts and back-off")
struct RestartTests {
    @Test(
        "A container is restarted as the policy says",
        arguments: [
            ("Always", 0, true), ("Always", 1, true), ("OnFailure", 0, false), ("OnFailure", 1, true),
            ("Never", 0, false), ("Never", 1, false),
        ])
    func policy(_ policy: String, _ code: Int, _ restarts: Bool) {
        var life = Simulation(makePod(restartPolicy: policy))
        life.start()
        life.exit("app", code: Int32(code))
        #expect(life.steps.contains("launch app 1") == restarts)
    }

    @Test("The first restart is at once, the next after 10 s, doubling to 300 s")
    func backOff() {
        var life = Simulation(makePod())
        life.start()
        life.exit("app", code: 1)
        #expect(life.slot("app")?.run?.id.attempt == 1)
        for (attempt, wait) in [(2, 10), (3, 20), (4, 40), (5, 80), (6, 160), (7, 300), (8, 300)] as [(Int, Int64)] {
            life.exit("app", code: 1)
            let waiting = life.containerStatus("app").state.waiting
            #expect(waiting?.reason == "CrashLoopBackOff")
            #expect(
                waiting?.message
                    == "back-off \(goDuration(seconds: wait)) restarting failed container=app pod=web_default(uid-web)")
            life.pass(seconds: wait - 1)
            #expect(life.slot("app")?.run == nil)
            life.pass(seconds: 1)
            #expect(life.slot("app")?.run?.id.attempt == attempt)
        }
    }

    @Test("The back-off is forgotten after a run of more than ten minutes")
    func backOffReset() {
        var life = Simulation(makePod())
        life.start()
        for _ in 0..<3 {
            life.exit("app", code: 1)
            life.pass(seconds: 60)
        }
        life.pass(seconds: 601)
        life.exit("app", code: 1)
        #expect(life.slot("app")?.run != nil)
        life.exit("app", code: 1)
        #expect(life.containerStatus("app").state.waiting?.message.hasPrefix("back-off 10s ") == true)
    }

    @Test("While it waits, the last state and the restarts are told as the kubelet does")
    func crashLoopStatus() {
        var life = Simulation(makePod())
        life.start()
        life.exit("app", code: 1)
        life.exit("app", code: 2, message: "second")
        let status = life.containerStatus("app")
        #expect(status.lastState.terminated?.exitCode == 2)
        #expect(status.lastState.terminated?.message == "second")
        #expect(status.restartCount == 1)
        #expect(status.containerID == "runc://hex-app-1")
        #expect(!status.ready)
        #expect(status.started == false)
        #expect(life.status().phase == "Running")
        #expect(
            life.notes.last == "Warning BackOff Back-off restarting failed container app in pod web_default(uid-web)")
    }

    @Test("Of the runs before, the last is kept and older ones are discarded")
    func oldRuns() {
        var life = Simulation(makePod())
        life.start()
        for _ in 0..<3 {
            life.exit("app", code: 1)
            life.pass(seconds: 300)
        }
        #expect(life.steps.filter { $0.hasPrefix("discard") } == ["discard app 0", "discard app 1"])
        #expect(life.containerStatus("app").restartCount == 3)
    }

    @Test(
        "Exits are told in Kubernetes' words",
        arguments: [(0, false, "Completed"), (2, false, "Error"), (137, true, "OOMKilled")])
    func reasons(_ code: Int, _ outOfMemory: Bool, _ reason: String) {
        var life = Simulation(makePod(restartPolicy: "Never"))
        life.start()
        life.exit("app", code: Int32(code), outOfMemory: outOfMemory)
        #expect(life.containerStatus("app").state.terminated?.reason == reason)
    }

    @Test("A start that fails is told as RunContainerError and tried again with back-off")
    func startFailure() {
        var life = Simulation(makePod())
        life.launchFailures["app"] = { .start("no such file", Simulation.run($0, at: Timestamp(seconds: 1))) }
        life.start()
        #expect(life.notes.filter { $0 == "Warning Failed Error: no such file" }.count == 2)
        #expect(life.containerStatus("app").state.waiting?.reason == "CrashLoopBackOff")
        #expect(life.containerStatus("app").lastState.terminated?.reason == "StartError")
    }

    @Test("A changed image restarts the container under every policy", arguments: ["Always", "Never"])
    func changedImage(policy: String) {
        var life = Simulation(makePod(restartPolicy: policy))
        life.start()
        life.slowLaunches = ["app"]
        life.change { $0.spec.containers[0].image = "busybox:1.37" }
        // Told while the next run is being made: a phase that is terminal would be for good.
        #expect(life.status().phase == "Running")
        life.finishLaunch("app")
        #expect(life.notes.contains("Normal Killing Container app definition changed, will be restarted"))
        #expect(life.slot("app")?.run?.id.attempt == 1)
        #expect(life.status().phase == "Running")
    }

    @Test(
        "Go writes durations so", arguments: [(5, "5s"), (60, "1m0s"), (80, "1m20s"), (300, "5m0s"), (3661, "1h1m1s")])
    func durations(_ seconds: Int, _ text: String) { #expect(goDuration(seconds: Int64(seconds)) == text) }

    @Test(
        "Go writes fractions so",
        arguments: [(0, "0s"), (85, "85ms"), (1200, "1.2s"), (1005, "1.005s"), (62500, "1m2.5s")])
    func fractions(_ milliseconds: Int, _ text: String) {
        #expect(goDuration(milliseconds: Int64(milliseconds)) == text)
    }
}
