internal import KubernetesAPI

/// The downward API: fields of the pod as text (core/v1 ObjectFieldSelector).
func fieldValue(_ path: String, _ context: ResolutionContext) throws -> String {
    let metadata = context.pod.metadata
    if let key = subscriptKey(path, of: "metadata.annotations") { return metadata.annotations[key] ?? "" }
    if let key = subscriptKey(path, of: "metadata.labels") { return metadata.labels[key] ?? "" }
    switch path {
    case "metadata.name": return metadata.name
    case "metadata.namespace": return metadata.namespace
    case "metadata.uid": return metadata.uid
    case "metadata.labels": return propertyLines(metadata.labels)
    case "metadata.annotations": return propertyLines(metadata.annotations)
    case "spec.nodeName": return context.pod.spec.nodeName
    case "spec.serviceAccountName": return context.pod.spec.serviceAccountName
    case "status.hostIP": return context.hostAddresses.first ?? ""
    case "status.hostIPs": return context.hostAddresses.joined(separator: ",")
    case "status.podIP": return context.podAddresses.first ?? ""
    case "status.podIPs": return context.podAddresses.joined(separator: ",")
    default: throw ResolutionError("unsupported fieldPath: \(path)")
    }
}

/// `key` of `metadata.labels['key']`.
private func subscriptKey(_ path: String, of field: String) -> String? {
    guard path.hasPrefix(field + "['"), path.hasSuffix("']") else { return nil }
    return String(path.dropFirst(field.count + 2).dropLast(2))
}

/// `key="value"` lines, sorted, as the kubelet writes whole maps.
private func propertyLines(_ map: [String: String]) -> String {
    map.sorted { $0.key < $1.key }.map { "\($0.key)=\(quoted($0.value))" }.joined(separator: "\n")
}

/// Requests and limits of a container as numbers (core/v1 ResourceFieldSelector), rounded up to the divisor.
func resourceValue(_ selector: ResourceFieldSelector, of container: Container, _ context: ResolutionContext) throws
    -> String
{
    let container =
        try selector.containerName.isEmpty || selector.containerName == container.name
        ? container : namedContainer(selector.containerName, in: context.pod.spec)
    let parts = selector.resource.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw ResolutionError("unsupported container resource : \(selector.resource)") }
    let name = parts[1]
    let capacity: Int64
    switch name {
    case "cpu": capacity = context.node.cpuMillis
    case "memory": capacity = context.node.memory * 1000
    case "ephemeral-storage": capacity = context.node.ephemeralStorage * 1000
    default: capacity = 0
    }
    let set: Int64?
    switch parts[0] {
    case "limits": set = container.resources.limits[name].map(\.milliValue) ?? capacity
    case "requests": set = container.resources.requests[name].map(\.milliValue)
    default: throw ResolutionError("unsupported container resource : \(selector.resource)")
    }
    let millis = set ?? 0
    let divisor = max(selector.divisor.milliValue, 0)
    // A divisor of zero stands for one: whole CPUs, bytes.
    let unit = divisor == 0 ? 1000 : divisor
    return String((millis + unit - 1) / unit)
}

private func namedContainer(_ name: String, in spec: PodSpec) throws -> Container {
    guard let container = spec.container(named: name) else { throw ResolutionError("container \(name) not found") }
    return container
}
