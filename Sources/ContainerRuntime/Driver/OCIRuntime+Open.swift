import KubernetesAPI
public import Logging

extension OCIRuntime {
    /// Finds out what this machine has, picks the runtime, and takes back what an earlier server left running.
    ///
    /// `runtime` is `auto`, `crun`, `runc` or a path; `podCIDR` an IPv4 range. Throws ``RuntimeError`` of kind
    /// `.machine` when something is missing, naming the package or setting.
    public static func open(
        dataDirectory: String, runtime: String = "auto", podCIDR: String = "10.85.0.0/16", images: any ImageStoring,
        logger: Logger
    ) async throws -> OCIRuntime {
        let layout = try RuntimeLayout(dataDirectory: dataDirectory)
        for directory in [layout.exits, layout.pods, "\(layout.run)/pods"] { try Files.makeDirectory(directory) }
        let cgroups = Cgroups(mounts: try Mounts.all())
        let host = try HostFacts.current(cgroups: cgroups)
        let preflight = Preflight(
            layout: layout, cgroups: cgroups, host: host, bootID: try HostFacts.bootID(), reactor: try Reactor())
        try preflight.requirePrivileges()
        let conmon = try Conmon.find()
        let plugin = try CNIPlugin.find()
        let seccomp = try preflight.seccompProfile()
        try preflight.requireOverlay()
        let opened = try OCIRuntime(
            layout: layout, runtime: try await preflight.chooseRuntime(runtime), conmon: conmon,
            network: try PodNetwork(cidr: podCIDR, plugin: plugin, logger: logger), images: images, cgroups: cgroups,
            host: host, bootID: preflight.bootID, seccompProfile: seccomp, reactor: preflight.reactor, logger: logger)
        try await opened.recover()
        return opened
    }
}
