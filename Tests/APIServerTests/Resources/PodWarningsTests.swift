import KubernetesAPI
import Testing

@testable import APIServer

@Suite("A1: warnings for what is allowed but not meant") struct PodWarningsTests {
    static let cases: [(String, [(String, JSONValue)], [String])] = [
        ("a plain pod", [], []),
        (
            "dots in a name", [("/metadata/name", "a.b")],
            [
                "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]"
            ]
        ),
        (
            "a negative period", [("/spec/terminationGracePeriodSeconds", -1)],
            [
                "spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1"
            ]
        ),
        (
            "a variable twice",
            [
                (
                    "/spec/containers/0/env",
                    [["name": "A", "value": "1"], ["name": "A", "value": "2"], ["name": "A", "value": "$(A)3"]]
                )
            ],
            [
                "spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply"
            ]
        ),
        (
            "seccomp by annotation",
            [("/metadata/annotations", ["seccomp.security.alpha.kubernetes.io/pod": "unconfined"])],
            [
                "metadata.annotations[seccomp.security.alpha.kubernetes.io/pod]: non-functional in v1.27+; use the \"seccompProfile\" field instead"
            ]
        ),
        (
            "AppArmor by annotation",
            [("/metadata/annotations", ["container.apparmor.security.beta.kubernetes.io/app": "unconfined"])],
            [
                "metadata.annotations[container.apparmor.security.beta.kubernetes.io/app]: deprecated since v1.30; use the \"appArmorProfile\" field instead"
            ]
        ),
        (
            "old labels of nodes", [("/spec/nodeSelector", ["beta.kubernetes.io/os": "linux"])],
            ["spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead"]
        ),
        (
            "volumes of old", [("/spec/volumes", [["name": "a", "gitRepo": ["repository": "x"]]])],
            ["spec.volumes[0].gitRepo: deprecated in v1.11"]
        ),
        (
            "ports",
            [
                (
                    "/spec/containers/0/ports",
                    [["containerPort": 80], ["containerPort": 80, "name": "x"], ["containerPort": 80, "hostPort": 8]]
                )
            ],
            [
                "spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]",
                "spec.containers[0].ports[2]: overlapping port definition with spec.containers[0].ports[0]",
                "spec.containers[0].ports[2]: overlapping port definition with spec.containers[0].ports[1]",
            ]
        ),
        (
            "fractions of bytes", [("/spec/containers/0/resources", ["requests": ["memory": "100m"]])],
            [
                "spec.containers[0].resources.requests[memory]: fractional byte value \"100m\" is invalid, must be an integer"
            ]
        ),
        (
            "names twice", [("/spec/imagePullSecrets", [["name": "a"], ["name": "a"], [:]])],
            [
                "spec.imagePullSecrets[1].name: duplicate name \"a\"",
                "spec.imagePullSecrets[2].name: invalid empty name \"\"",
            ]
        ),
        (
            "spreading what nothing selects",
            [
                (
                    "/spec/topologySpreadConstraints",
                    [["maxSkew": 1, "topologyKey": "a", "whenUnsatisfiable": "DoNotSchedule"]]
                )
            ],
            ["spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod"]
        ),
    ]

    @Test("A1: kubectl shows", arguments: cases)
    func warns(name: String, edits: [(String, JSONValue)], expected: [String]) async throws {
        let server = try await TestServer()
        let pod = try edited(ValidationTableTests.pod, edits)
        let answer = await server.send(.post, TestServer.pods, pod)
        #expect(answer.status == 201, "\(answer.text)")
        let warnings = answer.headers.all("Warning")
        #expect(warnings == expected.map { "299 - \"\($0.replacing("\"", with: "\\\""))\"" })
    }

    @Test("A1: an AppArmor annotation becomes the field, and must agree with it")
    func appArmor() async throws {
        let server = try await TestServer()
        let key = "container.apparmor.security.beta.kubernetes.io/app"
        let pod = try edited(ValidationTableTests.pod, [("/metadata/annotations", [key: "localhost/x"])])
        let created = await server.send(.post, TestServer.pods, pod)
        let profile: JSONValue = ["type": "Localhost", "localhostProfile": "x"]
        #expect(created.json["spec", "containers"]?.array?[0]["securityContext", "appArmorProfile"] == profile)
        let other = try edited(
            pod,
            [
                ("/metadata/name", "p2"),
                ("/spec/containers/0/securityContext", ["appArmorProfile": ["type": "Unconfined"]]),
            ])
        #expect(
            await server.send(.post, TestServer.pods, other).violations == [
                "spec.containers[0].securityContext.appArmorProfile.type: Forbidden: apparmor type in annotation and field must match"
            ])
    }
}
