import KubernetesAPI
import KubernetesSchema
import Testing

@Suite("API types")
struct TypeTests {
    @Test("a pod's zero values are left out and its always-present fields are not")
    func minimalPod() throws {
        var pod = Pod()
        pod.metadata.name = "web"
        var container = Container()
        container.name = "app"
        pod.spec.containers = [container]
        #expect(
            String(decoding: pod.json.encoded(), as: UTF8.self)
                == #"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web"},"spec":{"containers":[{"name":"app","resources":{}}]},"status":{}}"#
        )
    }

    @Test("absent and zero stay apart behind a pointer")
    func pointers() throws {
        let spec = try PodSpec(json: [
            "containers": [], "priority": 0, "enableServiceLinks": false, "hostNetwork": false,
        ])
        #expect(spec.priority == 0)
        #expect(spec.json == ["containers": [], "priority": 0, "enableServiceLinks": false])
    }

    @Test("times are null where Kubernetes always writes them")
    func times() throws {
        var event = Event()
        event.eventTime = Timestamp(seconds: 0, nanoseconds: 1000)
        #expect(event.json["firstTimestamp"] == .null)
        #expect(event.json["eventTime"] == "1970-01-01T00:00:00.000001Z")
        #expect(event.json["metadata"] == [:])
    }

    @Test("inlined fields lie beside the others")
    func inlined() throws {
        let json: JSONValue = [
            "name": "dbg", "image": "busybox", "resources": [:], "tty": true, "targetContainerName": "app",
        ]
        let container = try EphemeralContainer(json: json)
        #expect(container.targetContainerName == "app")
        #expect(container.tty)
        #expect(container.json == json)
        let volume = try Volume(json: ["name": "v", "emptyDir": [:]])
        #expect(volume.emptyDir == EmptyDirVolumeSource())
        #expect(volume.json == ["name": "v", "emptyDir": [:]])
    }

    @Test(
        "a value of the wrong type is refused in the words of Kubernetes' decoder",
        arguments: [
            (
                ["spec": ["containers": [["ports": [["containerPort": "x"]]]]]],
                "json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32"
            ),
            (
                ["spec": ["containers": "x"]],
                "json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type []v1.Container"
            ),
            (["spec": []], "json: cannot unmarshal array into Go struct field Pod.spec of type v1.PodSpec"),
            (
                ["metadata": ["labels": ["a": 1]]],
                "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string"
            ),
            (
                ["spec": ["priority": 99_999_999_999]],
                "json: cannot unmarshal number 99999999999 into Go struct field PodSpec.spec.priority of type int32"
            ),
            ("x", "json: cannot unmarshal string into Go value of type v1.Pod"),
        ] as [(JSONValue, String)])
    func wrongTypes(_ json: JSONValue, _ message: String) {
        #expect(message == (#expect(throws: FieldTypeError.self) { try Pod(json: json) })?.description)
    }

    @Test("a copy does not change with the original")
    func values() {
        var pod = Pod()
        pod.spec.nodeName = "a"
        let copy = pod
        pod.spec.nodeName = "b"
        pod.spec.securityContext = PodSecurityContext()
        pod.spec.securityContext?.runAsUser = 1
        #expect(copy.spec.nodeName == "a")
        #expect(copy.spec.securityContext == nil)
        #expect(pod.spec.securityContext?.runAsUser == 1)
        #expect(copy != pod)
    }

    @Test("bytes are base64")
    func bytes() throws {
        let secret = try Secret(json: ["data": ["a": "aGk=", "b": ""]])
        #expect(secret.data == ["a": Array("hi".utf8), "b": []])
        #expect(secret.json["data"] == ["a": "aGk=", "b": ""])
        #expect(throws: FieldTypeError.self) { try Secret(json: ["data": ["a": "a"]]) }
    }
}
