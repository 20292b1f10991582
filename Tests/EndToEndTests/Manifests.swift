/// The pod of the third document: one container, from an image that has no shell.
let shelllessPod = """
    apiVersion: v1
    kind: Pod
    metadata:
      name: ephemeral-demo
    spec:
      shareProcessNamespace: false
      containers:
      - image: registry.k8s.io/pause:3.1
        name: ephemeral-demo
        resources: {}
      restartPolicy: Never
      terminationGracePeriodSeconds: 0
    """

/// The body of the second document, for a pod of that name.
func ephemeralContainersBody(pod: String, name: String = "debugger", image: String = "busybox:1.36") -> String {
    """
    {
        "apiVersion": "v1",
        "kind": "EphemeralContainers",
        "metadata": {
                "name": "\(pod)"
        },
        "ephemeralContainers": [{
            "command": [
                "sh"
            ],
            "image": "\(image)",
            "imagePullPolicy": "IfNotPresent",
            "name": "\(name)",
            "stdin": true,
            "tty": true,
            "terminationMessagePolicy": "File"
        }]
    }
    """
}

/// A pod of one busybox container that runs a command.
func busyboxPod(_ name: String, _ command: String, restartPolicy: String = "Never", extra: String = "") -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata:
      name: \(name)
    spec:
      restartPolicy: \(restartPolicy)
      terminationGracePeriodSeconds: 0
    \(extra.isEmpty ? "" : extra + "\n")  containers:
      - name: app
        image: busybox:1.36
        command: [sh, -c, "\(command)"]
    """
}
