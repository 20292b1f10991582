import KubernetesAPI
import Testing

@testable import APIServer

private let now = Double(Timestamp("2026-11-21T06:00:00Z")?.seconds ?? 0)
private func metadata(_ name: String, namespace: String? = "default") -> JSONValue {
    var metadata: JSONObject = ["name": .string(name), "creationTimestamp": "2026-11-21T05:00:00Z"]
    metadata["namespace"] = namespace.map(JSONValue.string)
    return .object(metadata)
}

@Suite struct NamespaceTests {
    let strategy = NamespaceStrategy()

    @Test("a new namespace is active, labelled with its name and held by a finalizer")
    func create() {
        var namespace: JSONValue = ["metadata": metadata("web", namespace: nil)]
        strategy.prepareForCreate(&namespace)
        #expect(namespace["spec", "finalizers"] == ["kubernetes"])
        #expect(namespace["status", "phase"] == "Active")
        #expect(namespace["metadata", "labels"] == ["kubernetes.io/metadata.name": "web"])
        #expect(strategy.validateCreate(namespace).isEmpty)
        #expect(strategy.tableCells(namespace, now: now) == ["web", "Active", "60m"])
    }

    @Test("a namespace's name is a label, not a subdomain")
    func name() {
        let errors = strategy.validateCreate(["metadata": metadata("a.b", namespace: nil)])
        #expect(errors.texts == ["metadata.name: Invalid value: \"a.b\": must not contain dots"])
    }

    @Test("updates keep finalizers and status; finalize and status change them")
    func update() {
        var old: JSONValue = ["metadata": metadata("web", namespace: nil)]
        strategy.prepareForCreate(&old)
        var new = old
        new["spec"] = ["finalizers": []]
        new["status"] = ["phase": "Terminating"]
        let sent = new
        strategy.prepareForUpdate(&new, old: old)
        #expect(new == old)
        #expect(NamespaceFinalizeStrategy().merge(sent, into: old, for: .current)["spec"] == ["finalizers": []])
        let status = NamespaceStatusStrategy().merge(sent, into: old, for: .current)
        #expect(
            NamespaceStatusStrategy().validate(status, old: old, for: .current).texts == [
                "status.Phase: Invalid value: \"Terminating\": may only be 'Active' if `deletionTimestamp` is empty"
            ])
    }
}

@Suite struct NodeTests {
    static let cases: [(JSONValue, [JSONValue])] = [
        (["metadata": metadata("n1", namespace: nil)], ["n1", "Unknown", "<none>", "60m", ""]),
        (
            [
                "metadata": [
                    "name": "n1", "labels": ["node-role.kubernetes.io/worker": "", "kubernetes.io/role": "master"],
                ], "spec": ["unschedulable": true],
                "status": [
                    "conditions": [["type": "Ready", "status": "True"]], "nodeInfo": ["kubeletVersion": "v1.32.0"],
                ],
            ], ["n1", "Ready,SchedulingDisabled", "master,worker", "<unknown>", "v1.32.0"]
        ),
        (
            ["metadata": ["name": "n1"], "status": ["conditions": [["type": "Ready", "status": "False"]]]],
            ["n1", "NotReady", "<none>", "<unknown>", ""]
        ),
    ]

    @Test("the table of nodes", arguments: cases)
    func table(node: JSONValue, expected: [JSONValue]) {
        #expect(NodeTable.cells(node, now: now).prefix(5).map { $0 } == expected)
        #expect(NodeTable.cells(node, now: now).count == NodeTable.columns.count)
    }

    @Test("a node is created with its status, can give away all it has, and an update leaves the status alone")
    func status() {
        let strategy = NodeStrategy()
        var created: JSONValue = ["metadata": metadata("n1", namespace: nil), "status": ["capacity": ["cpu": "2"]]]
        let sent = created
        strategy.applyDefaults(to: &created)
        #expect(created["status"] == ["capacity": ["cpu": "2"], "allocatable": ["cpu": "2"]])
        #expect(strategy.validateCreate(created).isEmpty)
        var updated = sent
        updated["status"] = [:]
        strategy.prepareForUpdate(&updated, old: sent)
        #expect(updated == sent)
        let status = NodeStatusStrategy().merge(
            ["spec": ["unschedulable": true], "status": ["phase": "x"]], into: sent, for: .current)
        #expect(status["spec"] == nil)
        #expect(status["status", "phase"] == "x")
    }

    @Test("taints, capacities and what is set once")
    func validation() {
        let old: JSONValue = ["metadata": metadata("n1", namespace: nil), "spec": ["providerID": "a"]]
        let new: JSONValue = [
            "metadata": metadata("n1", namespace: nil),
            "spec": ["providerID": "b", "taints": [["key": "k", "effect": "Never"]]],
            "status": ["capacity": ["cpu": "-1"]],
        ]
        // Kubernetes looks at the new node by itself, and then at the change.
        let effect =
            "metadata.taints[0].effect: Unsupported value: \"Never\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\""
        let capacity = "status.capacity.cpu: Invalid value: \"-1\": must be greater than or equal to 0"
        #expect(
            NodeStrategy().validateUpdate(new, old: old).texts == [
                effect, capacity, capacity,
                "spec.providerID: Forbidden: node updates may not change providerID except from \"\" to valid", effect,
            ])
    }
}

@Suite struct EventTests {
    let strategy = EventStrategy()

    @Test("an event lives in its object's namespace")
    func namespaces() {
        func texts(_ namespace: String, _ involved: JSONValue) -> [String] {
            strategy.validateCreate(["metadata": metadata("e", namespace: namespace), "involvedObject": involved]).texts
        }
        #expect(texts("default", ["namespace": "default"]) == [])
        #expect(texts("default", ["kind": "Node"]) == [])
        #expect(
            texts("a", ["namespace": "b"])
                == ["involvedObject.namespace: Invalid value: \"b\": does not match event.namespace"])
        #expect(
            texts("a", ["kind": "Node"])
                == ["involvedObject.namespace: Invalid value: \"\": does not match event.namespace"])
    }

    @Test("the table and the selectable fields of an event")
    func table() {
        let event: JSONValue = [
            "metadata": metadata("p1.17"), "type": "Normal", "reason": "Started", "message": " Started container dbg\n",
            "involvedObject": [
                "kind": "Pod", "name": "p1", "namespace": "default", "uid": "u",
                "fieldPath": "spec.ephemeralContainers{dbg}",
            ], "source": ["component": "kubelet", "host": "n1"], "firstTimestamp": "2026-11-21T05:50:00Z",
            "lastTimestamp": "2026-11-21T05:59:50Z", "count": 3,
        ]
        #expect(
            EventTable.cells(event, now: now) == [
                "10s", "Normal", "Started", "pod/p1", "spec.ephemeralContainers{dbg}", "kubelet, n1",
                "Started container dbg", "10m", 3, "p1.17",
            ])
        let fields = strategy.selectableFields(event)
        #expect(fields["involvedObject.uid"] == "u")
        #expect(fields["source"] == "kubelet")
    }

    @Test("an event of the newer form shows when its series was seen last")
    func series() {
        let event: JSONValue = [
            "metadata": metadata("e"), "firstTimestamp": nil, "lastTimestamp": nil,
            "eventTime": "2026-11-21T05:50:00.000000Z",
            "series": ["count": 7, "lastObservedTime": "2026-11-21T05:59:59.000000Z"],
            "involvedObject": ["kind": "Pod"], "reportingComponent": "x",
        ]
        let cells = EventTable.cells(event, now: now)
        #expect([cells[0], cells[3], cells[5], cells[7], cells[8]] == ["1s", "pod", "x", "10m", 7])
    }
}

@Suite struct ConfigMapTests {
    let strategy = ConfigMapStrategy()

    static let cases: [(JSONValue, [String])] = [
        (["data": ["a": "b", ".bashrc": "x"], "binaryData": ["c": "AAAA"]], []),
        (
            ["data": ["a": "b"], "binaryData": ["a": "AAAA"]],
            ["data[a]: Invalid value: \"a\": duplicate of key present in binaryData"]
        ),
        (["data": ["..": "b"]], ["data[..]: Invalid value: \"..\": must not be '..'"]),
        (
            ["data": ["a b": "x"]],
            [
                "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
            ]
        ),
        (
            ["data": ["big": .string(String(repeating: "x", count: 1024 * 1024 + 1))]],
            ["[]: Too long: may not be more than 1048576 bytes"]
        ),
    ]

    @Test("keys and size of a config map", arguments: cases)
    func validation(members: JSONValue, expected: [String]) {
        var map = members
        map["metadata"] = metadata("c")
        #expect(strategy.validateCreate(map).texts == expected)
    }

    @Test("an immutable config map stays as it is")
    func immutable() {
        let old: JSONValue = ["metadata": metadata("c"), "immutable": true, "data": ["a": "1"]]
        let new: JSONValue = ["metadata": metadata("c"), "data": ["a": "2"]]
        #expect(
            strategy.validateUpdate(new, old: old).texts == [
                "immutable: Forbidden: field is immutable when `immutable` is set",
                "data: Forbidden: field is immutable when `immutable` is set",
            ])
        #expect(strategy.validateUpdate(old, old: old).isEmpty)
        #expect(strategy.tableCells(old, now: now) == ["c", 1, "60m"])
    }
}

@Suite struct SecretTests {
    let strategy = SecretStrategy()

    @Test("stringData is folded into data and not kept")
    func stringData() {
        var secret: JSONValue = [
            "metadata": metadata("s"), "type": "Opaque", "data": ["a": "eA=="], "stringData": ["a": "hello", "b": ""],
        ]
        strategy.prepareForCreate(&secret)
        #expect(secret["data"] == ["a": "aGVsbG8=", "b": ""])
        #expect(secret["stringData"] == nil)
        #expect(strategy.tableCells(secret, now: now) == ["s", "Opaque", 2, "60m"])
    }

    static let types: [(String, JSONValue, [String])] = [
        ("Opaque", [:], []), ("example.com/own", [:], []),
        ("kubernetes.io/tls", ["tls.crt": ""], ["data[tls.key]: Required value"]),
        ("kubernetes.io/basic-auth", [:], ["data[username]: Required value", "data[password]: Required value"]),
        ("kubernetes.io/basic-auth", ["username": ""], []),
        ("kubernetes.io/ssh-auth", [:], ["data[ssh-privatekey]: Required value"]),
        ("kubernetes.io/dockerconfigjson", [:], ["data[.dockerconfigjson]: Required value"]),
        ("kubernetes.io/dockerconfigjson", [".dockerconfigjson": "e30="], []),
        (
            "kubernetes.io/dockerconfigjson", [".dockerconfigjson": "W10="],
            [
                "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": json: cannot unmarshal array into Go value of type map[string]interface {}"
            ]
        ),
        (
            "kubernetes.io/service-account-token", [:],
            ["metadata.annotations[kubernetes.io/service-account.name]: Required value"]
        ),
    ]

    @Test("well-known types hold what they must", arguments: types)
    func validation(type: String, data: JSONValue, expected: [String]) {
        let secret: JSONValue = ["metadata": metadata("s"), "type": .string(type), "data": data]
        #expect(strategy.validateCreate(secret).texts == expected)
    }

    @Test("a secret's type is for good, and may be left out of an update")
    func type() {
        let old: JSONValue = ["metadata": metadata("s"), "type": "Opaque"]
        var new: JSONValue = ["metadata": metadata("s"), "type": ""]
        strategy.prepareForUpdate(&new, old: old)
        #expect(strategy.validateUpdate(new, old: old).isEmpty)
        new["type"] = "kubernetes.io/tls"
        #expect(
            strategy.validateUpdate(new, old: old).texts.first
                == "type: Invalid value: \"kubernetes.io/tls\": field is immutable")
    }
}

@Suite struct LeaseAndServiceAccountTests {
    @Test("leases")
    func leases() {
        let lease: JSONValue = [
            "metadata": metadata("n1"),
            "spec": ["holderIdentity": "n1", "leaseDurationSeconds": 0, "leaseTransitions": -1],
        ]
        #expect(
            LeaseStrategy().validateCreate(lease).texts == [
                "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0",
                "spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0",
            ])
        #expect(LeaseStrategy().tableCells(lease, now: now) == ["n1", "n1", "60m"])
    }

    @Test("service accounts")
    func accounts() {
        let account: JSONValue = ["metadata": metadata("default"), "secrets": [["name": "a"]]]
        #expect(ServiceAccountStrategy().validateCreate(account).isEmpty)
        #expect(ServiceAccountStrategy().tableCells(account, now: now) == ["default", 1, "60m"])
    }

    @Test("every served kind has as many cells as columns and a name of its own")
    func tables() {
        let definitions = ServedResources.all()
        #expect(Set(definitions.map { "\($0.resource).\($0.group)" }).count == definitions.count)
        for definition in definitions {
            let cells = definition.strategy.tableCells(["metadata": metadata("x")], now: now)
            #expect(cells.count == definition.strategy.tableColumns.count, "\(definition.kind)")
        }
    }
}
