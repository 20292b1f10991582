internal import KubernetesAPI

/// The pod's phase from its containers' states, by the kubelet's rules. Ephemeral containers have no say.
enum PodPhase: String, Sendable {
    case pending = "Pending"
    case running = "Running"
    case succeeded = "Succeeded"
    case failed = "Failed"

    var isTerminal: Bool { self == .succeeded || self == .failed }

    init(of lifecycle: PodLifecycle) {
        if let phase = lifecycle.terminalPhase {
            self = phase
            return
        }
        if lifecycle.failure != nil {
            self = .failed
            return
        }
        let slots = lifecycle.slots
        let never = lifecycle.pod.spec.restartPolicy == "Never"
        let initial = slots.filter { $0.role == .initial }
        if never, initial.contains(where: { ($0.termination?.exitCode ?? 0) != 0 }) {
            self = .failed
            return
        }
        let regular = slots.filter { $0.role == .regular }
        let isOver = lifecycle.ending != nil
        let stopped = regular.filter { $0.ended != nil }
        let succeeded = stopped.filter { $0.ended?.exitCode == 0 }
        let running = regular.filter { $0.run != nil }
        let initialized = initial.allSatisfy { $0.termination?.exitCode == 0 }
        let sidecarsUp = slots.filter { $0.role == .sidecar }.allSatisfy { $0.run != nil || $0.ended != nil }

        if running.count + stopped.count < regular.count || !(initialized || lifecycle.isPastInitialization)
            || !(sidecarsUp || lifecycle.isPastInitialization)
        {
            self = .pending
        } else if !running.isEmpty {
            self = .running
        } else if isOver || !lifecycle.restartsRegular {
            self = succeeded.count == regular.count ? .succeeded : .failed
        } else {
            self = .running
        }
    }
}

extension ContainerSlot {
    /// The latest run if it is over, also while the next one is being made.
    var ended: Termination? { termination ?? (run == nil ? previous ?? (attempt > 0 ? lastTermination : nil) : nil) }
}

extension PodLifecycle {
    /// Whether some regular container that has ended will be started again, or is being started again: with a new image
    /// under every policy.
    fileprivate var restartsRegular: Bool {
        slots.contains { slot in
            slot.role == .regular && slot.run == nil
                && (slot.isRedefined || slot.termination.map { shouldRestart(slot, after: $0) } ?? true)
        }
    }
}
