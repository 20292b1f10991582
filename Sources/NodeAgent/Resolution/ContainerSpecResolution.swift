internal import ContainerRuntime
internal import KubernetesAPI

/// A container's run, resolved into what the runtime understands.
struct ResolvedContainer: Sendable {
    var spec: ContainerSpec
    var notes: [EventNote]
}

/// Turns what Kubernetes says of a container into the runtime's terms. Pure: volumes are given as ready mounts.
/// Throws a ``ResolutionError`` where the spec cannot be run as things stand.
func resolveContainer(
    _ container: Container, id: ContainerID, imageID: String, processNamespace: ProcessNamespace,
    mounts: [ContainerMount], environment: ResolvedEnvironment, _ context: ResolutionContext, seccompDirectory: String
) throws -> ResolvedContainer {
    let pod = context.pod
    let isEphemeral = pod.spec.ephemeralContainer(named: container.name) != nil
    var environment = environment
    let expanded = { [environment] (text: String) in expandReferences(text) { environment[$0] } }

    var spec = ContainerSpec(id: id, imageID: imageID, imageReference: container.image)
    spec.command = container.command.map(expanded)
    spec.arguments = container.args.map(expanded)
    spec.workingDirectory = container.workingDir.isEmpty ? nil : container.workingDir
    if environment["HOSTNAME"] == nil {
        environment.variables.insert(
            EnvironmentVariable(name: "HOSTNAME", value: podHostname(of: pod, node: pod.spec.nodeName)), at: 0)
    }
    spec.environment = environment.variables.map { ($0.name, $0.value) }
    spec.mounts = mounts
    spec.stdin = container.stdin
    spec.stdinOnce = container.stdinOnce
    spec.tty = container.tty
    spec.processNamespace = processNamespace
    spec.resources = CgroupValues.container(container.resources, isEphemeral: isEphemeral)
    spec.oomScoreAdjustment = CgroupValues.oomScoreAdjustment(
        container.resources, isEphemeral: isEphemeral, in: pod.spec, memoryCapacity: context.node.memory)
    try applySecurity(of: container, in: pod, seccompDirectory: seccompDirectory, to: &spec)
    return ResolvedContainer(spec: spec, notes: environment.notes)
}

/// The pod's host name: the machine's on its network, else `spec.hostname`, else the pod's name, cut to 63 characters.
func podHostname(of pod: Pod, node: String) -> String {
    if pod.spec.hostNetwork { return node }
    var name = pod.spec.hostname.isEmpty ? pod.metadata.name : pod.spec.hostname
    name = String(name.prefix(63))
    while name.hasSuffix("-") || name.hasSuffix(".") { name.removeLast() }
    return name
}

/// Where the first process of a container finds its process namespace, by the rules of CRI.
/// For an ephemeral container with a target that is the target's, but only where the pod has no common one.
func processNamespace(of name: String, in spec: PodSpec, target: (String) -> ContainerID?) throws -> ProcessNamespace {
    if spec.hostPID { return .node }
    if spec.shareProcessNamespace == true { return .pod }
    guard let ephemeral = spec.ephemeralContainer(named: name), !ephemeral.targetContainerName.isEmpty else {
        return .container
    }
    guard let id = target(ephemeral.targetContainerName) else {
        throw ResolutionError("unable to find target container \(ephemeral.targetContainerName)")
    }
    return .target(id)
}

/// What a pod's sandbox is made from.
func sandboxSpec(of pod: Pod, node: String) -> SandboxSpec {
    var spec = SandboxSpec(
        podUID: pod.metadata.uid, namespace: pod.metadata.namespace, name: pod.metadata.name,
        hostname: podHostname(of: pod, node: node))
    spec.hostNetwork = pod.spec.hostNetwork
    spec.hostPID = pod.spec.hostPID
    spec.hostIPC = pod.spec.hostIPC
    spec.shareProcessNamespace = pod.spec.shareProcessNamespace ?? false
    for sysctl in pod.spec.securityContext?.sysctls ?? [] { spec.sysctls[sysctl.name] = sysctl.value }
    spec.resources = CgroupValues.pod(pod.spec)
    guard !pod.spec.hostNetwork else { return spec }
    let lasting = pod.spec.containers + pod.spec.initContainers.filter { $0.restartPolicy == "Always" }
    spec.portMappings = lasting.flatMap(\.ports).compactMap { port in
        guard port.hostPort > 0, let host = UInt16(exactly: port.hostPort),
            let inside = UInt16(exactly: port.containerPort)
        else { return nil }
        return PortMapping(
            hostPort: host, containerPort: inside,
            networkProtocol: port.`protocol`.isEmpty ? "TCP" : port.`protocol`, hostIP: port.hostIP)
    }
    return spec
}
