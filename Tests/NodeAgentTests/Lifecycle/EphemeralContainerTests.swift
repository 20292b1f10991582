import ContainerRuntime
import KubernetesAPI
import Testing

@testable import NodeAgent

@Suite("Ephemeral containers in a pod's lifecycle")
struct EphemeralContainerTests {
    func running(_ pod: Pod = makePod()) -> Simulation {
        var life = Simulation(pod)
        life.start()
        return life
    }

    func add(_ names: [String], to life: inout Simulation) {
        life.change { pod in pod.spec.ephemeralContainers += names.map { makeEphemeral($0) } }
    }

    @Test("A7: one that is added to a running pod is started at once, and told when it runs")
    func startsAtOnce() {
        var life = running()
        life.steps = []
        life.publications = 0
        add(["dbg"], to: &life)
        #expect(life.steps == ["launch dbg 0"])
        #expect(life.publications == 1)
        #expect(
            life.notes.suffix(3) == [
                "Normal Pulled Container image \"busybox:1.36\" already present on machine",
                "Normal Created Created container: dbg", "Normal Started Started container dbg",
            ])
        #expect(life.containerStatus("dbg").state.running != nil)
    }

    @Test("A7: several start one after another in the order of the spec")
    func startInOrder() {
        var life = running()
        life.slowLaunches = ["b"]
        life.steps = []
        add(["b", "a"], to: &life)
        #expect(life.steps == ["launch b 0"])
        life.finishLaunch("b")
        #expect(life.steps == ["launch b 0", "launch a 0"])
    }

    @Test("A7: they go before init and regular containers, also while init runs")
    func beforeOthers() {
        var life = Simulation(makePod(initContainers: [makeContainer("setup")], ephemeral: ["dbg"]))
        life.start()
        #expect(life.steps == ["volumes", "sandbox", "launch dbg 0", "launch setup 0"])
        add(["dbg2"], to: &life)
        #expect(life.steps.last == "launch dbg2 0")
        #expect(life.containerStatus("setup").state.running != nil)
    }

    @Test("A7: a failed one holds up neither the next nor the pod", arguments: ["pull", "config", "create"])
    func failureBlocksNobody(kind: String) {
        var life = Simulation(makePod(ephemeral: ["bad", "good"]))
        switch kind {
        case "pull": life.imageFailures["bad"] = .pull("no such host")
        case "config": life.launchFailures["bad"] = { _ in .configuration("unable to find target container x") }
        default: life.launchFailures["bad"] = { _ in .create("cannot mount") }
        }
        life.start()
        #expect(life.slot("good")?.run != nil)
        #expect(life.slot("app")?.run != nil)
        #expect(life.slot("bad")?.phase == .idle)
    }

    @Test("A7: none is ever restarted, under any restart policy", arguments: ["Always", "OnFailure", "Never"], [0, 3])
    func neverRestarted(policy: String, code: Int) {
        var life = running(makePod(ephemeral: ["dbg"], restartPolicy: policy))
        life.steps = []
        life.exit("dbg", code: Int32(code), message: "oops")
        life.pass(seconds: 1000)
        #expect(life.steps == [])
        let status = life.containerStatus("dbg")
        #expect(status.state.terminated?.exitCode == Int32(code))
        #expect(status.state.terminated?.reason == (code == 0 ? "Completed" : "Error"))
        #expect(status.state.terminated?.message == "oops")
        #expect(status.restartCount == 0)
        #expect(status.lastState == ContainerState())
        #expect(!status.ready)
        #expect(status.started == nil)
    }

    @Test("A7: readiness, phase and conditions do not depend on them")
    func noEffectOnPod() {
        var life = running()
        let before = life.status()
        life.imageFailures["dbg"] = .pull("gone")
        add(["dbg"], to: &life)
        let after = life.status()
        #expect(after.phase == "Running")
        #expect(after.qosClass == before.qosClass)
        #expect(after.conditions.map(\.status) == before.conditions.map(\.status))
    }

    @Test("A13: in a crash-looping pod one is started while the container waits")
    func inCrashLoop() {
        var life = running()
        life.exit("app", code: 1)
        life.exit("app", code: 1)
        #expect(life.containerStatus("app").state.waiting?.reason == "CrashLoopBackOff")
        add(["dbg"], to: &life)
        #expect(life.slot("dbg")?.run != nil)
        #expect(life.status().phase == "Running")
    }

    @Test("A10: one whose target was never created waits, and starts with the target")
    func targetLater() {
        var life = Simulation(makePod())
        life.imageFailures["app"] = .pull("not yet")
        life.start()
        life.launchFailures["dbg"] = { _ in .configuration("unable to find target container app") }
        life.change { $0.spec.ephemeralContainers = [makeEphemeral("dbg", target: "app")] }
        #expect(life.containerStatus("dbg").state.waiting?.reason == "CreateContainerConfigError")
        #expect(life.notes.contains("Warning Failed Error: unable to find target container app"))
        life.imageFailures = [:]
        life.launchFailures = [:]
        life.steps = []
        life.pass(seconds: 9)
        life.send(.timer(.retry("app")))
        life.pass(seconds: 2)
        #expect(life.slot("dbg")?.run != nil)
    }

    @Test("B9: a start that fails ends the container with the reason, and is not tried again")
    func startFailure() {
        var life = running()
        life.launchFailures["dbg"] = {
            .start("exec: \"nosuch\": not found", Simulation.run($0, at: Timestamp(seconds: 1)))
        }
        add(["dbg"], to: &life)
        life.steps = []
        life.pass(seconds: 600)
        #expect(life.steps == [])
        let terminated = life.containerStatus("dbg").state.terminated
        #expect(terminated?.reason == "StartError")
        #expect(terminated?.exitCode == 128)
        #expect(terminated?.message == "exec: \"nosuch\": not found")
    }

    @Test("A7: when no regular container runs or is to run, they are ended with the pod")
    func goWithThePod() {
        var life = running(makePod(ephemeral: ["dbg"], restartPolicy: "Never"))
        life.exit("app", code: 0)
        #expect(life.steps.last == "stop dbg")
        #expect(life.status().phase == "Succeeded")
        #expect(life.notes.contains("Normal Killing Stopping container dbg"))
    }

    @Test("A13: in a pod that is over none is started", arguments: ["Succeeded", "Failed"])
    func notInFinishedPod(phase: String) {
        var life = running(makePod(restartPolicy: "Never"))
        life.exit("app", code: phase == "Failed" ? 1 : 0)
        #expect(life.status().phase == phase)
        life.steps = []
        add(["dbg"], to: &life)
        #expect(life.steps == [])
        #expect(life.containerStatus("dbg").state.waiting?.reason == "ContainerCreating")
    }

    @Test("A19: in a pod that is being deleted none is started, and all are ended with it")
    func deletion() {
        var life = running(makePod(ephemeral: ["dbg"]))
        life.obedient = false
        life.delete(grace: 5)
        add(["late"], to: &life)
        #expect(life.steps.suffix(2) == ["stop app", "stop dbg"])
        life.pass(seconds: 5)
        #expect(life.steps.contains("kill dbg"))
        #expect(!life.steps.contains("launch late 0"))
        #expect(life.isDeletedFromAPI)
    }

    @Test("Before it starts one waits with the reason that the pod's form gives", arguments: [true, false])
    func waitingReason(hasInit: Bool) {
        var life = Simulation(makePod(initContainers: hasInit ? [makeContainer("setup")] : [], ephemeral: ["dbg"]))
        life.slowLaunches = ["dbg"]
        life.start()
        let reason = life.containerStatus("dbg").state.waiting?.reason
        #expect(reason == (hasInit ? "PodInitializing" : "ContainerCreating"))
    }

    @Test("An exit that is told before the start is not lost")
    func earlyExit() {
        var life = running()
        life.slowLaunches = ["dbg"]
        add(["dbg"], to: &life)
        let id = ContainerID(podUID: "uid-web", name: "dbg", attempt: 0)
        life.send(.exited(Simulation.record(id, code: 7, at: life.now), message: "bye"))
        #expect(life.containerStatus("dbg").state.terminated == nil)
        life.finishLaunch("dbg")
        #expect(life.containerStatus("dbg").state.terminated?.exitCode == 7)
        #expect(life.notes.contains("Normal Started Started container dbg"))
    }
}
