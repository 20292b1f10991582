internal import ContainerRuntime
internal import Glibc
internal import KubernetesAPI
internal import Logging

extension PodWorker {
    /// Asks a container to end with its image's stop signal, after its `preStop` hook.
    func stop(_ id: ContainerID) async {
        await runStopHook(id)
        var signal = SIGTERM
        let hooks = lifecycle.pod.spec.container(named: id.name)?.lifecycle
        // An image that is gone is asked with the default.
        if let own = hooks?.stopSignal, let number = signalNumber(own) {
            signal = number
        } else if let imageID = lifecycle.imageIDs[id], let image = try? await context.images.find(imageID),
            let name = image.configuration.stopSignal, let number = signalNumber(name)
        {
            signal = number
        }
        do {
            try await context.runtime.signal(id, signal)
        } catch {
            // The grace period's end comes all the same, with SIGKILL.
            context.logger.warning("cannot stop a container", metadata: ["container": "\(id)", "error": "\(error)"])
        }
    }

    func kill(_ id: ContainerID) async {
        do {
            try await context.runtime.signal(id, SIGKILL)
        } catch {
            submit(.noted(.warning("FailedKillPod", "error killing pod: \(error)")))
            guard (try? await Task.sleep(for: .seconds(PodLifecycle.retryDelay))) != nil else { return }
            submit(.timer(.kill(id.name, attempt: id.attempt)))
        }
    }

    func discard(_ id: ContainerID) async {
        do {
            try await context.runtime.removeContainer(id)
        } catch {
            // It goes with the sandbox at the latest.
            context.logger.warning("cannot remove a container", metadata: ["container": "\(id)", "error": "\(error)"])
        }
    }

    func terminationMessage(of record: ContainerRecord) async -> String {
        guard case .exited(let code, _, _, _) = record.state else { return "" }
        let reader = TerminationMessage(directory: volumes.directory)
        let container = lifecycle.pod.spec.container(named: record.id.name)
        do {
            return try await blocking {
                try reader.read(
                    of: container, attempt: record.id.attempt, exitCode: code, logPath: record.logPath)
            }
        } catch {
            return "Error on reading termination message: \(error)"
        }
    }
}

extension PodLifecycle {
    /// The images of what runs, by run.
    fileprivate var imageIDs: [ContainerID: String] {
        Dictionary(slots.compactMap(\.run).map { ($0.id, $0.image.id) }) { first, _ in first }
    }
}

/// `SIGTERM`, `TERM`, `15` or `SIGRTMIN+3` as a number; nil if it is none.
func signalNumber(_ text: String) -> Int32? {
    if let number = Int32(text) { return (1...64).contains(number) ? number : nil }
    let name = text.hasPrefix("SIG") ? String(text.dropFirst(3)) : text
    if name == "RTMIN" { return 34 }
    if name == "RTMAX" { return 64 }
    if name.hasPrefix("RTMIN+"), let offset = Int32(name.dropFirst(6)), (0...30).contains(offset) { return 34 + offset }
    if name.hasPrefix("RTMAX-"), let offset = Int32(name.dropFirst(6)), (0...30).contains(offset) { return 64 - offset }
    let names: [String: Int32] = [
        "HUP": SIGHUP, "INT": SIGINT, "QUIT": SIGQUIT, "ILL": SIGILL, "TRAP": SIGTRAP, "ABRT": SIGABRT, "BUS": SIGBUS,
        "FPE": SIGFPE, "KILL": SIGKILL, "USR1": SIGUSR1, "SEGV": SIGSEGV, "USR2": SIGUSR2, "PIPE": SIGPIPE,
        "ALRM": SIGALRM, "TERM": SIGTERM, "CHLD": SIGCHLD, "CONT": SIGCONT, "STOP": SIGSTOP, "TSTP": SIGTSTP,
        "TTIN": SIGTTIN, "TTOU": SIGTTOU, "URG": SIGURG, "XCPU": SIGXCPU, "XFSZ": SIGXFSZ, "VTALRM": SIGVTALRM,
        "PROF": SIGPROF, "WINCH": SIGWINCH, "IO": SIGIO, "PWR": SIGPWR, "SYS": SIGSYS,
    ]
    return names[name]
}
