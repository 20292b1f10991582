internal import KubernetesAPI

/// A container's environment as Kubernetes defines it, and what was left out.
struct ResolvedEnvironment: Sendable, Equatable {
    /// In order, each name once.
    var variables: [EnvironmentVariable] = []
    /// Events to post about keys that are no names of variables.
    var notes: [EventNote] = []

    subscript(name: String) -> String? { variables.first { $0.name == name }?.value }

    fileprivate mutating func set(_ name: String, _ value: String) {
        if let index = variables.firstIndex(where: { $0.name == name }) {
            variables[index].value = value
        } else {
            variables.append(EnvironmentVariable(name: name, value: value))
        }
    }
}

struct EnvironmentVariable: Sendable, Equatable {
    var name: String
    var value: String
}

/// Resolves `envFrom`, then `env`, which wins; values may refer to variables before them as `$(NAME)`.
func resolveEnvironment(of container: Container, _ context: ResolutionContext) throws -> ResolvedEnvironment {
    var result = ResolvedEnvironment()
    let namespace = context.pod.metadata.namespace
    for source in container.envFrom {
        var data: [String: String] = [:]
        var origin = ""
        if let reference = source.configMapRef {
            guard let object = context.objects.configMaps[reference.name] else {
                if reference.optional == true { continue }
                throw ResolutionError("configmap \"\(reference.name)\" not found")
            }
            data = object.data
            origin = "configMap \(namespace)/\(reference.name)"
        } else if let reference = source.secretRef {
            guard let object = context.objects.secrets[reference.name] else {
                if reference.optional == true { continue }
                throw ResolutionError("secret \"\(reference.name)\" not found")
            }
            data = object.data.mapValues { String(decoding: $0, as: UTF8.self) }
            origin = "secret \(namespace)/\(reference.name)"
        }
        var invalid: [String] = []
        for (key, value) in data.sorted(by: { $0.key < $1.key }) {
            let name = source.prefix + key
            if isEnvironmentName(name) { result.set(name, value) } else { invalid.append(name) }
        }
        if !invalid.isEmpty {
            result.notes.append(
                .warning(
                    "InvalidEnvironmentVariableNames",
                    "Keys [\(invalid.joined(separator: ", "))] from the EnvFrom \(origin) were skipped since they are "
                        + "considered invalid environment variable names."))
        }
    }
    for variable in container.env {
        var value = variable.value
        if !value.isEmpty {
            value = expandReferences(value) { result[$0] }
        } else if let source = variable.valueFrom {
            guard let found = try sourceValue(source, of: container, context) else { continue }
            value = found
        }
        result.set(variable.name, value)
    }
    return result
}

/// The value a source gives; nil where it is optional and absent.
private func sourceValue(_ source: EnvVarSource, of container: Container, _ context: ResolutionContext) throws
    -> String?
{
    let namespace = context.pod.metadata.namespace
    if let field = source.fieldRef { return try fieldValue(field.fieldPath, context) }
    if let resource = source.resourceFieldRef { return try resourceValue(resource, of: container, context) }
    if let reference = source.configMapKeyRef {
        guard let object = context.objects.configMaps[reference.name] else {
            if reference.optional == true { return nil }
            throw ResolutionError("configmap \"\(reference.name)\" not found")
        }
        if let value = object.data[reference.key] { return value }
        if reference.optional == true { return nil }
        throw ResolutionError("couldn't find key \(reference.key) in ConfigMap \(namespace)/\(reference.name)")
    }
    if let reference = source.secretKeyRef {
        guard let object = context.objects.secrets[reference.name] else {
            if reference.optional == true { return nil }
            throw ResolutionError("secret \"\(reference.name)\" not found")
        }
        if let value = object.data[reference.key] { return String(decoding: value, as: UTF8.self) }
        if reference.optional == true { return nil }
        throw ResolutionError("couldn't find key \(reference.key) in Secret \(namespace)/\(reference.name)")
    }
    return ""
}

/// Kubernetes' names of variables: letters, digits, `-`, `_`, `.`, not beginning with a digit.
private func isEnvironmentName(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first), name != ".", name != ".." else { return false }
    return name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == 0x2D || byte == 0x5F || byte == 0x2E
    }
}
