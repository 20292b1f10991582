internal import KubernetesAPI

extension PodSpec {
    /// The container of that name from any of the three lists; an ephemeral one as the container it is in all but name.
    func container(named name: String) -> Container? {
        containers.first { $0.name == name } ?? initContainers.first { $0.name == name }
            ?? ephemeralContainers.first { $0.name == name }.map(Container.init)
    }

    func ephemeralContainer(named name: String) -> EphemeralContainer? {
        ephemeralContainers.first { $0.name == name }
    }
}

extension Container {
    init(_ ephemeral: EphemeralContainer) {
        self.init()
        name = ephemeral.name
        image = ephemeral.image
        command = ephemeral.command
        args = ephemeral.args
        workingDir = ephemeral.workingDir
        env = ephemeral.env
        envFrom = ephemeral.envFrom
        volumeMounts = ephemeral.volumeMounts
        volumeDevices = ephemeral.volumeDevices
        imagePullPolicy = ephemeral.imagePullPolicy
        terminationMessagePath = ephemeral.terminationMessagePath
        terminationMessagePolicy = ephemeral.terminationMessagePolicy
        securityContext = ephemeral.securityContext
        stdin = ephemeral.stdin
        stdinOnce = ephemeral.stdinOnce
        tty = ephemeral.tty
    }

    var hasProbes: Bool { startupProbe != nil || readinessProbe != nil || livenessProbe != nil }
}
