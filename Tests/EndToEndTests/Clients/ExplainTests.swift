import Foundation
import KubernetesAPI
import MayflyTestSupport
import Testing

/// `kubectl explain`, which today's kubectl makes of OpenAPI 3 and that of 2020 of OpenAPI 2.
@Suite(.serialized) struct ExplainTests {
    @Test("A3 A18: explain shows every field of ephemeral containers")
    func containers() async throws {
        try await withServer(images: false) { server in
            let containers = try await server.kubectl("explain", "pod.spec.ephemeralContainers", "--recursive")
            #expect(
                containers.exitCode == 0
                    && containers.output.contains("FIELD: ephemeralContainers <[]EphemeralContainer>"),
                "\(containers)")
            for field in [
                "targetContainerName\t<string>", "volumeMounts\t<[]VolumeMount>", "    mountPath\t<string> -required-",
            ] {
                #expect(containers.output.contains(field), "\(containers)")
            }
        }
    }

    @Test("A18: every kind that kubectl lists can be explained, by today's kubectl and that of 2020")
    func everyKind() async throws {
        let old = try await ClientTools.oldKubectl()
        try await withServer(images: false) { server in
            for kubectl in ["kubectl", old] {
                func run(_ arguments: String...) async throws -> CommandResult {
                    let ran = try await runCommand(
                        [kubectl] + arguments, environment: ["KUBECONFIG": server.kubeconfig])
                    #expect(ran.exitCode == 0, "\(ran)")
                    return ran
                }
                let listed = try await run("api-resources", "--no-headers").output.split(separator: "\n")
                #expect(listed.count > 40)
                for line in listed {
                    // Short names may be missing: name, short names, version, whether namespaced, kind.
                    let words = line.split(separator: " ").map(String.init)
                    guard words.count >= 4, let kind = words.last else {
                        Issue.record("not understood: \(line)")
                        continue
                    }
                    let version = "--api-version=\(words[words.count - 3])"
                    let explained = try await run("explain", words[0], version, "--recursive").output
                    let head = explained.prefix(
                        upTo: explained.firstRange(of: "FIELDS:")?.lowerBound ?? explained.endIndex)
                    #expect(
                        head.contains(/KIND: +/.ignoresCase()) && head.contains(" \(kind)\n"), "\(line)\n\(explained)")
                    #expect(head.contains("VERSION:") && head.contains("DESCRIPTION:"), "\(line)\n\(explained)")
                    #expect(!head.contains("<empty>"), "\(line)\n\(explained)")
                    for field in ["apiVersion\t<string>", "kind\t<string>", "metadata\t<"] {
                        #expect(explained.contains(field), "\(line)\n\(explained)")
                    }
                    for field in ["   name\t<string>", "   labels\t<map[string]string>"] {
                        #expect(explained.contains(field), "\(line)\n\(explained)")
                    }
                }
            }
        }
    }

    @Test("what there is none of is explained, and refused by the server, not for its fields")
    func outlines() async throws {
        let old = try await ClientTools.oldKubectl()
        let manifest = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},
             "spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}}}}
            """
        try await withServer(images: false) { server in
            for kubectl in ["kubectl", old] {
                try await server.expect(
                    [
                        (["explain", "deployment"], "This server has none."),
                        (["explain", "deployment"], "How many pods, made from what, and how they are replaced."),
                        (["explain", "service.spec"], "Which pods it leads to, and by which ports."),
                        (["explain", "storageclass.reclaimPolicy"], "Delete or Retain"),
                    ], from: kubectl)
                let refused = try await runCommand(
                    [kubectl, "create", "-f", "-"], input: manifest, environment: ["KUBECONFIG": server.kubeconfig])
                #expect(
                    refused.exitCode == 1
                        && refused.errors.contains("create is not supported on resources of kind \"deployments.apps\""),
                    "\(refused)")
            }
        }
    }
}
