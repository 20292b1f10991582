import Foundation
import KubernetesAPI
import MayflyTestSupport
import Testing

/// `kubectl apply` of both kinds and `kubectl diff`, by today's kubectl and that of 2020, and whose fields are whose afterwards.
@Suite(.serialized) struct ApplyTests {
    enum Age: CaseIterable { case today, of2020 }

    private struct Kubectl {
        let server: TestServer
        let path: String
        let age: Age

        /// Runs it with a manifest as its input; it is to end with the code.
        @discardableResult
        func callAsFunction(_ arguments: String..., manifest: String? = nil, code: Int32 = 0) async throws
            -> CommandResult
        {
            let ran = try await runCommand(
                [path, "--cache-dir", server.directory.path + "/cache-\(age)"] + arguments, input: manifest,
                environment: ["KUBECONFIG": server.kubeconfig])
            #expect(ran.exitCode == code, "\(ran)")
            return ran
        }

        func object(_ name: String) async throws -> JSONValue {
            let read =
                age == .today
                ? try await self("get", name, "-o", "json", "--show-managed-fields")
                : try await self("get", name, "-o", "json")
            return try JSONValue.parse(Array(read.output.utf8))
        }
    }

    private func withKubectl(_ age: Age, images: Bool = false, _ body: (Kubectl) async throws -> Void) async throws {
        try await withServer(images: images) { server in
            let path = age == .today ? "kubectl" : try await ClientTools.oldKubectl()
            try await body(Kubectl(server: server, path: path, age: age))
        }
    }

    private func map(_ data: String, name: String = "settings") -> String {
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \(name)}\ndata: \(data)\n"
    }

    /// Manager, operation and fields of every entry.
    private func managers(_ object: JSONValue) -> [String] {
        (object["metadata", "managedFields"]?.array ?? []).map { entry in
            let fields = entry["fieldsV1"].map { String(decoding: $0.encoded(), as: UTF8.self) } ?? ""
            return "\(entry["manager"]?.string ?? "") \(entry["operation"]?.string ?? "") \(fields)"
        }
    }

    private func lastApplied(_ object: JSONValue) throws -> JSONValue {
        let text = object["metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"]?.string
        return try JSONValue.parse(Array((text ?? "null").utf8))
    }

    @Test("server-side apply: a second manager is told of the first, and takes over by force", arguments: Age.allCases)
    func conflict(age: Age) async throws {
        try await withKubectl(age) { kubectl in
            let first = map("{a: one, b: shared}")
            let second = map("{a: two, b: shared}")
            let made = try await kubectl("apply", "--server-side", "-f", "-", manifest: first)
            #expect(made.output == "configmap/settings serverside-applied\n")
            let before = try await kubectl.object("configmap/settings")
            #expect(managers(before) == [#"kubectl Apply {"f:data":{"f:a":{},"f:b":{}}}"#])
            try await kubectl("apply", "--server-side", "-f", "-", manifest: first)
            #expect(
                try await kubectl.object("configmap/settings") == before, "nothing is written where nothing changes")

            let refused = try await kubectl(
                "apply", "--server-side", "--field-manager=other", "-f", "-", manifest: second, code: 1)
            #expect(refused.errors.contains(#"Apply failed with 1 conflict: conflict with "kubectl": .data.a"#))
            #expect(refused.errors.contains("--force-conflicts"))
            let tried = try await kubectl(
                "apply", "--server-side", "--field-manager=other", "--force-conflicts", "--dry-run=server", "-f", "-",
                manifest: second)
            #expect(tried.output == "configmap/settings serverside-applied (server dry run)\n")
            #expect(try await kubectl.object("configmap/settings") == before)

            try await kubectl(
                "apply", "--server-side", "--field-manager=other", "--force-conflicts", "-f", "-", manifest: second)
            let after = try await kubectl.object("configmap/settings")
            #expect(after["data"] == ["a": "two", "b": "shared"])
            #expect(
                Set(managers(after)) == [
                    #"kubectl Apply {"f:data":{"f:b":{}}}"#, #"other Apply {"f:data":{"f:a":{},"f:b":{}}}"#,
                ])
            // What nobody applies any more goes; what another still applies stays.
            try await kubectl(
                "apply", "--server-side", "--field-manager=other", "-f", "-", manifest: map("{c: new}"))
            #expect(try await kubectl.object("configmap/settings")["data"] == ["b": "shared", "c": "new"])
        }
    }

    @Test("a running pod is applied by the server, beside what the node reports of it", arguments: Age.allCases)
    func pod(age: Age) async throws {
        try await withKubectl(age, images: true) { kubectl in
            let manifest = busyboxPod("web", "exec sleep 1000").replacing(
                "  name: web", with: "  name: web\n  labels: {tier: front}")
            let made = try await kubectl("apply", "--server-side", "-f", "-", manifest: manifest)
            #expect(made.output == "pod/web serverside-applied\n")
            try await kubectl("wait", "--for=condition=Ready", "pod/web", "--timeout=60s")
            let running = try await kubectl.object("pod/web")
            #expect(
                managers(running).contains { $0.hasPrefix("kubectl Apply") && $0.contains(#"k:{\"name\":\"app\"}"#) },
                "\(managers(running))")
            #expect(
                managers(running).contains { $0.hasPrefix("mayfly Update") && $0.contains("f:containerStatuses") },
                "\(managers(running))")
            try await kubectl("apply", "--server-side", "-f", "-", manifest: manifest)
            #expect(try await kubectl.object("pod/web") == running)

            let other = manifest.replacing("front", with: "back").replacing(
                "image: busybox:1.36", with: "image: docker.io/library/busybox:1.36")
            let refused = try await kubectl(
                "apply", "--server-side", "--field-manager=other", "-f", "-", manifest: other, code: 1)
            #expect(refused.errors.contains(#"Apply failed with 2 conflicts: conflicts with "kubectl""#))
            for field in [".metadata.labels.tier", #".spec.containers[name="app"].image"#] {
                #expect(refused.errors.contains(field), "\(refused)")
            }
            try await kubectl(
                "apply", "--server-side", "--field-manager=other", "--force-conflicts", "-f", "-",
                manifest: manifest.replacing("front", with: "back"))
            let taken = try await kubectl.object("pod/web")
            #expect(taken["metadata", "labels"] == ["tier": "back"] && taken["spec"] == running["spec"])
            let forbidden = try await kubectl(
                "apply", "--server-side", "--force-conflicts", "-f", "-",
                manifest: manifest.replacing("front", with: "back").replacing("sleep 1000", with: "sleep 2000"), code: 1
            )
            #expect(forbidden.errors.contains("pod updates may not change fields other than"), "\(forbidden)")
        }
    }

    @Test("from client-side to server-side apply, back, and there again", arguments: Age.allCases)
    func bothDirections(age: Age) async throws {
        try await withKubectl(age) { kubectl in
            let made = try await kubectl("apply", "-f", "-", manifest: map("{a: '1', b: '1'}"))
            #expect(made.output == "configmap/settings created\n")
            let client = try await kubectl.object("configmap/settings")
            #expect(managers(client).map { $0.prefix { $0 != "{" } } == ["kubectl-client-side-apply Update "])
            #expect(try lastApplied(client)["data"] == ["a": "1", "b": "1"])

            // Values that kubectl itself applied before are no conflict.
            let there = try await kubectl("apply", "--server-side", "-f", "-", manifest: map("{a: '2'}"))
            #expect(there.output == "configmap/settings serverside-applied\n")
            let server = try await kubectl.object("configmap/settings")
            #expect(managers(server).contains(#"kubectl Apply {"f:data":{"f:a":{}}}"#), "\(managers(server))")
            #expect(try lastApplied(server)["data"] == ["a": "2"])
            let isMigrated = !managers(server).contains { $0.hasPrefix("kubectl-client-side-apply") }
            // Today's kubectl hands over the fields that it owns by the old way; that of 2020 leaves them where they are.
            #expect(isMigrated == (age == .today), "\(managers(server))")
            #expect(server["data"] == (age == .today ? ["a": "2"] : ["a": "2", "b": "1"]))

            let back = try await kubectl("apply", "-f", "-", manifest: map("{a: '3', c: '1'}"))
            #expect(back.output == "configmap/settings configured\n")
            let again = try await kubectl.object("configmap/settings")
            #expect(again["data", "a"] == "3" && again["data", "c"] == "1")
            #expect(try lastApplied(again)["data"] == ["a": "3", "c": "1"])

            try await kubectl("apply", "--server-side", "-f", "-", manifest: map("{a: '4'}"))
            let last = try await kubectl.object("configmap/settings")
            #expect(last["data", "a"] == "4")
            #expect(try lastApplied(last)["data"] == ["a": "4"])
            if age == .today { #expect(last["data"] == ["a": "4"]) }
            let other = try await kubectl(
                "apply", "--server-side", "--field-manager=other", "-f", "-", manifest: map("{a: '5'}"), code: 1)
            #expect(other.errors.contains(#"conflict with "kubectl""#), "\(other)")
        }
    }

    @Test("diff shows what either kind of apply would change, and nothing after it", arguments: Age.allCases)
    func diff(age: Age) async throws {
        try await withKubectl(age) { kubectl in
            let new = try await kubectl("diff", "-f", "-", manifest: map("{a: '1'}"), code: 1)
            #expect(new.output.contains("+  a: \"1\"\n") && new.output.contains("+  name: settings\n"), "\(new)")
            let missing = try await kubectl("get", "configmap", "settings", code: 1)
            #expect(missing.errors.contains("not found"), "a difference is shown, not made")
            for (flags, name) in [([], "client"), (["--server-side"], "server")] {
                func run(_ verb: String, _ value: Int, code: Int32 = 0) async throws -> CommandResult {
                    let arguments = [verb] + flags + ["-f", "-"]
                    let ran = try await runCommand(
                        [kubectl.path] + arguments, input: map("{a: '\(value)', b: '0'}", name: name),
                        environment: ["KUBECONFIG": kubectl.server.kubeconfig])
                    #expect(ran.exitCode == code, "\(ran)")
                    return ran
                }
                _ = try await run("apply", 1)
                #expect(try await run("diff", 1).output == "")
                let changed = try await run("diff", 2, code: 1)
                #expect(changed.output.contains("-  a: \"1\"\n+  a: \"2\"\n   b: \"0\"\n"), "\(changed)")
                _ = try await run("apply", 2)
                #expect(try await run("diff", 2).output == "")
            }
            let refused = try await kubectl(
                "diff", "--server-side", "--field-manager=other", "-f", "-", manifest: map("{a: '3'}", name: "server"),
                code: 2)
            #expect(refused.errors.contains(#"Apply failed with 1 conflict: conflict with "kubectl": .data.a"#))
            let forced = try await kubectl(
                "diff", "--server-side", "--field-manager=other", "--force-conflicts", "-f", "-",
                manifest: map("{a: '3'}", name: "server"), code: 1)
            #expect(forced.output.contains("-  a: \"2\"\n+  a: \"3\"\n"), "\(forced)")
        }
    }

    @Test("get leaves managed fields out unless told to show them")
    func managedFields() async throws {
        try await withKubectl(.today) { kubectl in
            try await kubectl("apply", "--server-side", "-f", "-", manifest: map("{a: '1'}"))
            for form in ["yaml", "json"] {
                let plain = try await kubectl("get", "configmap", "settings", "-o", form)
                #expect(!plain.output.contains("managedFields"), "\(plain)")
                let shown = try await kubectl("get", "configmap", "settings", "-o", form, "--show-managed-fields")
                #expect(shown.output.contains("managedFields") && shown.output.contains("f:data"), "\(shown)")
            }
        }
    }
}
