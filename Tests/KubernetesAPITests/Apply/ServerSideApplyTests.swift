import KubernetesSchema
import SeededRandom
import Testing

@testable import KubernetesAPI

/// An object in the hands of several managers.
private struct Applied {
    var object: JSONValue?
    let kind: TypeDeclaration
    private var seconds: Int64 = 1_800_000_000

    init(_ kind: String = "ConfigMap") { self.kind = Schema.shared[kind] }

    private func manager(_ name: String) -> FieldManager {
        FieldManager(name: name, kind: kind, resetFields: .all([["status"]]))
    }

    private func typed(_ body: JSONValue) -> JSONValue {
        var config: JSONValue = [
            "kind": .string(kind.kind), "apiVersion": .string(kind.apiVersion), "metadata": ["name": "x"],
        ]
        for member in body.object?.members ?? [] {
            if member.key == "metadata" {
                for field in member.value.object?.members ?? [] { config["metadata"]?[field.key] = field.value }
            } else {
                config[member.key] = member.value
            }
        }
        return config
    }

    mutating func apply(_ name: String, _ body: JSONValue, force: Bool = false) throws {
        seconds += 1
        let result = try manager(name).apply(
            typed(body), to: object, force: force, now: Timestamp(seconds: seconds))
        object = try Schema.shared.canonical(result, as: kind).value
    }

    mutating func update(_ name: String, _ body: JSONValue) throws {
        seconds += 1
        var new = try Schema.shared.canonical(typed(body), as: kind).value
        let fields = manager(name).managedFields(updating: object, to: new, now: Timestamp(seconds: seconds))
        new["metadata"]?["managedFields"] = fields
        object = new
    }

    var owned: [String] { owners(object?["metadata", "managedFields"]) }
    subscript(member: String) -> JSONValue? { object?[member] }
}

@Suite("Server-side apply") struct ServerSideApplyTests {
    @Test("an apply creates, changes and removes what its manager has applied before")
    func life() throws {
        var applied = Applied()
        try applied.apply("a", ["data": ["k": "v", "l": "v"]])
        #expect(applied["data"] == ["k": "v", "l": "v"])
        #expect(applied.owned == [#"a Apply {"f:data":{"f:k":{},"f:l":{}}}"#])
        try applied.apply("a", ["data": ["k": "w"]])
        #expect(applied["data"] == ["k": "w"])
        #expect(applied.owned == [#"a Apply {"f:data":{"f:k":{}}}"#])
        try applied.apply("a", [:])
        #expect(applied["data"] == nil)
        #expect(applied.owned == [])
    }

    @Test("the same apply again changes nothing, not even a time")
    func again() throws {
        var applied = Applied()
        try applied.apply("a", ["data": ["k": "v"]])
        let once = applied.object
        try applied.apply("a", ["data": ["k": "v"]])
        #expect(applied.object == once)
    }

    @Test("what others have too stays when one gives it up")
    func shared() throws {
        var applied = Applied()
        try applied.apply("a", ["data": ["k": "v", "l": "v"]])
        try applied.apply("b", ["data": ["k": "v"]])
        // Nothing was changed by the second, so its entry has no time and comes first.
        #expect(applied.owned == [#"b Apply {"f:data":{"f:k":{}}}"#, #"a Apply {"f:data":{"f:k":{},"f:l":{}}}"#])
        try applied.apply("a", [:])
        #expect(applied["data"] == ["k": "v"])
        #expect(applied.owned == [#"b Apply {"f:data":{"f:k":{}}}"#])
    }

    @Test("what others manage is a conflict, unless forced")
    func conflict() throws {
        var applied = Applied()
        try applied.apply("a", ["data": ["k": "v", "l": "v"]])
        try applied.update("b", ["metadata": ["labels": ["x": "y"]], "data": ["k": "w", "l": "v"]])
        let error = #expect(throws: StatusError.self) {
            try applied.apply("a", ["data": ["k": "v", "l": "v"]])
        }
        #expect(error?.code == 409)
        #expect(error?.description == #"Apply failed with 1 conflict: conflict with "b" using v1: .data.k"#)
        #expect(
            error?.status.details?.causes == [
                StatusCause(reason: "FieldManagerConflict", message: #"conflict with "b" using v1"#, field: ".data.k")
            ])
        let two = #expect(throws: StatusError.self) {
            try applied.apply("c", ["metadata": ["labels": ["x": "z"]], "data": ["k": "v", "l": "w"]])
        }
        #expect(
            two?.description == """
                Apply failed with 3 conflicts: conflicts with "a":
                - .data.l
                conflicts with "b" using v1:
                - .data.k
                - .metadata.labels.x
                """)
        try applied.apply("a", ["data": ["k": "v", "l": "v"]], force: true)
        #expect(applied["data"] == ["k": "v", "l": "v"])
        #expect(
            applied.owned == [
                #"a Apply {"f:data":{"f:k":{},"f:l":{}}}"#, #"b Update {"f:metadata":{"f:labels":{".":{},"f:x":{}}}}"#,
            ])
    }

    @Test("the value that is there already is no conflict")
    func same() throws {
        var applied = Applied()
        try applied.update("b", ["data": ["k": "v"]])
        try applied.apply("a", ["data": ["k": "v"]])
        #expect(applied.owned == [#"a Apply {"f:data":{"f:k":{}}}"#, #"b Update {"f:data":{".":{},"f:k":{}}}"#])
    }

    @Test("items are merged by their keys, in the order of the configuration, and go with their owner")
    func items() throws {
        func pod(_ containers: [JSONValue]) -> JSONValue { ["spec": ["containers": .array(containers)]] }
        var applied = Applied("Pod")
        try applied.apply("a", pod([["name": "x", "image": "1", "env": [["name": "E", "value": "1"]]]]))
        try applied.apply(
            "b", pod([["name": "y", "image": "1"], ["name": "x", "env": [["name": "F", "value": "2"]]]]))
        func names() -> [String] { applied["spec"]?["containers"]?.array?.compactMap { $0["name"]?.string } ?? [] }
        #expect(names() == ["y", "x"])
        #expect(
            applied["spec"]?["containers"]?.array?[1]["env"] == [
                ["name": "E", "value": "1"], ["name": "F", "value": "2"],
            ])
        try applied.apply("a", pod([["name": "x", "image": "1"]]))
        #expect(applied["spec"]?["containers"]?.array?[1]["env"] == [["name": "F", "value": "2"]])
        try applied.apply("b", [:])
        #expect(names() == ["x"])
        #expect(applied["spec"]?["containers"]?.array?[0]["env"] == nil)
    }

    @Test("ports are told apart by number and protocol, TCP by default")
    func ports() throws {
        func pod(_ ports: JSONValue) -> JSONValue { ["spec": ["containers": [["name": "x", "ports": ports]]]] }
        var applied = Applied("Pod")
        try applied.apply("a", pod([["containerPort": 53], ["containerPort": 53, "protocol": "UDP"]]))
        try applied.apply("b", pod([["containerPort": 53, "protocol": "TCP", "name": "dns"]]))
        #expect(
            applied["spec"]?["containers"]?.array?[0]["ports"] == [
                ["name": "dns", "containerPort": 53, "protocol": "TCP"], ["containerPort": 53, "protocol": "UDP"],
            ])
        let error = #expect(throws: StatusError.self) {
            try applied.apply("c", pod([["containerPort": 1], ["containerPort": 1, "protocol": "TCP"]]))
        }
        #expect(
            error?.description
                == #"failed to create typed patch object (/x; /v1, Kind=Pod): .spec.containers[name="x"].ports: duplicate entries for key [containerPort=1,protocol="TCP"]"#
        )
    }

    @Test("atomic lists and maps are replaced as a whole and have one owner")
    func atomic() throws {
        var applied = Applied("Pod")
        try applied.apply("a", ["spec": ["nodeSelector": ["a": "1"], "tolerations": [["key": "x"]]]])
        #expect(throws: StatusError.self) { try applied.apply("b", ["spec": ["nodeSelector": ["b": "1"]]]) }
        try applied.apply("b", ["spec": ["nodeSelector": ["b": "1"]]], force: true)
        #expect(applied["spec"]?["nodeSelector"] == ["b": "1"])
        #expect(
            applied.owned == [
                #"a Apply {"f:spec":{"f:tolerations":{}}}"#, #"b Apply {"f:spec":{"f:nodeSelector":{}}}"#,
            ])
    }

    @Test("finalizers are a set: each manager has its own")
    func sets() throws {
        var applied = Applied()
        try applied.apply("a", ["metadata": ["finalizers": ["x/a", "x/b"]]])
        try applied.apply("b", ["metadata": ["finalizers": ["x/c", "x/b"]]])
        try applied.apply("a", ["metadata": ["finalizers": ["x/a"]]])
        #expect(applied["metadata"]?["finalizers"] == ["x/a", "x/c", "x/b"])
        try applied.apply("b", [:])
        #expect(applied["metadata"]?["finalizers"] == ["x/a"])
    }

    @Test("an object whose fields nobody managed belongs to before-first-apply")
    func unmanaged() throws {
        var applied = Applied()
        applied.object = [
            "kind": "ConfigMap", "apiVersion": "v1", "metadata": ["name": "x", "uid": "u"], "data": ["k": "v"],
        ]
        let error = #expect(throws: StatusError.self) { try applied.apply("a", ["data": ["k": "w"]]) }
        #expect(
            error?.description
                == #"Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.k"#)
        try applied.apply("a", ["data": ["l": "v"]])
        #expect(
            applied.owned == [
                #"a Apply {"f:data":{"f:l":{}}}"#, #"before-first-apply Update {"f:data":{".":{},"f:k":{}}}"#,
            ])
    }

    static let refusals: [(JSONValue, String)] = [
        (["kind": "Pod"], "invalid object type: /v1, Kind=Pod"),
        (["apiVersion": "apps/v1"], "invalid object type: apps/v1, Kind=ConfigMap"),
        (["apiVersion": nil], "invalid object type: /, Kind=ConfigMap"),
        (["metadata": ["managedFields": []]], "metadata.managedFields must be nil"),
        (
            ["foo": 1],
            "failed to create typed patch object (/x; /v1, Kind=ConfigMap): .foo: field not declared in schema"
        ),
        (
            ["metadata": ["namespace": "n"], "data": ["a": 1], "immutable": "yes"],
            "failed to create typed patch object (n/x; /v1, Kind=ConfigMap): errors:\n"
                + "  .data.a: expected string, got &value.valueUnstructured{Value:1}\n  .immutable: expected boolean, got &{yes}"
        ),
        (
            ["metadata": ["generation": "x"]],
            "failed to create typed patch object (/x; /v1, Kind=ConfigMap): .metadata.generation: expected numeric (int or float), got string"
        ),
        (
            ["data": [1], "metadata": ["finalizers": "x", "ownerReferences": [1]]],
            "failed to create typed patch object (/x; /v1, Kind=ConfigMap): errors:\n  .metadata.finalizers: expected list, got &{x}\n"
                + "  .metadata.ownerReferences: element 0: associative list with keys may not have non-map elements\n"
                + "  .data: expected map, got &{[1]}"
        ),
        (
            ["metadata": ["finalizers": ["a", "a"]]],
            "failed to create typed patch object (/x; /v1, Kind=ConfigMap): .metadata.finalizers: duplicate entries for key [=\"a\"]"
        ),
    ]

    @Test("what is no configuration of the kind is 400 in Kubernetes' words", arguments: refusals)
    func refused(body: JSONValue, message: String) {
        var applied = Applied()
        let error = #expect(throws: StatusError.self) { try applied.apply("a", body) }
        #expect(error?.code == 400)
        #expect(error?.description == message)
    }

    // MARK: kubectl apply and kubectl apply --server-side

    private static let annotation = "kubectl.kubernetes.io/last-applied-configuration"

    private func clientSide(_ data: JSONValue) -> JSONValue {
        let text = String(
            decoding: ([
                "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["annotations": [:], "name": "x"], "data": data,
            ] as JSONValue)
            .encoded(), as: UTF8.self)
        return ["metadata": ["annotations": [Self.annotation: .string(text)]], "data": data]
    }

    @Test(
        "kubectl takes over from client-side apply what nobody has changed since, and keeps the annotation up to date")
    func migration() throws {
        var applied = Applied()
        try applied.update("kubectl-client-side-apply", clientSide(["k": "v"]))
        try applied.apply("kubectl", ["data": ["k": "<w>"]])
        #expect(applied["data"] == ["k": "<w>"])
        #expect(
            applied["metadata"]?["annotations"]?[Self.annotation]
                == "{\"apiVersion\":\"v1\",\"data\":{\"k\":\"\\u003cw\\u003e\"},\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"x\"}}\n"
        )
        #expect(applied.owned[0] == #"kubectl Apply {"f:data":{"f:k":{}}}"#)
    }

    @Test("what was changed since, and other managers, stay conflicts")
    func noMigration() throws {
        var applied = Applied()
        try applied.update("kubectl-client-side-apply", clientSide(["k": "v", "l": "v"]))
        #expect(throws: StatusError.self) { try applied.apply("other", ["data": ["k": "w"]]) }
        var changed = clientSide(["k": "v", "l": "v"])
        changed["data"] = ["k": "changed", "l": "v"]
        try applied.update("somebody", changed)
        let error = #expect(throws: StatusError.self) { try applied.apply("kubectl", ["data": ["k": "w", "l": "w"]]) }
        #expect(
            error?.description == #"Apply failed with 1 conflict: conflict with "somebody" using v1: .data.k"#)
    }

    // MARK: Random objects

    private func random(_ random: inout SeededRandom) -> JSONValue {
        func isChosen() -> Bool { Bool.random(using: &random) }
        func some(_ names: [String], _ value: JSONValue) -> JSONValue? {
            let chosen = names.filter { _ in isChosen() }
            return chosen.isEmpty ? Optional.none : .some(.object(JSONObject(chosen.map { ($0, value) })))
        }
        func items(_ names: [String], _ make: (String) -> JSONValue) -> JSONValue {
            .array(names.filter { _ in isChosen() }.map(make))
        }
        let containers = items(["a", "b", "c"]) { name in
            var container: JSONValue = ["name": .string(name)]
            if isChosen() { container["image"] = "i" }
            if isChosen() { container["env"] = items(["E", "F"]) { ["name": .string($0), "value": "v"] } }
            if isChosen() { container["ports"] = [["containerPort": isChosen() ? 1 : 2]] }
            if let limits = some(["cpu", "memory"], "1") { container["resources"] = ["limits": limits] }
            return container
        }
        var pod: JSONValue = ["metadata": [:], "spec": ["containers": containers]]
        pod["metadata"]?["labels"] = some(["x", "y", "z"], "v")
        pod["metadata"]?["finalizers"] = items(["a", "b", "c"]) { .string($0) }
        if isChosen() { pod["spec"]?["nodeSelector"] = ["n": "v"] }
        pod["spec"]?["securityContext"] = some(["runAsUser", "fsGroup"], 1)
        return pod
    }

    private func withoutTimes(_ object: JSONValue?) -> [String] {
        var object = object
        let owned = owners(object?["metadata", "managedFields"]).sorted()
        object?["metadata"]?["managedFields"] = nil
        return owned + [String(decoding: (object ?? .null).encoded(), as: UTF8.self)]
    }

    @Test("whatever is applied: a second time changes nothing, and without it nothing is left", arguments: 0..<20)
    func stable(seed: UInt64) throws {
        var generator = SeededRandom(seed: seed)
        for _ in 0..<10 {
            var applied = Applied("Pod")
            let (first, second) = (random(&generator), random(&generator))
            try applied.apply("a", first, force: true)
            let alone = applied.object
            try applied.apply("b", second, force: true)
            let both = applied.object
            for (name, config) in [("a", first), ("b", second)] {
                try applied.apply(name, config)
                #expect(
                    applied["spec"] == both?["spec"] && applied["metadata"]?["labels"] == both?["metadata", "labels"])
                let once = applied.object
                try applied.apply(name, config)
                #expect(withoutTimes(applied.object) == withoutTimes(once))
            }
            try applied.apply("b", [:])
            #expect(applied["metadata"]?["labels"] ?? [:] == alone?["metadata", "labels"] ?? [:])
            try applied.apply("a", [:])
            #expect(applied.owned == [])
            #expect(applied["spec"] == ["containers": []], "\(first) \(second)")
        }
    }
}
