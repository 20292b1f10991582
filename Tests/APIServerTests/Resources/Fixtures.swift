import KubernetesAPI

/// A pod in canonical form, defaults set, as the registry hands it to the strategies.
let plainPod: JSONValue = [
    "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "p1", "namespace": "default"],
    "spec": [
        "containers": [container("app")], "restartPolicy": "Always", "dnsPolicy": "ClusterFirst",
        "terminationGracePeriodSeconds": 30, "securityContext": [:], "schedulerName": "default-scheduler",
        "enableServiceLinks": true, "volumes": [["name": "data", "emptyDir": [:]]],
    ], "status": ["phase": "Pending", "qosClass": "BestEffort"],
]

func container(_ name: String, image: String = "busybox:1.36", adding more: JSONObject = [:]) -> JSONValue {
    var container: JSONObject = [
        "name": .string(name), "image": .string(image), "resources": [:],
        "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
        "imagePullPolicy": "IfNotPresent",
    ]
    for (key, value) in more.members { container[key] = value }
    return .object(container)
}

/// The value with members added or replaced at `/`-separated paths.
func edited(_ value: JSONValue, _ edits: [(String, JSONValue)]) throws -> JSONValue {
    let operations = edits.map { JSONValue.object(["op": "add", "path": .string($0.0), "value": $0.1]) }
    return try JSONPatch(.array(operations)).applied(to: value)
}

extension [FieldError] {
    /// `field: message`, one a violation.
    var texts: [String] { map { "\($0.field): \($0.message)" } }
}
