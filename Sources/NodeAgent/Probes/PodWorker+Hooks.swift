internal import ContainerRuntime
internal import KubernetesAPI
internal import Logging

extension PodWorker {
    /// Runs `postStart`; a container whose hook fails is stopped, and restarted by its policy.
    func runStartHook(_ container: Container, _ id: ContainerID) async {
        guard let hook = container.lifecycle?.postStart else { return }
        guard case .failure(let reason) = await run(hook, of: container, id, seconds: .max) else { return }
        context.logger.info("postStart failed", metadata: ["container": "\(id)", "error": "\(reason)"])
        submit(.noted(note("FailedPostStartHook", "PostStartHook failed", container)))
        submit(.probed(id.name, attempt: id.attempt, .unhealthy("FailedPostStartHook")))
    }

    /// Runs `preStop`; the grace period goes on meanwhile, and ends it with the container.
    func runStopHook(_ id: ContainerID) async {
        guard let container = lifecycle.pod.spec.container(named: id.name), let hook = container.lifecycle?.preStop
        else { return }
        let seconds = max(1, lifecycle.gracePeriod)
        guard case .failure(let reason) = await run(hook, of: container, id, seconds: seconds) else { return }
        context.logger.info("preStop failed", metadata: ["container": "\(id)", "error": "\(reason)"])
        submit(.noted(note("FailedPreStopHook", "PreStopHook failed", container)))
    }

    private func run(_ hook: LifecycleHandler, of container: Container, _ id: ContainerID, seconds: Int64) async
        -> ProbeRunner.Answer
    {
        if let sleep = hook.sleep {
            // Cancelled with the worker.
            try? await Task.sleep(for: .seconds(min(sleep.seconds, seconds)))
            return .success
        }
        var probe = Probe()
        probe.exec = hook.exec
        probe.httpGet = hook.httpGet
        probe.tcpSocket = hook.tcpSocket
        probe.timeoutSeconds = Int32(clamping: seconds)
        let runner = ProbeRunner(
            runtime: context.runtime, id: id, container: container, address: lifecycle.addresses.first ?? "127.0.0.1")
        return await runner.run(probe)
    }

    private func note(_ reason: String, _ message: String, _ container: Container) -> EventNote {
        EventNote(
            kind: .warning, reason: reason, message: message, fieldPath: "spec.containers{\(container.name)}")
    }
}
