import KubernetesAPI
import Testing

@testable import APIServer

private let dnsLabel =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an "
    + "alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

@Suite("A1: validation of pods") struct PodValidationTests {
    private func errors(_ edits: [(String, JSONValue)]) throws -> [String] {
        PodStrategy(gates: FeatureGates()).validateCreate(try edited(plainPod, edits)).texts
    }

    @Test("A1: a plain pod is valid")
    func plain() throws {
        #expect(try errors([]) == [])
    }

    static let containerCases: [(String, JSONValue, [String])] = [
        ("name", "", ["spec.containers[0].name: Required value"]),
        ("name", "Bad_Name", ["spec.containers[0].name: Invalid value: \"Bad_Name\": \(dnsLabel)"]),
        ("image", "", ["spec.containers[0].image: Required value"]),
        (
            "image", " busybox",
            ["spec.containers[0].image: Invalid value: \" busybox\": must not have leading or trailing whitespace"]
        ),
        (
            "terminationMessagePolicy", "Bar",
            [
                "spec.containers[0].terminationMessagePolicy: Unsupported value: \"Bar\": supported values: \"File\", \"FallbackToLogsOnError\""
            ]
        ),
        (
            "imagePullPolicy", "Foo",
            [
                "spec.containers[0].imagePullPolicy: Unsupported value: \"Foo\": supported values: \"Always\", \"IfNotPresent\", \"Never\""
            ]
        ),
        (
            "restartPolicy", "Always",
            ["spec.containers[0].restartPolicy: Forbidden: may not be set for non-init containers"]
        ),
        (
            "ports", [["containerPort": 0, "protocol": "TCP"]],
            ["spec.containers[0].ports[0].containerPort: Required value"]
        ),
        (
            "ports", [["containerPort": 70000, "protocol": "ICMP", "name": "-"]],
            [
                "spec.containers[0].ports[0].name: Invalid value: \"-\": must contain at least one letter (a-z)",
                "spec.containers[0].ports[0].name: Invalid value: \"-\": must not begin or end with a hyphen",
                "spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive",
                "spec.containers[0].ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"SCTP\", \"TCP\", \"UDP\"",
            ]
        ),
        (
            "ports",
            [
                ["containerPort": 80, "protocol": "TCP", "hostPort": 80, "name": "a"],
                ["containerPort": 81, "protocol": "TCP", "hostPort": 80, "name": "a"],
            ],
            [
                "spec.containers[0].ports[1].name: Duplicate value: \"a\"",
                "spec.containers[0].ports[1].hostPort: Duplicate value: \"TCP//80\"",
            ]
        ),
        (
            "env", [["name": "a=b"], ["value": "x"]],
            [
                "spec.containers[0].env[0].name: Invalid value: \"a=b\": a valid environment variable name must consist only of printable ASCII characters other than '='",
                "spec.containers[0].env[1].name: Required value",
            ]
        ),
        (
            "env", [["name": "A", "valueFrom": [:]]],
            [
                "spec.containers[0].env[0].valueFrom: Invalid value: \"\": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"
            ]
        ),
        (
            "env", [["name": "A", "valueFrom": ["fieldRef": ["apiVersion": "v1", "fieldPath": "spec.foo"]]]],
            [
                "spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.foo\": error converting fieldPath: field label not supported: spec.foo"
            ]
        ),
        (
            "env",
            [["name": "A", "valueFrom": ["fieldRef": ["apiVersion": "v1", "fieldPath": "metadata.labels['app']"]]]], []
        ),
        ("env", [["name": "A", "valueFrom": ["resourceFieldRef": ["resource": "limits.cpu", "divisor": "1m"]]]], []),
        (
            "env", [["name": "A", "value": "x", "valueFrom": ["secretKeyRef": ["name": "s", "key": "k"]]]],
            ["spec.containers[0].env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty"]
        ),
        (
            "envFrom", [["configMapRef": ["name": ""]], [:]],
            [
                "spec.containers[0].envFrom[0].configMapRef.name: Required value",
                "spec.containers[0].envFrom: Invalid value: \"\": must specify one of: `configMapRef` or `secretRef`",
            ]
        ),
        (
            "volumeMounts", [["name": "nope", "mountPath": "/a"], ["name": "data", "mountPath": "/a"]],
            [
                "spec.containers[0].volumeMounts[0].name: Not found: \"nope\"",
                "spec.containers[0].volumeMounts[1].mountPath: Invalid value: \"/a\": must be unique",
            ]
        ),
        (
            "volumeMounts", [["name": "data", "mountPath": "/a", "subPath": "../x"]],
            ["spec.containers[0].volumeMounts.subPath: Invalid value: \"../x\": must not contain '..'"]
        ),
        (
            "livenessProbe", ["exec": ["command": []], "successThreshold": 2],
            [
                "spec.containers[0].livenessProbe.exec.command: Required value",
                "spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1",
            ]
        ),
        (
            "readinessProbe", [:], ["spec.containers[0].readinessProbe: Required value: must specify a handler type"]
        ),
        (
            "startupProbe", ["httpGet": ["path": "/", "port": 0, "scheme": "FTP"], "periodSeconds": -1],
            [
                "spec.containers[0].startupProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive",
                "spec.containers[0].startupProbe.httpGet.scheme: Unsupported value: \"FTP\": supported values: \"HTTP\", \"HTTPS\"",
                "spec.containers[0].startupProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0",
            ]
        ),
        (
            "lifecycle", ["preStop": ["exec": ["command": ["x"]], "tcpSocket": ["port": 80]]],
            ["spec.containers[0].lifecycle.preStop.tcpSocket: Forbidden: may not specify more than 1 handler type"]
        ),
        (
            "lifecycle", ["preStop": ["sleep": ["seconds": 31]]],
            [
                "spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)"
            ]
        ),
        (
            "resources", ["limits": ["cpu": "1", "memory": "-1"], "requests": ["cpu": "2"]],
            [
                "spec.containers[0].resources.limits[memory]: Invalid value: \"-1\": must be greater than or equal to 0",
                "spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1",
            ]
        ),
        (
            "resources", ["requests": ["foo": "1"]],
            [
                "spec.containers[0].resources.requests[foo]: Invalid value: \"foo\": must be a standard resource type or fully qualified",
                "spec.containers[0].resources.requests[foo]: Invalid value: \"foo\": must be a standard resource for containers",
            ]
        ),
        (
            "resources", ["requests": ["example.com/gpu": "1"]],
            ["spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources"]
        ),
        (
            "securityContext", ["runAsUser": -1, "seccompProfile": ["type": "Localhost"]],
            [
                "spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive",
                "spec.containers[0].securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost",
            ]
        ),
        (
            "securityContext", ["privileged": true, "allowPrivilegeEscalation": false],
            [
                "spec.containers[0].securityContext: Invalid value: {\"privileged\":true,\"allowPrivilegeEscalation\":false}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true"
            ]
        ),
    ]

    @Test("A1: a container that cannot be is refused with Kubernetes' words", arguments: containerCases)
    func containers(member: String, value: JSONValue, expected: [String]) throws {
        #expect(try errors([("/spec/containers/0/\(member)", value)]) == expected)
    }

    static let specCases: [(String, JSONValue, [String])] = [
        ("containers", [], ["spec.containers: Required value"]),
        ("containers/-", container("app"), ["spec.containers[1].name: Duplicate value: \"app\""]),
        ("initContainers", [container("app")], ["spec.initContainers[0].name: Duplicate value: \"app\""]),
        (
            "initContainers", [container("init", adding: ["livenessProbe": ["exec": ["command": ["x"]]]])],
            [
                "spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always"
            ]
        ),
        ("initContainers", [container("side", adding: ["restartPolicy": "Always"])], []),
        (
            "initContainers", [container("side", adding: ["restartPolicy": "Never"])],
            ["spec.initContainers[0].restartPolicy: Unsupported value: \"Never\": supported values: \"Always\""]
        ),
        (
            "restartPolicy", "Sometimes",
            [
                "spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"OnFailure\", \"Never\""
            ]
        ),
        (
            "dnsPolicy", "None", ["spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None"]
        ),
        (
            "dnsConfig", ["nameservers": ["1.2.3.4", "x"], "searches": ["Bad"]],
            [
                "spec.dnsConfig.nameservers[1]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
                "spec.dnsConfig.searches[0]: Invalid value: \"Bad\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
            ]
        ),
        (
            "activeDeadlineSeconds", 0,
            ["spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive"]
        ),
        ("hostname", "a.b", ["spec.hostname: Invalid value: \"a.b\": must not contain dots"]),
        (
            "volumes", [["name": "", "emptyDir": [:]]], ["spec.volumes[0].name: Required value"]
        ),
        (
            "volumes", [["name": "a", "emptyDir": [:], "hostPath": ["path": "/"]]],
            ["spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type"]
        ),
        (
            "volumes",
            [["name": "a", "hostPath": ["path": "", "type": ""]], ["name": "b", "secret": ["defaultMode": 1000]]],
            [
                "spec.volumes[0].hostPath.path: Required value", "spec.volumes[1].secret.secretName: Required value",
                "spec.volumes[1].secret.defaultMode: Invalid value: 1000: must be a number between 0 and 0777 (octal), both inclusive",
            ]
        ),
        (
            "volumes", [["name": "a", "configMap": ["name": "c", "items": [["key": "k", "path": "../x"]]]]],
            ["spec.volumes[0].configMap.items[0].path: Invalid value: \"../x\": must not contain '..'"]
        ),
        (
            "volumes", [["name": "a", "emptyDir": [:]], ["name": "a", "emptyDir": [:]]],
            ["spec.volumes[1].name: Duplicate value: \"a\""]
        ),
        (
            "tolerations", [["operator": "Near", "key": "k"], ["operator": "Equal"]],
            [
                "spec.tolerations[0].operator: Unsupported value: \"Near\": supported values: \"Equal\", \"Exists\"",
                "spec.tolerations[1].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means \"match all values and all keys\"",
            ]
        ),
        (
            "securityContext", ["fsGroup": -5, "sysctls": [["name": "Bad", "value": "1"]]],
            [
                "spec.securityContext.fsGroup: Invalid value: -5: must be between 0 and 2147483647, inclusive",
                "spec.securityContext.sysctls[0].name: Invalid value: \"Bad\": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$",
            ]
        ),
    ]

    @Test("A1: a spec that cannot be is refused with Kubernetes' words", arguments: specCases)
    func specs(member: String, value: JSONValue, expected: [String]) throws {
        #expect(try errors([("/spec/\(member)", value)]) == expected)
    }

    @Test("host network ports must be the container's")
    func hostNetwork() throws {
        let found = try errors([
            ("/spec/hostNetwork", true),
            ("/spec/containers/0/ports", [["containerPort": 80, "hostPort": 81, "protocol": "TCP"]]),
        ])
        #expect(
            found == [
                "spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true"
            ])
    }

    @Test("a process namespace is shared either with the pod or with the host")
    func processNamespaces() throws {
        let found = try errors([("/spec/hostPID", true), ("/spec/shareProcessNamespace", true)])
        #expect(
            found == [
                "spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled"
            ])
    }

    @Test("metadata is checked as Kubernetes does")
    func metadata() throws {
        let found = try errors([
            ("/metadata/name", "Web"), ("/metadata/labels", ["a": "b@"]), ("/metadata/annotations", ["/x": "1"]),
        ])
        #expect(found.count == 3)
        #expect(found[0].hasPrefix("metadata.name: Invalid value: \"Web\": a lowercase RFC 1123 subdomain"))
        #expect(found[1].hasPrefix("metadata.labels: Invalid value: \"b@\": a valid label must be"))
        #expect(found[2] == "metadata.annotations: Invalid value: \"/x\": prefix part must be non-empty")
    }

    @Test("A4: ephemeral containers cannot come with a new pod")
    func ephemeralOnCreate() throws {
        #expect(
            try errors([("/spec/ephemeralContainers", [container("dbg")])])
                == ["spec.ephemeralContainers: Forbidden: cannot be set on create"])
    }

    @Test("a mirror pod is bound to a node")
    func mirror() throws {
        #expect(
            try errors([("/metadata/annotations", ["kubernetes.io/config.mirror": "x"])]) == [
                "metadata.annotations[kubernetes.io/config.mirror]: Invalid value: \"x\": must set spec.nodeName if mirror pod annotation is set"
            ])
    }
}
