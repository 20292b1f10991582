internal import ContainerRuntime
internal import KubernetesAPI

extension PodWorker {
    /// Runs the probes of a container's run until that run is over.
    func probe(_ name: String, attempt: Int) async {
        submit(
            .noted(
                .warning(
                    "ProbesNotRun", "The probes of container \(name) are not run yet; it counts as ready while it runs")
            ))
        submit(.probed(name, attempt: attempt, .started))
        submit(.probed(name, attempt: attempt, .ready(true)))
    }
}
