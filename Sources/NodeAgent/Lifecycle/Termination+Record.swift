internal import ContainerRuntime
internal import KubernetesAPI

extension Termination {
    /// What became of a run, in Kubernetes' words. A record that is not of an exited container counts as lost.
    init(run: ContainerRun, record: ContainerRecord, message: String, at now: Timestamp) {
        guard case .exited(let code, let outOfMemory, let startedAt, let finishedAt) = record.state else {
            self = Termination(lost: run)
            return
        }
        var run = run
        if let startedAt { run.startedAt = Timestamp(startedAt) }
        let reason = outOfMemory ? "OOMKilled" : code == 0 ? "Completed" : "Error"
        self.init(
            run: run, exitCode: code, reason: reason, message: message, finishedAt: Timestamp(finishedAt))
    }

    /// A run nobody can say anything about: the kubelet's `ContainerStatusUnknown`.
    init(lost run: ContainerRun) {
        self.init(
            run: run, exitCode: 137, reason: "ContainerStatusUnknown",
            message: "The container could not be located when the pod was terminated", finishedAt: nil)
    }
}
