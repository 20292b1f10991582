import KubernetesAPI

/// Pods for tests.
func makePod(
    _ name: String = "web", containers: [String] = ["app"], initContainers: [Container] = [], ephemeral: [String] = [],
    restartPolicy: String = "Always"
) -> Pod {
    var pod = Pod()
    pod.metadata.name = name
    pod.metadata.namespace = "default"
    pod.metadata.uid = "uid-\(name)"
    pod.metadata.generation = 1
    pod.spec.nodeName = "node"
    pod.spec.restartPolicy = restartPolicy
    pod.spec.containers = containers.map { makeContainer($0) }
    pod.spec.initContainers = initContainers
    pod.spec.ephemeralContainers = ephemeral.map { makeEphemeral($0) }
    return pod
}

func makeContainer(_ name: String, image: String = "busybox:1.36", restartPolicy: String? = nil) -> Container {
    var container = Container()
    container.name = name
    container.image = image
    container.restartPolicy = restartPolicy
    container.imagePullPolicy = "IfNotPresent"
    return container
}

func makeEphemeral(_ name: String, target: String = "", image: String = "busybox:1.36") -> EphemeralContainer {
    var container = EphemeralContainer()
    container.name = name
    container.image = image
    container.targetContainerName = target
    container.imagePullPolicy = "IfNotPresent"
    return container
}
