import KubernetesAPI

@testable import ContainerRuntime
@testable import NodeAgent

/// Plays machine, runtime and clock for a ``PodLifecycle``: does what its actions say at once, and notes what was done.
struct Simulation {
    var machine: PodLifecycle
    var now = Timestamp(seconds: 1_700_000_000)
    /// What was done, one word or two each: `launch app 0`, `stop app`, `sandbox`.
    var steps: [String] = []
    /// `Normal Started Started container app`.
    var notes: [String] = []
    var publications = 0
    var timers: [LifecycleTimer: Timestamp] = [:]
    /// Images that are missing, and how.
    var imageFailures: [String: ImageFailure] = [:]
    var launchFailures: [String: (ContainerID) -> LaunchFailure] = [:]
    var sandboxFailure: String?
    var volumeProblems: [VolumeProblem] = []
    /// Containers whose launch waits for ``finishLaunch(_:)``.
    var slowLaunches: Set<String> = []
    /// Containers that end as soon as they are asked.
    var obedient = true
    var isFinished = false
    var isDeletedFromAPI = false

    init(_ pod: Pod, recovering found: RecoveredPod? = nil) {
        if let found {
            machine = PodLifecycle(pod: pod, recovering: found, at: now)
        } else {
            machine = PodLifecycle(pod: pod, at: now)
        }
        isRecovered = found != nil
    }
    private var isRecovered: Bool

    mutating func start() {
        perform(isRecovered ? machine.resume(at: now) : machine.handle(.podChanged(machine.pod), at: now))
    }

    mutating func send(_ event: LifecycleEvent) { perform(machine.handle(event, at: now)) }

    /// Changes the pod as the API would and tells the machine.
    mutating func change(_ edit: (inout Pod) -> Void) {
        var pod = machine.pod
        edit(&pod)
        pod.metadata.generation += 1
        send(.podChanged(pod))
    }

    mutating func delete(grace: Int64 = 30) {
        let end = now.adding(seconds: grace)
        change {
            $0.metadata.deletionTimestamp = end
            $0.metadata.deletionGracePeriodSeconds = grace
        }
    }

    mutating func exit(_ name: String, code: Int32 = 0, message: String = "", outOfMemory: Bool = false) {
        guard let run = slot(name)?.run else { return }
        send(.exited(Simulation.record(run.id, code: code, outOfMemory: outOfMemory, at: now), message: message))
    }

    /// Lets time pass and fires the timers that fall due, in order.
    mutating func pass(seconds: Int64) {
        let end = now.adding(seconds: seconds)
        while let (timer, time) = timers.filter({ $0.value <= end }).min(by: { $0.value < $1.value }) {
            timers[timer] = nil
            now = max(now, time)
            send(.timer(timer))
        }
        now = end
    }

    mutating func finishLaunch(_ name: String) {
        slowLaunches.remove(name)
        guard let slot = slot(name) else { return }
        launched(name, slot.attempt)
    }

    func slot(_ name: String) -> ContainerSlot? { machine.slots.first { $0.name == name } }

    mutating func status() -> PodStatus {
        machine.status(at: now, context: StatusContext(runtime: "runc", hostAddresses: ["192.0.2.1"]))
    }

    mutating func containerStatus(_ name: String) -> ContainerStatus {
        let status = status()
        let all = status.containerStatuses + status.initContainerStatuses + status.ephemeralContainerStatuses
        return all.first { $0.name == name } ?? ContainerStatus()
    }

    static func record(_ id: ContainerID, code: Int32, outOfMemory: Bool = false, at now: Timestamp) -> ContainerRecord
    {
        ContainerRecord(
            id: id, uniqueID: uniqueID(id), imageID: "sha256:1",
            state: .exited(
                code: code, outOfMemory: outOfMemory, startedAt: Double(now.seconds - 1),
                finishedAt: Double(now.seconds)),
            logPath: "/logs/\(id)")
    }

    static func run(_ id: ContainerID, at now: Timestamp) -> ContainerRun {
        ContainerRun(
            id: id, uniqueID: uniqueID(id),
            image: RunImage(name: "docker.io/library/busybox:1.36", id: "docker.io/library/busybox@sha256:2"),
            startedAt: now, logPath: "/logs/\(id)")
    }

    static func uniqueID(_ id: ContainerID) -> String { "hex-\(id.name)-\(id.attempt)" }

    private mutating func launched(_ name: String, _ attempt: Int) {
        let id = ContainerID(podUID: machine.pod.metadata.uid, name: name, attempt: attempt)
        if let failure = launchFailures[name]?(id) {
            send(.launchFailed(name, failure))
        } else {
            send(.created(name))
            send(.started(name, Simulation.run(id, at: now)))
        }
    }

    private mutating func perform(_ actions: [LifecycleAction]) {
        for action in actions {
            switch action {
            case .record(let note): notes.append("\(note.kind.rawValue) \(note.reason) \(note.message)")
            case .publishStatus: publications += 1
            case .setTimer(let timer, let time): timers[timer] = time
            case .prepareVolumes:
                steps.append("volumes")
                send(volumeProblems.isEmpty ? .volumesReady : .volumesFailed(volumeProblems))
            case .createSandbox:
                steps.append("sandbox")
                send(sandboxFailure.map { .sandboxFailed($0) } ?? .sandboxReady(addresses: ["10.85.0.2"]))
            case .removeSandbox:
                steps.append("remove sandbox")
                send(.sandboxRemoved)
            case .fetchImage(let name, let mayPull):
                if let failure = imageFailures[name] {
                    steps.append("image \(name)\(mayPull ? "" : " (no pull)")")
                    if mayPull, case .pull = failure { send(.pulling(name)) }
                    if !mayPull, case .pull = failure {
                        send(.imageFailed(name, .backOff))
                    } else {
                        send(.imageFailed(name, failure))
                    }
                } else {
                    send(.imageReady(name, pulled: nil))
                }
            case .launch(let name, let attempt):
                steps.append("launch \(name) \(attempt)")
                if !slowLaunches.contains(name) { launched(name, attempt) }
            case .stop(let id):
                steps.append("stop \(id.name)")
                if obedient { exit(id.name, code: 143) }
            case .kill(let id):
                steps.append("kill \(id.name)")
                exit(id.name, code: 137)
            case .discard(let id): steps.append("discard \(id.name) \(id.attempt)")
            case .startProbes(let name, _): steps.append("probes \(name)")
            case .deletePod: (isFinished, isDeletedFromAPI) = (true, true)
            case .finish: isFinished = true
            }
        }
    }
}
