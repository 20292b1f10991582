import KubernetesAPI
import SeededRandom
import Testing

/// Enough of the pod's types to merge by.
struct PodMergeSchema: MergeSchema {
    static let rules: [String: [String: MergeRule]] = [
        "Pod": ["metadata": MergeRule(type: "ObjectMeta"), "spec": MergeRule(type: "PodSpec")],
        "ObjectMeta": [
            "finalizers": MergeRule(mergesList: true),
            "ownerReferences": MergeRule(type: "OwnerReference", key: "uid", mergesList: true), "labels": MergeRule(),
        ],
        "PodSpec": [
            "containers": MergeRule(type: "Container", key: "name", mergesList: true),
            "ephemeralContainers": MergeRule(type: "Container", key: "name", mergesList: true),
            "volumes": MergeRule(type: "Volume", key: "name", mergesList: true, retainsKeys: true),
            "tolerations": MergeRule(type: "Toleration"), "nodeSelector": MergeRule(),
        ],
        "Container": [
            "ports": MergeRule(type: "ContainerPort", key: "containerPort", mergesList: true),
            "env": MergeRule(type: "EnvVar", key: "name", mergesList: true), "command": MergeRule(),
        ],
    ]

    func mergeRule(for member: String, of type: String) -> MergeRule? { Self.rules[type]?[member] }
}

private func pod(_ spec: JSONValue) -> JSONValue { ["spec": spec] }

@Suite struct StrategicMergePatchTests {
    static let cases: [(String, JSONValue, JSONValue, JSONValue)] = [
        ("a scalar is replaced", ["a": 1], ["a": 2], ["a": 2]),
        ("null removes", ["a": 1, "b": 1], ["a": nil], ["b": 1]),
        ("null in a new object means nothing", [:], ["a": ["b": nil, "c": 1]], ["a": ["c": 1]]),
        (
            "objects merge", ["metadata": ["labels": ["a": "1", "b": "2"]]],
            ["metadata": ["labels": ["b": nil, "c": "3"]]], ["metadata": ["labels": ["a": "1", "c": "3"]]]
        ),
        (
            "items merge by key", pod(["containers": [["name": "a", "image": "x"], ["name": "b", "image": "y"]]]),
            pod(["containers": [["name": "b", "image": "z"]]]),
            pod(["containers": [["name": "a", "image": "x"], ["name": "b", "image": "z"]]])
        ),
        (
            "a new item goes before existing ones", pod(["containers": [["name": "a"]]]),
            pod(["containers": [["name": "b"]]]), pod(["containers": [["name": "b"], ["name": "a"]]])
        ),
        (
            "new and old items of the patch keep the patch's order",
            pod(["containers": [["name": "a"], ["name": "b"]]]),
            pod(["containers": [["name": "b", "x": 1], ["name": "c"]]]),
            pod(["containers": [["name": "a"], ["name": "b", "x": 1], ["name": "c"]]])
        ),
        (
            "$setElementOrder gives the order",
            pod(["ephemeralContainers": [["name": "dbg", "image": "busybox"]]]),
            pod([
                "$setElementOrder/ephemeralContainers": [["name": "dbg"], ["name": "dbg2"]],
                "ephemeralContainers": [["name": "dbg2", "image": "alpine"]],
            ]),
            pod(["ephemeralContainers": [["name": "dbg", "image": "busybox"], ["name": "dbg2", "image": "alpine"]]])
        ),
        (
            "$setElementOrder on a list that is not there yet", pod([:]),
            pod(["$setElementOrder/ephemeralContainers": [["name": "d"]], "ephemeralContainers": [["name": "d"]]]),
            pod(["ephemeralContainers": [["name": "d"]]])
        ),
        (
            "$setElementOrder alone reorders", pod(["containers": [["name": "a"], ["name": "b"], ["name": "c"]]]),
            pod(["$setElementOrder/containers": [["name": "c"], ["name": "a"]]]),
            pod(["containers": [["name": "b"], ["name": "c"], ["name": "a"]]])
        ),
        (
            "$patch: delete removes an item", pod(["containers": [["name": "a"], ["name": "b"]]]),
            pod(["containers": [["name": "a", "$patch": "delete"]]]), pod(["containers": [["name": "b"]]])
        ),
        (
            "$patch: replace replaces a list", pod(["containers": [["name": "a"], ["name": "b"]]]),
            pod(["containers": [["name": "c"], ["$patch": "replace"]]]), pod(["containers": [["name": "c"]]])
        ),
        (
            "$patch: replace replaces an object", pod(["nodeSelector": ["a": "1"]]),
            pod(["nodeSelector": ["$patch": "replace", "b": "2"]]), pod(["nodeSelector": ["b": "2"]])
        ),
        (
            "$patch: delete empties an object", pod(["nodeSelector": ["a": "1"]]),
            pod(["nodeSelector": ["$patch": "delete"]]), pod(["nodeSelector": [:]])
        ),
        (
            "a directive for what is not there adds nothing", pod([:]),
            pod(["containers": [["name": "a", "$patch": "delete"]]]), pod(["containers": []])
        ),
        (
            "lists of scalars that merge are united", ["metadata": ["finalizers": ["a", "b"]]],
            ["metadata": ["finalizers": ["b", "c"]]], ["metadata": ["finalizers": ["a", "b", "c"]]]
        ),
        (
            "$deleteFromPrimitiveList removes scalars", ["metadata": ["finalizers": ["a", "b"]]],
            ["metadata": ["$deleteFromPrimitiveList/finalizers": ["a"]]], ["metadata": ["finalizers": ["b"]]]
        ),
        (
            "atomic lists are replaced", pod(["tolerations": [["key": "a"]]]), pod(["tolerations": [["key": "b"]]]),
            pod(["tolerations": [["key": "b"]]])
        ),
        (
            "nested merge keys may be numbers", pod(["containers": [["name": "a", "ports": [["containerPort": 80]]]]]),
            pod(["containers": [["name": "a", "ports": [["containerPort": 80, "name": "http"]]]]]),
            pod(["containers": [["name": "a", "ports": [["containerPort": 80, "name": "http"]]]]])
        ),
        (
            "$retainKeys clears the other sources of a volume",
            pod(["volumes": [["name": "v", "emptyDir": [:]]]]),
            pod(["volumes": [["name": "v", "$retainKeys": ["name", "hostPath"], "hostPath": ["path": "/"]]]]),
            pod(["volumes": [["name": "v", "hostPath": ["path": "/"]]]])
        ),
        (
            "a member of unknown type merges as an object", ["x": ["y": ["a": 1]]], ["x": ["y": ["b": 2]]],
            ["x": ["y": ["a": 1, "b": 2]]]
        ),
    ]

    @Test("a strategic merge patch does what Kubernetes does", arguments: cases)
    func apply(what: String, object: JSONValue, patch: JSONValue, expected: JSONValue) throws {
        #expect(
            try StrategicMergePatch.apply(patch, to: object, type: "Pod", schema: PodMergeSchema()) == expected,
            "\(what)")
    }

    static let refusals: [(JSONValue, Int)] = [
        ("x", 400), (["$patch": "frob"], 422), (pod(["containers": [["image": "x"]]]), 422),
        (pod(["containers": ["x"]]), 422), (pod(["containers": [["name": "a", "$patch": "merge"]]]), 422),
        (pod(["containers": [["$patch": "delete"]]]), 422), (pod(["$setElementOrder/containers": "x"]), 400),
        (
            pod(["$setElementOrder/containers": [["name": "a"]], "containers": [["name": "b"]]]), 422
        ),
        (
            pod([
                "$setElementOrder/containers": [["name": "c"], ["name": "b"]],
                "containers": [["name": "b"], ["name": "c"]],
            ]), 422
        ),
        (["$retainKeys": "x"], 400),
        (["$retainKeys": ["a"], "b": 1], 400), (["metadata": ["finalizers": [["x"]]]], 422),
    ]

    @Test("a strategic merge patch that cannot be is refused", arguments: refusals)
    func refuse(patch: JSONValue, code: Int) {
        let object: JSONValue = ["metadata": ["finalizers": ["a"]], "spec": ["containers": [["name": "a"]]]]
        let error = #expect(throws: PatchError.self) {
            try StrategicMergePatch.apply(patch, to: object, type: "Pod", schema: PodMergeSchema())
        }
        #expect(error?.code == code)
    }

    @Test("the patch kubectl debug sends is what creation gives")
    func kubectlDebug() throws {
        let before = pod(["ephemeralContainers": [["name": "dbg", "image": "busybox"]]])
        let after = pod([
            "ephemeralContainers": [["name": "dbg", "image": "busybox"], ["name": "dbg2", "image": "alpine"]]
        ])
        let patch = try StrategicMergePatch.create(from: before, to: after, type: "Pod", schema: PodMergeSchema())
        #expect(
            patch
                == pod([
                    "$setElementOrder/ephemeralContainers": [["name": "dbg"], ["name": "dbg2"]],
                    "ephemeralContainers": [["name": "dbg2", "image": "alpine"]],
                ]))
    }

    @Test("a three-way patch deletes what was applied before, keeps what others set and orders the list")
    func threeWay() throws {
        let patch = try StrategicMergePatch.create(
            original: pod([
                "containers": [["name": "a", "image": "1", "command": ["x"]], ["name": "gone"]], "hostname": "h",
            ]),
            modified: pod(["containers": [["name": "a", "image": "2"]]]),
            current: pod([
                "containers": [
                    ["name": "a", "image": "1", "command": ["x"], "tty": true], ["name": "gone"], ["name": "injected"],
                ],
                "hostname": "h",
            ]), type: "Pod", schema: PodMergeSchema())
        #expect(
            patch
                == pod([
                    "$setElementOrder/containers": [["name": "a"]],
                    "containers": [
                        ["name": "a", "image": "2", "command": nil], ["name": "gone", "$patch": "delete"],
                    ],
                    "hostname": nil,
                ]))
    }

    @Test("a volume's change of source names the keys to keep")
    func retainKeys() throws {
        let patch = try StrategicMergePatch.create(
            from: pod(["volumes": [["name": "v", "emptyDir": [:]]]]),
            to: pod(["volumes": [["name": "v", "hostPath": ["path": "/"]]]]), type: "Pod", schema: PodMergeSchema())
        #expect(patch["spec", "volumes"]?.array?.first?["$retainKeys"] == ["hostPath", "name"])
    }

    @Test("a created patch turns one pod into the other")
    func roundTrip() throws {
        var random = SeededRandom(seed: 5)
        for _ in 0..<2_000 {
            let original = randomPod(using: &random), modified = randomPod(using: &random)
            let patch = try StrategicMergePatch.create(
                from: original, to: modified, type: "Pod", schema: PodMergeSchema())
            let result = try StrategicMergePatch.apply(patch, to: original, type: "Pod", schema: PodMergeSchema())
            #expect(result == modified, "\(patch)")
        }
    }

    @Test("applied three-way patches bring every applied value into being")
    func threeWayRoundTrip() throws {
        var random = SeededRandom(seed: 6)
        for _ in 0..<1_000 {
            let applied = randomPod(using: &random), modified = randomPod(using: &random)
            // Nobody else has touched the object: current is what was applied.
            let patch = try StrategicMergePatch.create(
                original: applied, modified: modified, current: applied, type: "Pod", schema: PodMergeSchema())
            let result = try StrategicMergePatch.apply(patch, to: applied, type: "Pod", schema: PodMergeSchema())
            #expect(result == modified, "\(patch)")
        }
    }

    @Test("any patch, directives in wrong places included, either applies or throws its error")
    func fuzz() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<20_000 {
            let object = randomPod(using: &random)
            var patch = JSONObject()
            for section in ["metadata", "spec"] { patch[section] = Self.hostile(depth: 3, using: &random) }
            do {
                _ = try StrategicMergePatch.apply(.object(patch), to: object, type: "Pod", schema: PodMergeSchema())
            } catch {
                #expect([400, 422].contains(error.code))
            }
        }
    }

    private static func hostile(depth: Int, using random: inout SeededRandom) -> JSONValue {
        let keys = [
            "name", "image", "containers", "volumes", "finalizers", "env", "$patch", "$retainKeys",
            "$setElementOrder/containers", "$setElementOrder/finalizers", "$setElementOrder/",
            "$deleteFromPrimitiveList/finalizers", "$deleteFromPrimitiveList/containers",
        ]
        switch Int.random(in: 0...(depth > 0 ? 8 : 4), using: &random) {
        case 0: return .null
        case 1: return .string(["a", "b", "delete", "replace", "merge", "x"][Int.random(in: 0...5, using: &random)])
        case 2: return .number(JSONNumber(1))
        case 3: return ["a", "b"]
        case 4: return [["name": "a"], ["name": "c", "$patch": "delete"]]
        case 5:
            return .array((0..<3).map { _ in hostile(depth: depth - 1, using: &random) })
        default:
            var object = JSONObject()
            for _ in 0..<3 {
                object[keys[Int.random(in: 0..<keys.count, using: &random)]] = hostile(depth: depth - 1, using: &random)
            }
            return .object(object)
        }
    }

    private func randomPod(using random: inout SeededRandom) -> JSONValue {
        func names(_ random: inout SeededRandom) -> [String] {
            ["a", "b", "c", "d"].filter { _ in Bool.random(using: &random) }.shuffled(using: &random)
        }
        var containers: [JSONValue] = []
        for name in names(&random) {
            var container: JSONObject = [
                "name": .string(name), "image": .string("i\(Int.random(in: 0...2, using: &random))"),
            ]
            if Bool.random(using: &random) { container["command"] = .array(names(&random).map(JSONValue.string)) }
            if Bool.random(using: &random) {
                container["env"] = .array(names(&random).map { ["name": .string($0), "value": "1"] })
            }
            containers.append(.object(container))
        }
        let finalizers = names(&random).map(JSONValue.string)
        let volumes: [JSONValue] = names(&random).map {
            ["name": .string($0), Bool.random(using: &random) ? "emptyDir" : "secret": ["x": 1]]
        }
        return [
            "metadata": ["finalizers": .array(finalizers), "labels": .randomObject(depth: 1, using: &random)],
            "spec": ["containers": .array(containers), "volumes": .array(volumes)],
        ]
    }
}
