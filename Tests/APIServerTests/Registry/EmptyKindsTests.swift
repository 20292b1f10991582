import KubernetesAPI
import Testing

@testable import APIServer

@Suite struct EmptyKindsTests {
    private func path(_ definition: ResourceDefinition) -> String {
        let base = definition.group.isEmpty ? "/api/v1" : "/apis/\(definition.apiVersion)"
        return base + (definition.namespaced ? "/namespaces/default" : "") + "/\(definition.resource)"
    }

    @Test("Each can be listed, as objects and as a table, and has none")
    func lists() async throws {
        let server = try await TestServer()
        for definition in EmptyKinds.all {
            let list = await server.send(.get, path(definition))
            #expect(list.status == 200, "\(list.text)")
            #expect(list.json["kind"]?.string == definition.kind + "List")
            #expect(list.json["apiVersion"]?.string == definition.apiVersion)
            #expect(list.json["items"] == [])
            let table = await server.send(
                .get, path(definition), headers: ["Accept": "application/json;as=Table;g=meta.k8s.io;v=v1"])
            #expect(table.json["kind"] == "Table")
            #expect(table.json["rows"] == [])
            let missing = await server.send(.get, path(definition) + "/x")
            #expect(missing.status == 404)
            #expect(missing.json["details", "name"] == "x")
            #expect(missing.json["details", "kind"]?.string == definition.resource)
        }
    }

    @Test("None of them can be written, and the answer says so")
    func writes() async throws {
        let server = try await TestServer()
        let refused = await server.send(
            .post, "/apis/apps/v1/namespaces/default/deployments",
            ["kind": "Deployment", "apiVersion": "apps/v1", "metadata": ["name": "d"]])
        #expect(refused.status == 405)
        #expect(
            refused.message
                == "create is not supported on resources of kind \"deployments.apps\": this server has none and only lets them be listed"
        )
        for method in [APIRequest.Method.put, .patch, .delete] {
            #expect(await server.send(method, "/api/v1/namespaces/default/services/s", [:]).status == 405)
        }
        #expect(await server.send(.delete, "/api/v1/namespaces/default/services").status == 405)
    }

    @Test("A watch stays open and ends in time with a bookmark")
    func watches() async throws {
        let server = try await TestServer()
        let query: QueryItems = [("watch", "true"), ("allowWatchBookmarks", "true"), ("timeoutSeconds", "1")]
        var frames = await server.send(.get, "/api/v1/services", query: query).frames()
        let frame = try await next(&frames)
        #expect(frame?["type"] == "BOOKMARK")
        #expect(frame?["object", "kind"] == "Service")
        #expect(try await next(&frames) == nil)
    }

    @Test("Plurals are Kubernetes' own")
    func plurals() {
        let names = Set(EmptyKinds.all.map(\.resource))
        for name in [
            "endpoints", "ingresses", "networkpolicies", "storageclasses", "csistoragecapacities", "limitranges",
            "replicasets", "horizontalpodautoscalers", "ingressclasses", "endpointslices",
        ] { #expect(names.contains(name), "\(name)") }
    }
}
