import ContainerRuntime
import KubernetesAPI
import Testing

@testable import NodeAgent

@Suite("Init containers and sidecars")
struct InitContainerTests {
    @Test("They run one after another before the regular ones")
    func order() {
        var life = Simulation(makePod(initContainers: [makeContainer("one"), makeContainer("two")]))
        life.start()
        #expect(life.steps.last == "launch one 0")
        #expect(life.status().phase == "Pending")
        #expect(life.containerStatus("app").state.waiting?.reason == "PodInitializing")
        let initialized = life.status().conditions.first { $0.type == "Initialized" }
        #expect(initialized?.message == "containers with incomplete status: [one two]")
        #expect(initialized?.reason == "ContainersNotInitialized")
        life.exit("one")
        #expect(life.steps.last == "launch two 0")
        #expect(life.containerStatus("one").ready)
        life.exit("two")
        #expect(life.steps.last == "launch app 0")
        #expect(life.status().phase == "Running")
        #expect(life.status().conditions.first { $0.type == "Initialized" }?.status == "True")
    }

    @Test("One that fails is tried again, or fails the pod under Never", arguments: ["Always", "OnFailure", "Never"])
    func failure(policy: String) {
        var life = Simulation(makePod(initContainers: [makeContainer("one")], restartPolicy: policy))
        life.start()
        life.exit("one", code: 1)
        if policy == "Never" {
            #expect(life.status().phase == "Failed")
            #expect(!life.steps.contains("launch app 0"))
        } else {
            #expect(life.steps.last == "launch one 1")
            #expect(life.status().phase == "Pending")
        }
    }

    @Test("A sidecar is up before what follows it, is restarted always, and ends after the others")
    func sidecar() {
        var life = Simulation(
            makePod(initContainers: [makeContainer("proxy", restartPolicy: "Always"), makeContainer("setup")]))
        life.start()
        #expect(life.steps.suffix(2) == ["launch proxy 0", "launch setup 0"])
        life.exit("setup")
        #expect(life.slot("app")?.run != nil)
        life.exit("proxy", code: 0)
        #expect(life.slot("proxy")?.run?.id.attempt == 1)
        #expect(life.containerStatus("proxy").ready)
        life.steps = []
        life.delete()
        #expect(life.steps == ["stop app", "stop proxy", "remove sandbox"])
    }

    @Test("A sidecar does not keep a finished pod alive")
    func sidecarOfFinishedPod() {
        var life = Simulation(
            makePod(initContainers: [makeContainer("proxy", restartPolicy: "Always")], restartPolicy: "Never"))
        life.start()
        life.exit("app")
        #expect(life.steps.last == "stop proxy")
        #expect(life.status().phase == "Succeeded")
        life.pass(seconds: 100)
        #expect(life.slot("proxy")?.run == nil)
    }
}
