internal import KubernetesAPI

/// The kubelet's refusals, word for word.
enum StreamErrors {
    static func podNotFound(_ name: String) -> StatusError { status(404, "NotFound", "pod \"\(name)\" not found") }

    static func containerNotFound(_ name: String) -> StatusError {
        status(500, "InternalError", "container not found (\"\(name)\")")
    }

    static func badRequest(_ message: String) -> StatusError { status(400, "BadRequest", message) }

    static func unknownContainer(_ name: String, pod: String) -> StatusError {
        badRequest("container \(name) is not valid for pod \(pod)")
    }

    private static func status(_ code: Int32, _ reason: String, _ message: String) -> StatusError {
        var status = Status()
        status.status = "Failure"
        status.message = message
        status.reason = reason
        status.code = code
        // Clients look into details without asking whether they are there.
        status.details = StatusDetails()
        return StatusError(status)
    }
}

/// Which run's log is meant, or the kubelet's reason why there is none.
func logPath(_ view: ContainerView, pod: String, previous: Bool) throws -> (path: String, run: ContainerRun) {
    let name = view.slot.name
    if previous {
        let last = [view.slot.termination, view.slot.previous, view.slot.lastTermination].compactMap(\.self).first {
            $0.run.uniqueID == view.status.lastState.terminated?.containerID.split(separator: "/").last.map(String.init)
        }
        guard let last, !last.run.logPath.isEmpty else {
            throw StreamErrors.badRequest("previous terminated container \"\(name)\" in pod \"\(pod)\" not found")
        }
        return (last.run.logPath, last.run)
    }
    if let run = view.slot.run, !run.logPath.isEmpty { return (run.logPath, run) }
    // What never came to life has said nothing: an empty log, not none.
    if let last = view.slot.ended, last.neverStarted || !last.run.logPath.isEmpty {
        return (last.run.logPath, last.run)
    }
    if let waiting = view.status.state.waiting {
        let why =
            switch waiting.reason {
            case "ErrImagePull": "image can't be pulled"
            case "ImagePullBackOff": "trying and failing to pull image"
            default: waiting.reason
            }
        throw StreamErrors.badRequest("container \"\(name)\" in pod \"\(pod)\" is waiting to start: \(why)")
    }
    throw StreamErrors.badRequest("container \"\(name)\" in pod \"\(pod)\" is not available")
}
