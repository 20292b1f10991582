import KubernetesAPI
import KubernetesSchema
import Testing

@Suite("Canonical form")
struct CanonicalTests {
    private func canonical(_ tree: JSONValue, as type: String = "Pod") throws -> CanonicalTree {
        try Schema.shared.canonical(tree, as: type)
    }

    private func text(_ tree: JSONValue) -> String { String(decoding: tree.encoded(), as: UTF8.self) }

    @Test("a value with every field set stays as it is", arguments: kinds)
    func identity(_ type: TypeDeclaration) throws {
        let tree = sample(type)
        let result = try Schema.shared.canonical(tree, as: type)
        #expect(result.faults == [])
        #expect(text(result.value) == text(tree))
    }

    @Test("members come in the schema's order, without nulls and zero values, with what is always written")
    func order() throws {
        let tree: JSONValue = [
            "spec": [
                "hostNetwork": false, "nodeName": "", "tolerations": [], "nodeSelector": [:], "priority": 0,
                "securityContext": [:], "affinity": nil,
                "containers": [["image": "i", "name": "a", "command": nil, "ports": [["containerPort": 80]]]],
                "volumes": nil,
            ], "apiVersion": "v1", "kind": "Pod",
        ]
        #expect(
            text(try canonical(tree).value)
                == #"{"kind":"Pod","apiVersion":"v1","metadata":{},"spec":{"containers":[{"name":"a","image":"i","ports":[{"containerPort":80}],"resources":{}}],"securityContext":{},"priority":0},"status":{}}"#
        )
    }

    @Test("unknown members are dropped and told by their paths")
    func unknown() throws {
        let tree: JSONValue = [
            "foo": 1, "metadata": ["labels": ["any": "thing"], "bar": [:]],
            "spec": ["containers": [["name": "a"], ["name": "b", "env": [["name": "X", "valu": "x"]]]]],
        ]
        let result = try canonical(tree)
        #expect(result.value["foo"] == nil)
        #expect(
            StrictDecodingError(result.faults).description
                == #"strict decoding error: unknown field "foo", unknown field "metadata.bar", unknown field "spec.containers[1].env[0].valu""#
        )
    }

    @Test(
        "members that stood twice are told among the unknown ones, in the document's order; unknown ones only as unknown"
    )
    func duplicates() throws {
        let text = """
            {"metadata": {"name": "a", "zzz": 1, "zzz": 2, "labels": {"x": "1", "x": "2"}, "name": "b"}, "yyy": 1}
            """
        let (tree, duplicates) = try JSONValue.parseFindingDuplicates(text.utf8)
        let result = try Schema.shared.canonical(tree, as: "Pod", duplicates: Set(duplicates))
        #expect(
            result.faults == [
                #"duplicate field "metadata.name""#, #"unknown field "metadata.zzz""#,
                #"duplicate field "metadata.labels.x""#, #"unknown field "yyy""#,
            ])
        #expect(StrictDecodingError(["a", "b", "a"] + (0..<200).map { "\($0)" }).sentences.count == 100)
    }

    @Test("nulls in lists and maps become zero values")
    func nulls() throws {
        let tree: JSONValue = [
            "metadata": ["labels": ["a": nil], "finalizers": [nil]], "spec": ["containers": [nil]],
        ]
        let value = try canonical(tree).value
        #expect(value["metadata"] == ["labels": ["a": ""], "finalizers": [""]])
        #expect(value["spec"] == ["containers": [["name": "", "resources": [:]]]])
    }

    @Test("quantities and times take their canonical text")
    func values() throws {
        let tree: JSONValue = [
            "metadata": ["creationTimestamp": "2026-11-21T06:01:02.5+01:00"],
            "spec": ["containers": [["resources": ["limits": ["memory": "0.5Gi", "cpu": 1, "a": "1000m"]]]]],
        ]
        let value = try canonical(tree).value
        #expect(value["metadata", "creationTimestamp"] == "2026-11-21T05:01:02Z")
        #expect(
            value["spec", "containers"]?.array?[0]["resources"]
                == ["limits": ["a": "1", "cpu": "1", "memory": "512Mi"]])
    }

    @Test(
        "a wrong type is refused in the words of Kubernetes' decoder",
        arguments: [
            (
                ["spec": ["containers": [["env": [["name": 1]]]]]],
                "json: cannot unmarshal number into Go struct field EnvVar.spec.containers.env.name of type string"
            ),
            (
                ["spec": ["containers": [["ports": [["containerPort": .number(JSONNumber(text: "1.5"))]]]]]],
                "json: cannot unmarshal number 1.5 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32"
            ),
            (
                ["spec": ["containers": ["a": 1]]],
                "json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container"
            ),
            (
                ["spec": ["hostNetwork": "true"]],
                "json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool"
            ),
            (["kind": 1], "json: cannot unmarshal number into Go struct field Pod.kind of type string"),
            ([], "json: cannot unmarshal array into Go value of type v1.Pod"),
            (
                ["spec": ["containers": [["resources": ["limits": ["cpu": "x"]]]]]],
                "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
            ),
        ] as [(JSONValue, String)])
    func wrongTypes(_ tree: JSONValue, _ message: String) {
        #expect((#expect(throws: FieldTypeError.self) { try canonical(tree) })?.description == message)
    }

    @Test("declared defaults are set where fields are absent, in the schema's order")
    func defaults() throws {
        let tree: JSONValue = [
            "kind": "Pod", "apiVersion": "v1",
            "spec": [
                "enableServiceLinks": false,
                "volumes": [["name": "s", "secret": ["secretName": "x"]], ["name": "h", "hostPath": ["path": "/"]]],
                "containers": [
                    [
                        "name": "a", "ports": [["containerPort": 80]],
                        "env": [["name": "E", "valueFrom": ["fieldRef": ["fieldPath": "metadata.name"]]]],
                        "livenessProbe": ["httpGet": ["port": 80], "periodSeconds": 3],
                    ]
                ],
            ],
        ]
        var value = try canonical(tree).value
        Schema.shared.applyDefaults(to: &value, as: "Pod")
        let expected =
            #"{"kind":"Pod","apiVersion":"v1","metadata":{},"spec":{"volumes":[{"name":"s","secret":{"secretName":"x","defaultMode":420}},{"name":"h","hostPath":{"path":"/","type":""}}],"containers":[{"name":"a","ports":[{"containerPort":80,"protocol":"TCP"}],"env":[{"name":"E","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}}],"resources":{},"livenessProbe":{"httpGet":{"path":"/","port":80,"scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":3,"successThreshold":1,"failureThreshold":3},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler","enableServiceLinks":false},"status":{}}"#
        #expect(text(value) == expected)
        let once = value
        Schema.shared.applyDefaults(to: &value, as: "Pod")
        #expect(text(value) == text(once))
        #expect(try canonical(value).value == value)
    }
}
