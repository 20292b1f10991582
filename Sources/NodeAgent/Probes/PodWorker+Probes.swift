internal import ContainerRuntime
internal import KubernetesAPI

extension PodWorker {
    /// Runs the probes of a container's run until that run is over: the startup probe first, then the others beside
    /// each other.
    func probe(_ name: String, attempt: Int) async {
        guard let container = lifecycle.pod.spec.container(named: name) else { return }
        let runner = ProbeRunner(
            runtime: context.runtime, id: ContainerID(podUID: identity.uid, name: name, attempt: attempt),
            container: container, address: lifecycle.addresses.first ?? "127.0.0.1")
        noteUnknownProbes(container)
        if let startup = container.startupProbe, lifecycle.slots.first(where: { $0.name == name })?.hasStarted != true {
            await repeating(startup, runner) { verdict, output in
                guard !verdict else {
                    submit(.probed(name, attempt: attempt, .started))
                    return false
                }
                submit(.noted(unhealthy("Startup", output, container)))
                submit(
                    .probed(
                        name, attempt: attempt,
                        .unhealthy("Container \(name) failed startup probe, will be restarted")))
                return false
            }
        }
        await withDiscardingTaskGroup { group in
            if let readiness = container.readinessProbe {
                group.addTask {
                    await self.repeating(readiness, runner) { verdict, output in
                        if !verdict { self.submit(.noted(self.unhealthy("Readiness", output, container))) }
                        self.submit(.probed(name, attempt: attempt, .ready(verdict)))
                        return true
                    }
                }
            }
            if let liveness = container.livenessProbe {
                group.addTask {
                    await self.repeating(liveness, runner) { verdict, output in
                        if verdict { return true }
                        self.submit(.noted(self.unhealthy("Liveness", output, container)))
                        self.submit(
                            .probed(
                                name, attempt: attempt,
                                .unhealthy("Container \(name) failed liveness probe, will be restarted")))
                        return false
                    }
                }
            }
        }
    }

    /// Asks again and again while the run lasts; `decide` gets each state that a threshold was reached for, and says
    /// whether to go on.
    private func repeating(_ probe: Probe, _ runner: ProbeRunner, _ decide: @Sendable (Bool, String) -> Bool) async {
        var counter = ProbeCounter(
            successThreshold: Int(probe.successThreshold), failureThreshold: Int(probe.failureThreshold))
        let period = Duration.seconds(Int64(probe.periodSeconds > 0 ? probe.periodSeconds : 10))
        if probe.initialDelaySeconds > 0 {
            guard (try? await Task.sleep(for: .seconds(Int64(probe.initialDelaySeconds)))) != nil else { return }
        }
        while isRunning(runner.id) {
            let answer = await runner.run(probe)
            guard isRunning(runner.id) else { return }
            switch answer {
            case .success:
                if let verdict = counter.count(true), !decide(verdict, "") { return }
            case .failure(let output):
                if let verdict = counter.count(false), !decide(verdict, output) { return }
            }
            guard (try? await Task.sleep(for: period)) != nil else { return }
        }
    }

    private func isRunning(_ id: ContainerID) -> Bool {
        !Task.isCancelled && lifecycle.slots.contains { $0.run?.id == id && $0.stopping == nil }
    }

    private nonisolated func unhealthy(_ kind: String, _ output: String, _ container: Container) -> EventNote {
        EventNote(
            kind: .warning, reason: "Unhealthy", message: "\(kind) probe failed: \(output)",
            fieldPath: "spec.containers{\(container.name)}")
    }

    /// Probes by gRPC are not run on this node: they count as passed, and are not passed over in silence.
    private func noteUnknownProbes(_ container: Container) {
        let probes = [
            ("startup", container.startupProbe), ("readiness", container.readinessProbe),
            ("liveness", container.livenessProbe),
        ]
        for (kind, probe) in probes where probe?.grpc != nil {
            submit(
                .noted(
                    EventNote(
                        kind: .warning, reason: "ProbeWarning",
                        message:
                            "the \(kind) probe of container \(container.name) is by gRPC, which this node does not "
                            + "do; it counts as passed", fieldPath: "spec.containers{\(container.name)}")))
        }
    }
}
