import Foundation
import KubernetesAPI
import MayflyTestSupport
import Testing

@Suite(.serialized) struct SubresourceTests {
    static let path = "/api/v1/namespaces/default/pods/ephemeral-demo/ephemeralcontainers"

    @Test("A2 A5 A8 A9 A18: the document's replace --raw adds a container, which runs, is shown, and stays as it is")
    func document() async throws {
        try await withServer { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            let file = server.directory.appending(path: "ec.json").path
            try ephemeralContainersBody(pod: "ephemeral-demo").write(toFile: file, atomically: true, encoding: .utf8)

            let added = try await server.kubectl("replace", "--raw", Self.path, "-f", file)
            #expect(added.exitCode == 0, "\(added)")
            let list = try JSONValue.parse(Array(added.output.utf8))
            #expect(list["kind"]?.string == "EphemeralContainers")
            #expect(list["metadata", "name"]?.string == "ephemeral-demo")
            #expect(list["ephemeralContainers"]?.array?.first?["name"]?.string == "debugger")
            #expect(list["ephemeralContainers"]?.array?.first?["resources"] == [:])

            let running = try await server.mayfly(
                "wait", "--for=jsonpath={.status.ephemeralContainerStatuses[0].state.running}", "pod/ephemeral-demo")
            #expect(running.exitCode == 0, "\(running)")
            for client in TestServer.Client.allCases {
                let described = try await server.run(client, "describe", "pod", "ephemeral-demo")
                #expect(
                    described.output.contains("Ephemeral Containers:\n  debugger:\n    Container ID:  runc://"),
                    "\(described)")
                #expect(
                    described.output.contains("    Command:\n      sh\n    State:          Running\n"), "\(described)")
                #expect(described.output.contains("    Ready:          False\n    Restart Count:  0\n"), "\(described)")
            }
            let yaml = try await server.kubectl("get", "pod", "ephemeral-demo", "-o", "yaml")
            #expect(
                yaml.output.contains("ephemeralContainers:") && yaml.output.contains("ephemeralContainerStatuses:"),
                "\(yaml)")

            // A5: neither removed nor changed.
            try ephemeralContainersBody(pod: "ephemeral-demo", name: "other").write(
                toFile: file, atomically: true, encoding: .utf8)
            let removed = try await server.kubectl("replace", "--raw", Self.path, "-f", file)
            #expect(
                removed.exitCode == 1
                    && removed.errors.contains("existing ephemeral containers \"debugger\" may not be removed"),
                "\(removed)")
            try ephemeralContainersBody(pod: "ephemeral-demo", image: "alpine").write(
                toFile: file, atomically: true, encoding: .utf8)
            let changed = try await server.kubectl("replace", "--raw", Self.path, "-f", file)
            #expect(
                changed.exitCode == 1
                    && changed.errors.contains("existing ephemeral containers \"debugger\" may not be changed"),
                "\(changed)")
        }
    }

    @Test(
        "A1 A4: neither patch, edit nor apply of the pod adds a container of any kind, and create refuses ephemeral ones"
    )
    func notThroughThePod() async throws {
        try await withServer { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            for (list, message) in [
                ("containers", "pod updates may not add or remove containers"),
                ("ephemeralContainers", "pod updates may not change fields other than"),
            ] {
                let patched = try await server.kubectl(
                    "patch", "pod", "ephemeral-demo", "-p",
                    #"{"spec":{"\#(list)":[{"name":"x","image":"busybox:1.36"}]}}"#)
                #expect(patched.exitCode == 1 && patched.errors.contains(message), "\(patched)")
            }
            let edited = try await runCommand(
                ["kubectl", "edit", "pod", "ephemeral-demo"],
                environment: [
                    "KUBECONFIG": server.kubeconfig,
                    "KUBE_EDITOR":
                        "sed -i 's/^  containers:$/  ephemeralContainers: [{name: x, image: busybox}]\\n  containers:/'",
                ])
            #expect(
                edited.exitCode == 1 && edited.errors.contains("pods \"ephemeral-demo\" is invalid"),
                "\(edited)")
            let created = try await server.kubectl(
                "create", "-f", "-",
                input: shelllessPod.replacing("ephemeral-demo", with: "second")
                    + "\n  ephemeralContainers: [{name: x, image: busybox}]\n")
            #expect(
                created.exitCode == 1
                    && created.errors.contains("spec.ephemeralContainers: Forbidden: cannot be set on create"),
                "\(created)")
        }
    }

    @Test(
        "A3 A6: fields that ephemeral containers may not have are refused by name and path",
        arguments: [
            (
                "\"ports\":[{\"containerPort\":80}]",
                "spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container"
            ),
            (
                "\"resources\":{\"limits\":{\"cpu\":\"1\"}}",
                "spec.ephemeralContainers[0].resources: Forbidden: cannot be set for an Ephemeral Container"
            ),
            (
                "\"livenessProbe\":{\"tcpSocket\":{\"port\":80}}",
                "spec.ephemeralContainers[0].livenessProbe: Forbidden: cannot be set for an Ephemeral Container"
            ),
            (
                "\"targetContainerName\":\"nope\"",
                "spec.ephemeralContainers[0].targetContainerName: Not found: \"nope\""
            ),
        ])
    func fields(member: String, message: String) async throws {
        try await withServer(images: false) { server in
            _ = try await server.mayfly("apply", "-f", "-", input: shelllessPod)
            let patched = try await server.kubectl(
                "patch", "pod", "ephemeral-demo", "--subresource=ephemeralcontainers", "--type=strategic", "-p",
                #"{"spec":{"ephemeralContainers":[{"name":"d","image":"busybox",\#(member)}]}}"#)
            #expect(patched.exitCode == 1 && patched.errors.contains(message), "\(patched)")
        }
    }

    @Test("A16: with the gate off the subresource is not there, and both clients say so")
    func gate() async throws {
        try await withServer(flags: ["--feature-gates", "EphemeralContainers=false"]) { server in
            try await server.run(pod: "ephemeral-demo", shelllessPod)
            for client in TestServer.Client.allCases {
                let refused = try await server.run(
                    client, "debug", "-i", "ephemeral-demo", "--image=busybox:1.36", input: "exit\n")
                #expect(
                    refused.exitCode == 1
                        && refused.errors.contains("ephemeral containers are disabled for this cluster"), "\(refused)")
            }
        }
    }

    @Test("A17: version shows client and server")
    func version() async throws {
        try await withServer(images: false) { server in
            let kubectl = try await server.kubectl("version")
            #expect(
                kubectl.output.contains("Server Version: v1.32.") && kubectl.output.contains("+mayfly."), "\(kubectl)")
            let own = try await server.mayfly("version")
            #expect(own.output.contains("Client Version: v") && own.output.contains("Server Version: v1.32."), "\(own)")
        }
    }
}
