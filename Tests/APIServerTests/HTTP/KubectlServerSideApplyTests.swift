import APIServer
import Foundation
import KubernetesAPI
import Testing

/// `kubectl apply` of both kinds, and `kubectl diff`, by stock kubectl.
@Suite("Stock kubectl applies") struct KubectlServerSideApplyTests {
    private struct Kubectl {
        let live: LiveServer

        func callAsFunction(
            _ arguments: [String], _ manifest: String = "", code: Int32 = 0
        ) async throws -> (output: String, errors: String) {
            let result = try await run(
                "kubectl", ["--kubeconfig", live.directory + "/admin.kubeconfig"] + arguments,
                stdin: Data(manifest.utf8))
            #expect(result.code == code, "\(arguments): \(result.standardError)\(result.standardOutput)")
            return (result.standardOutput, result.standardError)
        }

        func apply(_ manifest: String, _ flags: [String] = ["--server-side"], code: Int32 = 0) async throws -> String {
            let result = try await self(["apply", "-f", "-"] + flags, manifest, code: code)
            return code == 0 ? result.output : result.errors
        }

        func object(_ name: String) async throws -> JSONValue {
            let text = try await self(["get", name, "-o", "json", "--show-managed-fields"]).output
            return try JSONValue.parse(Array(text.utf8))
        }
    }

    private func withKubectl(_ body: @Sendable (Kubectl) async throws -> Void) async throws {
        let server = try await TestServer()
        try await LiveServer.with(server.pipeline) { live in try await body(Kubectl(live: live)) }
    }

    private static func map(_ data: String) -> String {
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: \(data)\n"
    }

    @Test("create, apply again, conflict, force")
    func serverSide() async throws {
        try await withKubectl { kubectl in
            #expect(try await kubectl.apply(Self.map("{a: '1'}")) == "configmap/c serverside-applied\n")
            let first = try await kubectl.object("cm/c")
            #expect(managers(first) == [#"kubectl Apply {"f:data":{"f:a":{}}}"#])
            #expect(try await kubectl.apply(Self.map("{a: '1'}")) == "configmap/c serverside-applied\n")
            #expect(try await kubectl.object("cm/c") == first)
            let conflict = try await kubectl.apply(
                Self.map("{a: '2'}"), ["--server-side", "--field-manager=other"], code: 1)
            #expect(
                conflict.contains("Apply failed with 1 conflict: conflict with \"kubectl\": .data.a"), "\(conflict)")
            #expect(conflict.contains("Please review the fields above"))
            _ = try await kubectl.apply(
                Self.map("{a: '2'}"), ["--server-side", "--field-manager=other", "--force-conflicts"])
            #expect(managers(try await kubectl.object("cm/c")) == [#"other Apply {"f:data":{"f:a":{}}}"#])
            _ = try await kubectl(["get", "cm", "c", "-o", "yaml"])
        }
    }

    @Test("from client-side to server-side apply and back")
    func migration() async throws {
        try await withKubectl { kubectl in
            #expect(try await kubectl.apply(Self.map("{a: '1', b: '1'}"), []) == "configmap/c created\n")
            #expect(try await kubectl.apply(Self.map("{a: '2'}")) == "configmap/c serverside-applied\n")
            let migrated = try await kubectl.object("cm/c")
            #expect(migrated["data"] == ["a": "2"], "\(managers(migrated))")
            #expect(managers(migrated).contains(#"kubectl Apply {"f:data":{"f:a":{}}}"#), "\(managers(migrated))")
            let annotation = migrated["metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"]?
                .string
            #expect(annotation?.contains(#""data":{"a":"2"}"#) == true, "\(annotation ?? "")")
            #expect(try await kubectl.apply(Self.map("{a: '3', c: '1'}"), []) == "configmap/c configured\n")
            let back = try await kubectl.object("cm/c")
            #expect(back["data"] == ["a": "3", "c": "1"])
            #expect(try await kubectl.apply(Self.map("{a: '4'}")) == "configmap/c serverside-applied\n")
            #expect(try await kubectl.object("cm/c")["data"] == ["a": "4"])
        }
    }

    private static func pod(_ image: String, label: String = "web") -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: \(label)}
        spec:
          containers:
          - name: app
            image: \(image)
            ports:
            - containerPort: 80
            env:
            - {name: A, value: "1"}

        """
    }

    @Test("a pod is applied, and a difference shown, by the server")
    func pods() async throws {
        try await withKubectl { kubectl in
            #expect(try await kubectl.apply(Self.pod("busybox:1")) == "pod/web serverside-applied\n")
            let created = try await kubectl.object("pod/web")
            #expect(try await kubectl.apply(Self.pod("busybox:1")) == "pod/web serverside-applied\n")
            #expect(try await kubectl.object("pod/web") == created)
            #expect(try await kubectl(["diff", "--server-side", "-f", "-"], Self.pod("busybox:1")).output == "")
            let difference = try await kubectl(["diff", "--server-side", "-f", "-"], Self.pod("busybox:2"), code: 1)
                .output
            #expect(
                difference.contains("-  - image: busybox:1\n") || difference.contains("-    image: busybox:1\n"),
                "\(difference)")
            #expect(difference.contains("image: busybox:2"))
            _ = try await kubectl.apply(Self.pod("busybox:2", label: "other"))
            #expect(try await kubectl.object("pod/web")["metadata", "labels", "app"] == "other")
        }
    }

    @Test("a difference between config maps, of both kinds of apply")
    func differences() async throws {
        try await withKubectl { kubectl in
            _ = try await kubectl.apply(Self.map("{a: '1', b: '1'}"))
            for flags in [["--server-side"], []] {
                let difference = try await kubectl(["diff", "-f", "-"] + flags, Self.map("{a: '2', b: '1'}"), code: 1)
                    .output
                #expect(difference.contains("-  a: \"1\"\n+  a: \"2\"\n"), "\(difference)")
            }
            #expect(try await kubectl(["diff", "--server-side", "-f", "-"], Self.map("{a: '1', b: '1'}")).output == "")
            let new = try await kubectl(
                ["diff", "--server-side", "-f", "-"], Self.map("{}").replacing("name: c", with: "name: d"), code: 1)
            #expect(new.output.contains("+  name: d"), "\(new.output)\(new.errors)")
        }
    }
}
