import KubernetesAPI
import KubernetesSchema
import Testing

@testable import APIServer

@Suite("A2: the ephemeralcontainers subresource") struct EphemeralContainersTests {
    let strategy = EphemeralContainersStrategy()
    /// A pod that has an init container, two containers and one ephemeral container.
    let pod: JSONValue

    init() throws {
        pod = try edited(
            plainPod,
            [
                ("/metadata/uid", "u1"), ("/metadata/resourceVersion", "7"), ("/metadata/labels", ["a": "b"]),
                ("/metadata/creationTimestamp", "2026-11-21T05:01:02Z"), ("/spec/containers/-", container("web")),
                ("/spec/initContainers", [container("init")]), ("/spec/ephemeralContainers", [container("d1")]),
            ])
    }

    /// The messages for a list that a current client sends.
    private func errors(_ containers: [JSONValue]) throws -> [String] {
        let body = try edited(pod, [("/spec/ephemeralContainers", .array(containers))])
        let new = try strategy.merge(body, into: pod, for: .current)
        return (strategy.validate(new, old: pod, for: .current) + strategy.validateRaw(body, for: .current)).texts
    }

    /// The messages for one more container beside the present one.
    private func errors(adding more: JSONObject) throws -> [String] {
        try errors([container("d1"), container("d2", adding: more)])
    }

    @Test("A2: a client of the alpha API reads the list with the pod's identity and nothing else")
    func alphaProjection() {
        #expect(
            strategy.project(pod, for: .alpha) == [
                "kind": "EphemeralContainers", "apiVersion": "v1",
                "metadata": [
                    "name": "p1", "namespace": "default", "uid": "u1", "resourceVersion": "7",
                    "creationTimestamp": "2026-11-21T05:01:02Z",
                ], "ephemeralContainers": [container("d1")],
            ])
        #expect(strategy.project(plainPod, for: .alpha)["ephemeralContainers"] == [])
    }

    @Test("A3: a current client reads the pod")
    func currentProjection() {
        #expect(strategy.project(pod, for: .current) == pod)
    }

    @Test("A2: the list of the v1.16 document is taken, with its defaults")
    func alphaDocument() throws {
        let body: JSONValue = [
            "apiVersion": "v1", "kind": "EphemeralContainers", "metadata": ["name": "p1"],
            "ephemeralContainers": [
                [
                    "command": ["sh"], "image": "busybox", "imagePullPolicy": "IfNotPresent", "name": "debugger",
                    "stdin": true,
                    "tty": true, "terminationMessagePolicy": "File",
                ]
            ],
        ]
        let new = try strategy.merge(body, into: plainPod, for: .alpha)
        #expect(strategy.validate(new, old: plainPod, for: .current).texts == [])
        let debugger = new["spec", "ephemeralContainers"]?.array?.first
        #expect(debugger?["terminationMessagePath"] == "/dev/termination-log")
        #expect(debugger?["resources"] == [:])
        #expect(debugger?["imagePullPolicy"] == "IfNotPresent")
        #expect(new["spec", "containers"] == plainPod["spec", "containers"])
    }

    @Test("A3: all but the list of a current client's pod is ignored")
    func onlyTheList() throws {
        let body = try edited(
            pod,
            [
                ("/metadata/labels", ["x": "y"]), ("/spec/restartPolicy", "Never"), ("/status/phase", "Failed"),
                ("/spec/ephemeralContainers/-", ["name": "d2", "image": "busybox"]),
            ])
        let new = try strategy.merge(body, into: pod, for: .current)
        var expected = pod
        expected["spec"]?["ephemeralContainers"] = [
            container("d1"), container("d2", image: "busybox", adding: ["imagePullPolicy": "Always"]),
        ]
        #expect(new == expected)
        #expect(strategy.validate(new, old: pod, for: .current).texts == [])
    }

    @Test("A3: a body of the wrong kind is refused")
    func wrongKind() {
        let error = #expect(throws: StatusError.self) {
            try strategy.merge(["kind": "Pod"], into: pod, for: .alpha)
        }
        #expect(
            error?.status.message
                == "Pod in version \"v1\" cannot be handled as a EphemeralContainers: converting (v1.Pod) to (core.EphemeralContainers): unknown conversion"
        )
    }

    static let requests: [(APIRequest.Method, String, JSONValue?, ClientGeneration)] = [
        (.get, "kubectl/v1.20.2 (linux/amd64) kubernetes/faecb19", nil, .alpha),
        (.get, "kubectl/v1.16.0", nil, .alpha), (.get, "kubectl-1.20/v1.20.15", nil, .alpha),
        (.get, "kubectl/v1.21.14 (linux/amd64)", nil, .alpha),
        (.get, "kubectl/v1.22.0", nil, .current), (.get, "kubectl/v1.32.5 (linux/amd64)", nil, .current),
        (.get, "kubectl/v1.2.0", nil, .current), (.get, "curl/8", nil, .current), (.get, "", nil, .current),
        (.put, "kubectl/v1.32.5", ["kind": "EphemeralContainers", "ephemeralContainers": []], .alpha),
        (.put, "kubectl/v1.20.2", ["kind": "Pod", "spec": [:]], .current),
        (.patch, "kubectl/v1.28.0", [["op": "add", "path": "/ephemeralContainers/-", "value": [:]]], .alpha),
        (.patch, "x", [["op": "add", "path": "/spec/ephemeralContainers/-", "value": [:]]], .current),
        (.patch, "x", ["ephemeralContainers": []], .alpha),
        (.patch, "x", ["$setElementOrder/ephemeralContainers": [["name": "a"]]], .alpha),
        (.patch, "x", ["spec": ["$setElementOrder/ephemeralContainers": [], "ephemeralContainers": []]], .current),
        (.patch, "x", ["not": "a list"], .current), (.patch, "x", [["op": "frob"]], .current),
    ]

    @Test("A3: the generations are told apart by body, and by client for a GET", arguments: requests)
    func generations(
        method: APIRequest.Method, agent: String, body: JSONValue?, expected: ClientGeneration
    ) {
        let request = APIRequest(
            method, "/api/v1/namespaces/default/pods/p1/ephemeralcontainers", headers: ["User-Agent": agent])
        #expect(strategy.generation(of: request, body: body) == expected)
    }

    @Test("A5: an ephemeral container can be neither changed nor removed")
    func appendOnly() throws {
        #expect(
            try errors([])
                == ["spec.ephemeralContainers: Forbidden: existing ephemeral containers \"d1\" may not be removed\n"])
        #expect(
            try errors([container("d1", image: "alpine:3")]) == [
                "spec.ephemeralContainers: Forbidden: existing ephemeral containers \"d1\" may not be changed\n"
                    + "- image: \"busybox:1.36\"\n+ image: \"alpine:3\"\n"
            ])
    }

    @Test("A5: order does not matter, and absent is the same as empty")
    func order() throws {
        #expect(try errors([container("d2"), container("d1", adding: ["command": [], "env": nil])]) == [])
    }

    static let forbiddenFields: [(String, JSONValue)] = [
        ("ports", [["containerPort": 80, "protocol": "TCP"]]), ("ports", []),
        ("resources", ["limits": ["cpu": "1"]]), ("resources", ["limits": [:]]),
        ("resizePolicy", [["resourceName": "cpu", "restartPolicy": "NotRequired"]]), ("restartPolicy", "Always"),
        ("livenessProbe", ["exec": ["command": ["x"]]]), ("readinessProbe", [:]),
        ("startupProbe", ["tcpSocket": ["port": 80]]), ("lifecycle", ["preStop": ["exec": ["command": ["x"]]]]),
    ]

    @Test(
        "A6: fields that promise what an ephemeral container cannot keep are refused by path",
        arguments: forbiddenFields)
    func forbidden(name: String, value: JSONValue) throws {
        let message = "spec.ephemeralContainers[1].\(name): Forbidden: cannot be set for an Ephemeral Container"
        #expect(try errors(adding: JSONObject([(key: name, value: value)])).contains(message))
    }

    static let allowedFields: [(String, JSONValue)] = [
        ("resources", [:]), ("command", ["sh"]), ("args", ["-c"]), ("workingDir", "/"), ("stdin", true),
        ("stdinOnce", true), ("tty", true), ("env", [["name": "A", "value": "b"]]),
        ("envFrom", [["configMapRef": ["name": "c"]]]), ("volumeMounts", [["name": "data", "mountPath": "/data"]]),
        ("securityContext", ["capabilities": ["add": ["SYS_PTRACE"]], "privileged": true]),
        ("targetContainerName", "app"), ("targetContainerName", "init"), ("terminationMessagePath", "/x"),
    ]

    @Test("A6: the other fields are taken, and so is an empty resources object", arguments: allowedFields)
    func takenFields(name: String, value: JSONValue) throws {
        #expect(try errors(adding: JSONObject([(key: name, value: value)])) == [])
    }

    static let checks: [(JSONObject, [String])] = [
        (["name": ""], ["spec.ephemeralContainers[1].name: Required value"]),
        (["name": "app"], ["spec.ephemeralContainers[1].name: Duplicate value: \"app\""]),
        (["name": "init"], ["spec.ephemeralContainers[1].name: Duplicate value: \"init\""]),
        (["targetContainerName": "zz"], ["spec.ephemeralContainers[1].targetContainerName: Not found: \"zz\""]),
        (["targetContainerName": "d1"], ["spec.ephemeralContainers[1].targetContainerName: Not found: \"d1\""]),
        (["image": ""], ["spec.ephemeralContainers[1].image: Required value"]),
        (
            ["image": "busybox "],
            [
                "spec.ephemeralContainers[1].image: Invalid value: \"busybox \": must not have leading or trailing whitespace"
            ]
        ),
        (
            ["terminationMessagePolicy": "Bar"],
            [
                "spec.ephemeralContainers[1].terminationMessagePolicy: Unsupported value: \"Bar\": supported values: \"File\", \"FallbackToLogsOnError\""
            ]
        ),
        (
            ["imagePullPolicy": "Foo"],
            [
                "spec.ephemeralContainers[1].imagePullPolicy: Unsupported value: \"Foo\": supported values: \"Always\", \"IfNotPresent\", \"Never\""
            ]
        ),
        (
            ["volumeMounts": [["name": "nope", "mountPath": "/x"]]],
            ["spec.ephemeralContainers[1].volumeMounts[0].name: Not found: \"nope\""]
        ),
        (
            ["volumeMounts": [["name": "data", "mountPath": "/x", "subPath": "a"]]],
            ["spec.ephemeralContainers[1].volumeMounts[0].subPath: Forbidden: cannot be set for an Ephemeral Container"]
        ),
        (
            ["volumeMounts": [["name": "data", "mountPath": "/x", "subPathExpr": "a"]]],
            [
                "spec.ephemeralContainers[1].volumeMounts[0].subPathExpr: Forbidden: cannot be set for an Ephemeral Container"
            ]
        ),
        (
            ["volumeDevices": [["name": "data", "devicePath": "/dev/x"]]],
            [
                "spec.ephemeralContainers[1].volumeDevices[0].name: Invalid value: \"data\": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode"
            ]
        ),
    ]

    @Test("A6: an ephemeral container that cannot be is refused with Kubernetes' words", arguments: checks)
    func refusedFields(changes: JSONObject, expected: [String]) throws {
        #expect(try errors(adding: changes) == expected)
    }

    @Test("A5: the same name twice is refused")
    func duplicates() throws {
        #expect(
            try errors([container("d1"), container("d2"), container("d2")])
                == ["spec.ephemeralContainers[2].name: Duplicate value: \"d2\""])
    }

    @Test("A23: static pods are refused")
    func mirror() throws {
        let mirror = try edited(
            pod, [("/metadata/annotations", ["kubernetes.io/config.mirror": "x"]), ("/spec/nodeName", "n")])
        let new = try strategy.merge(
            try edited(mirror, [("/spec/ephemeralContainers/-", container("d2"))]), into: mirror, for: .current)
        #expect(
            strategy.validate(new, old: mirror, for: .current).texts
                == ["[]: Forbidden: static pods do not support ephemeral containers"])
    }

    @Test("A3: the patch of kubectl 1.32 adds behind the present ones, through the schema's merge keys")
    func kubectlPatch() throws {
        let patch: JSONValue = [
            "spec": [
                "$setElementOrder/ephemeralContainers": [["name": "d1"], ["name": "dbg2"]],
                "ephemeralContainers": [
                    [
                        "image": "alpine", "name": "dbg2", "resources": [:], "targetContainerName": "app",
                        "terminationMessagePolicy": "File",
                    ]
                ],
            ]
        ]
        let request = APIRequest(.patch, "/", headers: ["User-Agent": "kubectl/v1.32.5"])
        #expect(strategy.generation(of: request, body: patch) == .current)
        let patched = try StrategicMergePatch.apply(
            patch, to: strategy.project(pod, for: .current), type: "Pod", schema: Schema.shared)
        let new = try strategy.merge(patched, into: pod, for: .current)
        #expect(strategy.validate(new, old: pod, for: .current).texts == [])
        #expect(new["spec", "ephemeralContainers"]?.array?.map { $0["name"] } == ["d1", "dbg2"])
        #expect(new["spec", "ephemeralContainers"]?.array?.last?["imagePullPolicy"] == "Always")
    }

    @Test("A2: the JSON patch of the alpha API works on an empty list")
    func alphaPatch() throws {
        let patch: JSONValue = [
            ["op": "add", "path": "/ephemeralContainers/-", "value": ["name": "dbg", "image": "busybox"]]
        ]
        let patched = try JSONPatch(patch).applied(to: strategy.project(plainPod, for: .alpha))
        let new = try strategy.merge(patched, into: plainPod, for: .alpha)
        #expect(new["spec", "ephemeralContainers"]?.array?.count == 1)
        #expect(strategy.validate(new, old: plainPod, for: .current).texts == [])
    }
}
