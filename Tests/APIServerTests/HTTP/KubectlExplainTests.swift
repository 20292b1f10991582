import Foundation
import KubernetesAPI
import Testing

@testable import APIServer

/// What stock kubectl makes of the published schemas.
@Suite struct KubectlExplainTests {
    @Test("kubectl explains every served kind with all its fields")
    func everyKind() async throws {
        let definitions = ServedResources.all() + ReviewResources.all
        try await StockKubectlTests.withServer { server in
            for definition in definitions {
                let output = try await server.kubectl(
                    ["explain", definition.resource, "--recursive", "--api-version", definition.apiVersion])
                #expect(output.code == 0, "\(definition.resource): \(output.standardError)")
                #expect(output.standardOutput.contains("KIND:       \(definition.kind)\n"))
                #expect(output.standardOutput.contains("  metadata\t<ObjectMeta>"), "\(definition.resource)")
                #expect(!output.standardOutput.contains("<unknown"), "\(definition.resource)")
            }
        }
    }

    @Test("fields are explained in words", arguments: ["plaintext", "plaintext-openapiv2"])
    func words(form: String) async throws {
        try await StockKubectlTests.withServer { server in
            let output = try await server.kubectl([
                "explain", "pod.spec.ephemeralContainers", "--recursive", "--output", form,
            ])
            #expect(output.code == 0, "\(output.standardError)")
            #expect(output.standardOutput.contains("targetContainerName"))
            let field = try await server.kubectl(["explain", "pod.spec.containers.image", "--output", form])
            #expect(field.standardOutput.contains("The image to run."), "\(field.standardError)")
            let kind = try await server.kubectl(["explain", "pod", "--output", form])
            #expect(kind.standardOutput.contains("Containers that run together on one node"))
        }
    }

    @Test("kubectl refuses a field that is not there, and shows what an apply would change")
    func strictAndDiff() async throws {
        try await StockKubectlTests.withServer { server in
            func manifest(_ value: String, _ more: String = "") -> String {
                "kind: ConfigMap\napiVersion: v1\nmetadata: {name: c}\ndata: {a: \(value)}\n\(more)"
            }
            let strict = try await server.kubectl(
                ["apply", "--validate=strict", "-f", "-"], stdin: manifest("one", "spec: {}\n"))
            #expect(strict.code == 1)
            #expect(strict.standardError.contains("unknown field \"spec\""), "\(strict.standardError)")
            let applied = try await server.kubectl(["apply", "-f", "-"], stdin: manifest("one"))
            #expect(applied.code == 0, "\(applied.standardError)")
            let diff = try await server.kubectl(["diff", "-f", "-"], stdin: manifest("two"))
            #expect(diff.code == 1, "\(diff.standardError)")
            #expect(diff.standardOutput.contains("-  a: one") && diff.standardOutput.contains("+  a: two"))
        }
    }
}
