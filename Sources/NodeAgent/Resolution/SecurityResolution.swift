internal import ContainerRuntime
internal import KubernetesAPI

/// Merges the security contexts of pod and container (the container's wins) into the container's spec.
func applySecurity(of container: Container, in pod: Pod, seccompDirectory: String, to spec: inout ContainerSpec) throws
{
    let shared = pod.spec.securityContext
    let own = container.securityContext
    spec.user = own?.runAsUser ?? shared?.runAsUser
    spec.group = own?.runAsGroup ?? shared?.runAsGroup
    spec.mustRunAsNonRoot = own?.runAsNonRoot ?? shared?.runAsNonRoot ?? false
    if spec.mustRunAsNonRoot, spec.user == 0 {
        throw ResolutionError(
            "container's runAsUser breaks non-root policy (pod: \"\(pod.metadata.name)_\(pod.metadata.namespace)"
                + "(\(pod.metadata.uid))\", container: \(container.name))")
    }
    var groups = shared?.supplementalGroups ?? []
    if let group = shared?.fsGroup, !groups.contains(group) { groups.append(group) }
    spec.supplementalGroups = groups
    spec.privileged = own?.privileged ?? false
    spec.readOnlyRootFilesystem = own?.readOnlyRootFilesystem ?? false
    spec.addedCapabilities = own?.capabilities?.add ?? []
    spec.droppedCapabilities = own?.capabilities?.drop ?? []
    if own?.allowPrivilegeEscalation == false { spec.noNewPrivileges = true }
    spec.seccomp = try seccomp(own?.seccompProfile ?? shared?.seccompProfile, seccompDirectory)
    if spec.privileged { spec.seccomp = .unconfined }
}

/// Without a profile the runtime's default applies, as with the kubelet's `--seccomp-default`.
private func seccomp(_ profile: SeccompProfile?, _ directory: String) throws -> ContainerSpec.SeccompProfile {
    switch profile?.type {
    case nil, "RuntimeDefault", "": return .runtimeDefault
    case "Unconfined": return .unconfined
    case "Localhost":
        let path = profile?.localhostProfile ?? ""
        guard !path.isEmpty, !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
            throw ResolutionError("the seccomp profile \"\(path)\" must be a path below \(directory)")
        }
        return .file("\(directory)/\(path)")
    case let other?: throw ResolutionError("unknown seccomp profile type: \(other)")
    }
}
