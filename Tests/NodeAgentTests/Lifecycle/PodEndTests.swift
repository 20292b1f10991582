import ContainerRuntime
import KubernetesAPI
import Testing

@testable import NodeAgent

@Suite("The end of a pod")
struct PodEndTests {
    @Test("A19: deletion asks every container to end, waits, kills, removes the sandbox, and then removes the pod")
    func deletion() {
        var life = Simulation(makePod(containers: ["a", "b"]))
        life.start()
        life.obedient = false
        life.steps = []
        life.delete(grace: 30)
        #expect(life.steps == ["stop a", "stop b"])
        #expect(life.notes.suffix(2) == ["Normal Killing Stopping container a", "Normal Killing Stopping container b"])
        life.exit("a", code: 0)
        life.pass(seconds: 29)
        #expect(!life.isFinished)
        life.pass(seconds: 1)
        #expect(life.steps == ["stop a", "stop b", "kill b", "remove sandbox"])
        #expect(life.isDeletedFromAPI)
        #expect(life.status().phase == "Failed")
    }

    @Test("A second deletion can only shorten the wait")
    func shorten() {
        var life = Simulation(makePod())
        life.start()
        life.obedient = false
        life.delete(grace: 30)
        life.delete(grace: 60)
        life.pass(seconds: 3)
        life.delete(grace: 4)
        life.pass(seconds: 4)
        #expect(life.steps.contains("kill app"))
    }

    @Test("Even a grace period of zero leaves two seconds")
    func floor() {
        var life = Simulation(makePod())
        life.start()
        life.obedient = false
        life.delete(grace: 0)
        life.pass(seconds: 1)
        #expect(!life.steps.contains("kill app"))
        life.pass(seconds: 1)
        #expect(life.steps.contains("kill app"))
    }

    @Test("A pod that the API has forgotten is cleaned up without a word to it")
    func forgotten() {
        var life = Simulation(makePod())
        life.start()
        life.send(.podRemoved)
        #expect(life.steps.last == "remove sandbox")
        #expect(life.isFinished)
        #expect(!life.isDeletedFromAPI)
    }

    @Test("A launch under way is waited for, and what it started is ended")
    func duringLaunch() {
        var life = Simulation(makePod())
        life.slowLaunches = ["app"]
        life.start()
        life.delete()
        #expect(!life.isFinished)
        life.finishLaunch("app")
        #expect(life.steps.suffix(3) == ["launch app 0", "stop app", "remove sandbox"])
        #expect(life.isDeletedFromAPI)
    }

    @Test("A pod that waits for an image goes at once")
    func duringPull() {
        var life = Simulation(makePod())
        life.imageFailures["app"] = .pull("slow")
        life.start()
        life.machine.slots[0].phase = .fetching
        life.delete()
        #expect(life.isDeletedFromAPI)
    }

    @Test("A pod is over when its containers are, by its policy")
    func phases() {
        let cases: [(String, [Int32], String)] = [
            ("Never", [0, 0], "Succeeded"), ("Never", [0, 1], "Failed"), ("OnFailure", [0, 0], "Succeeded"),
            ("OnFailure", [0, 1], "Running"), ("Always", [0, 0], "Running"),
        ]
        for (policy, codes, phase) in cases {
            var life = Simulation(makePod(containers: ["a", "b"], restartPolicy: policy))
            life.start()
            life.exit("a", code: codes[0])
            life.exit("b", code: codes[1])
            #expect(life.status().phase == phase, "\(policy) \(codes)")
        }
    }

    @Test("The pod's own deadline fails it")
    func deadline() {
        var pod = makePod()
        pod.spec.activeDeadlineSeconds = 60
        var life = Simulation(pod)
        life.start()
        life.pass(seconds: 59)
        #expect(life.status().phase == "Running")
        life.pass(seconds: 1)
        let status = life.status()
        #expect(status.phase == "Failed")
        #expect(status.reason == "DeadlineExceeded")
        #expect(life.steps.last == "stop app")
    }

    @Test("Volumes that cannot be set up are told and tried again, ever slower")
    func volumes() {
        var life = Simulation(makePod())
        life.volumeProblems = [VolumeProblem(volume: "config", message: "configmap \"c\" not found")]
        life.start()
        #expect(
            life.notes
                == ["Warning FailedMount MountVolume.SetUp failed for volume \"config\" : configmap \"c\" not found"])
        #expect(life.containerStatus("app").state.waiting?.reason == "ContainerCreating")
        life.pass(seconds: 1)
        #expect(life.steps == ["volumes", "volumes"])
        life.volumeProblems = []
        life.pass(seconds: 2)
        #expect(life.slot("app")?.run != nil)
    }

    @Test("A sandbox that cannot be made is told and tried again")
    func sandbox() {
        var life = Simulation(makePod())
        life.sandboxFailure = "no CNI plugin"
        life.start()
        #expect(life.notes == ["Warning FailedCreatePodSandBox Failed to create pod sandbox: no CNI plugin"])
        life.sandboxFailure = nil
        life.pass(seconds: 10)
        #expect(life.slot("app")?.run != nil)
    }
}
