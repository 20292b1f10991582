import KubernetesAPI
import Testing

@testable import NodeAgent

@Suite("Images in a pod's lifecycle")
struct ImageTests {
    @Test("B9: a failed pull is told as ErrImagePull, then as ImagePullBackOff, and tried after 10 s, 20 s, 40 s")
    func backOff() {
        var life = Simulation(makePod())
        life.imageFailures["app"] = .pull("connection refused")
        life.start()
        #expect(life.containerStatus("app").state.waiting?.reason == "ErrImagePull")
        #expect(life.containerStatus("app").state.waiting?.message == "connection refused")
        #expect(
            life.notes == [
                "Normal Pulling Pulling image \"busybox:1.36\"",
                "Warning Failed Failed to pull image \"busybox:1.36\": connection refused",
                "Warning Failed Error: ErrImagePull",
            ])
        life.notes = []
        life.pass(seconds: 1)
        let waiting = life.containerStatus("app").state.waiting
        #expect(waiting?.reason == "ImagePullBackOff")
        #expect(waiting?.message == "Back-off pulling image \"busybox:1.36\": ErrImagePull: connection refused")
        #expect(
            life.notes == [
                "Normal BackOff Back-off pulling image \"busybox:1.36\"", "Warning Failed Error: ImagePullBackOff",
            ])
        #expect(life.status().phase == "Pending")
        for wait in [10, 20, 40, 80, 160, 300, 300] as [Int64] {
            life.steps = []
            // From the second on the failure itself happened a moment ago.
            let since = life.slot("app")?.pullFailure.map { life.now.seconds - $0.at.seconds } ?? 0
            life.pass(seconds: wait - since - 1)
            #expect(!life.steps.contains("image app"))
            life.pass(seconds: 1)
            #expect(life.steps.last == "image app")
        }
    }

    @Test("B9: an image that appears in between is found without waiting for the back-off's end")
    func appears() {
        var life = Simulation(makePod())
        life.imageFailures["app"] = .pull("not found")
        life.start()
        life.pass(seconds: 120)
        life.imageFailures = [:]
        life.pass(seconds: 10)
        #expect(life.slot("app")?.run != nil)
    }

    @Test("Each way to have no image has its reason and its events")
    func reasons() {
        let cases: [(ImageFailure, String, String, [String])] = [
            (
                .neverPull, "ErrImageNeverPull",
                "Container image \"busybox:1.36\" is not present with pull policy of Never",
                [
                    "Warning ErrImageNeverPull Container image \"busybox:1.36\" is not present with pull policy of Never",
                    "Warning Failed Error: ErrImageNeverPull",
                ]
            ),
            (
                .invalidName("invalid reference format"), "InvalidImageName",
                "Failed to apply default image tag \"busybox:1.36\": invalid reference format",
                [
                    "Warning InspectFailed Failed to apply default image tag \"busybox:1.36\": invalid reference format",
                    "Warning Failed Error: InvalidImageName",
                ]
            ),
        ]
        for (failure, reason, message, notes) in cases {
            var life = Simulation(makePod())
            life.imageFailures["app"] = failure
            life.start()
            #expect(life.containerStatus("app").state.waiting?.reason == reason)
            #expect(life.containerStatus("app").state.waiting?.message == message)
            #expect(life.notes == notes)
            // The same state again is no new event.
            life.pass(seconds: 30)
            #expect(life.notes == notes)
        }
    }

    @Test("A pull is told with its time and size")
    func pulled() {
        var life = Simulation(makePod())
        life.slowLaunches = ["app"]
        life.imageFailures["app"] = .inspect("x")
        life.start()
        life.imageFailures = [:]
        life.machine.slots[0].phase = .fetching
        life.send(.imageReady("app", pulled: PullReport(milliseconds: 1200, size: 4242)))
        #expect(
            life.notes.last
                == "Normal Pulled Successfully pulled image \"busybox:1.36\" in 1.2s (1.2s including waiting). "
                + "Image size: 4242 bytes.")
    }
}
