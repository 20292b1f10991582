internal import ContainerRuntime
internal import KubernetesAPI
internal import Logging

/// What was found on the machine when the agent started, to be joined with what the API knows.
struct Recovery: Sendable {
    let inventory: RuntimeInventory
    let context: WorkerContext

    /// What is there of a pod; nil if nothing is.
    func found(_ pod: Pod) async throws -> (RecoveredPod, Sandbox?)? {
        let uid = pod.metadata.uid
        let directory = PodDirectory(dataDirectory: context.dataDirectory, podUID: uid)
        let sandbox = inventory.sandboxes.first { $0.spec.podUID == uid }
        var found = RecoveredPod()
        found.sandboxAddresses = sandbox.map { pod.spec.hostNetwork ? context.hostAddresses : $0.addresses }
        found.startedEphemerals = try await blocking { try StartedLedger(directory: directory).started() }
        let ephemerals = Set(pod.spec.ephemeralContainers.map(\.name))
        for record in inventory.containers where record.id.podUID == uid {
            if record.state == .created,
                !(ephemerals.contains(record.id.name) && found.startedEphemerals.contains(record.id.name))
            {
                // It never ran: it is made anew, so that it is made in full.
                try await context.runtime.removeContainer(record.id)
                continue
            }
            found.records.append(record)
            found.messages[record.id] = try await message(record, pod, directory)
            if found.images[record.imageID] == nil, let image = try await context.images.find(record.imageID) {
                let reference = pod.spec.container(named: record.id.name)?.image ?? ""
                found.images[record.imageID] = RunImage(image, reference: reference)
            }
        }
        // A pod the API has told us of before was here before, even if nothing of it is left.
        let isKnown = pod.status.startTime != nil
        guard sandbox != nil || !found.records.isEmpty || !found.startedEphemerals.isEmpty || isKnown else {
            return nil
        }
        return (found, sandbox)
    }

    private func message(_ record: ContainerRecord, _ pod: Pod, _ directory: PodDirectory) async throws -> String? {
        guard case .exited(let code, _, _, _) = record.state else { return nil }
        let container = pod.spec.container(named: record.id.name)
        return try await blocking {
            try TerminationMessage(directory: directory).read(
                of: container, attempt: record.id.attempt, exitCode: code, logPath: record.logPath)
        }
    }

    /// Removes what belongs to pods that the API does not know (any more).
    func removeOrphans(keeping uids: Set<String>) async {
        let dataDirectory = context.dataDirectory
        var found = Set(inventory.sandboxes.map(\.spec.podUID) + inventory.containers.map(\.id.podUID))
        do {
            found.formUnion(try await blocking { try Files.names(in: PodDirectory.base(dataDirectory)) })
        } catch {
            context.logger.warning("cannot read the agent's directory", metadata: ["error": "\(error)"])
        }
        for uid in found.subtracting(uids) {
            do {
                try await context.runtime.removeSandbox(podUID: uid)
                let directory = PodDirectory(dataDirectory: dataDirectory, podUID: uid)
                try await blocking { try PodVolumes(directory: directory).tearDown() }
                context.logger.info("removed what was left of a pod", metadata: ["pod": "\(uid)"])
            } catch {
                context.logger.error(
                    "cannot remove what is left of a pod", metadata: ["pod": "\(uid)", "error": "\(error)"])
            }
        }
    }
}
