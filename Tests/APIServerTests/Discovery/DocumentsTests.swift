import APIServer
import KubernetesAPI
import KubernetesSchema
import Testing

@Suite struct DocumentsTests {
    private static let shared = APIDocuments(testResources, version: "0.1.0")
    private static let served = APIDocuments(ServedResources.all(), version: "0.1.0")
    private var documents: APIDocuments { Self.shared }

    private func json(_ path: String, accept: String? = nil) throws -> (response: APIResponse, json: JSONValue) {
        var request = APIRequest(.get, path)
        request.headers["Accept"] = accept
        let response = try #require(documents.respond(to: request))
        let bytes = try #require(wholeBody(of: response))
        return (response, bytes.isEmpty ? .null : try JSONValue.parse(bytes))
    }

    @Test("A17: /version tells the level of the API and the program")
    func version() throws {
        let version = try json("/version").json
        #expect(version["gitVersion"] == "v1.32.0+mayfly.0.1.0")
        #expect(version["major"] == "1")
        #expect(version["minor"] == "32")
    }

    @Test("A3: discovery lists the subresource ephemeralcontainers with its kind and verbs")
    func subresource() throws {
        let resources = try json("/api/v1").json["resources"]?.array ?? []
        #expect(
            resources.map { $0["name"]?.string } == [
                "namespaces", "pods", "pods/ephemeralcontainers", "pods/exec", "pods/log",
            ])
        let entry = try #require(resources.first { $0["name"] == "pods/ephemeralcontainers" })
        #expect(entry["kind"] == "Pod")
        #expect(entry["verbs"] == ["get", "patch", "update"])
        #expect(entry["namespaced"] == true)
    }

    @Test("the roots list versions and groups")
    func roots() throws {
        #expect(try json("/api").json["versions"] == ["v1"])
        let groups = try json("/apis/").json["groups"]?.array ?? []
        #expect(groups.map { $0["name"]?.string } == ["coordination.k8s.io"])
        #expect(groups.first?["preferredVersion"]?["groupVersion"] == "coordination.k8s.io/v1")
        #expect(try json("/apis/coordination.k8s.io").json["kind"] == "APIGroup")
        #expect(documents.respond(to: APIRequest(.get, "/apis/apps")) == nil)
        #expect(documents.respond(to: APIRequest(.get, "/apis/coordination.k8s.io/v2")) == nil)
    }

    @Test("groups stand in Kubernetes' order, which clients resolve words by")
    func order() throws {
        let documents = APIDocuments(ServedResources.all(), version: "0")
        let answer = try #require(documents.respond(to: APIRequest(.get, "/apis")))
        let names = Answer(answer).json["groups"]?.array?.compactMap { $0["name"]?.string }
        let expected = [
            "apps", "events.k8s.io", "autoscaling", "batch", "certificates.k8s.io", "networking.k8s.io", "policy",
            "storage.k8s.io", "admissionregistration.k8s.io", "apiextensions.k8s.io", "scheduling.k8s.io",
            "coordination.k8s.io", "node.k8s.io", "discovery.k8s.io",
        ]
        #expect(names == expected)
    }

    @Test("aggregated discovery echoes the version that was asked for", arguments: ["v2", "v2beta1"])
    func aggregated(version: String) throws {
        let type = "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList"
        let (response, list) = try json("/api", accept: "\(type),application/json")
        #expect(response.headers["Content-Type"] == type)
        #expect(list["apiVersion"]?.string == "apidiscovery.k8s.io/\(version)")
        let resources = list["items"]?.array?.first?["versions"]?.array?.first?["resources"]?.array ?? []
        let pods = try #require(resources.first { $0["resource"] == "pods" })
        #expect(pods["scope"] == "Namespaced")
        #expect(pods["responseKind"] == ["group": "", "version": "v1", "kind": "Pod"])
        #expect(
            pods["subresources"]?.array?.compactMap { $0["subresource"]?.string } == [
                "ephemeralcontainers", "exec", "log",
            ])
    }

    @Test("an unknown version of aggregated discovery falls through to what the client takes next")
    func fallsThrough() throws {
        let unknown = "application/json;g=apidiscovery.k8s.io;v=v9;as=APIGroupDiscoveryList"
        #expect(try json("/apis", accept: unknown + ", application/json").json["kind"] == "APIGroupList")
        #expect(try json("/apis", accept: unknown).response.status == 406)
        #expect(try json("/version", accept: "application/vnd.kubernetes.protobuf").response.status == 406)
    }

    @Test("a client that has the document is told so")
    func notModified() throws {
        let tag = try #require(try json("/api").response.headers["ETag"])
        var request = APIRequest(.get, "/api")
        request.headers["If-None-Match"] = tag
        #expect(documents.respond(to: request)?.status == 304)
    }

    @Test("the OpenAPI index names a document with its hash, and that document knows its own hash")
    func openAPIIndex() throws {
        let paths = try json("/openapi/v3").json["paths"]
        #expect(paths?.object?.keys == ["api/v1", "apis/coordination.k8s.io/v1"])
        let address = try #require(paths?["api/v1"]?["serverRelativeURL"]?.string)
        let parts = address.split(separator: "?hash=")
        #expect(parts.first == "/openapi/v3/api/v1")
        var request = APIRequest(.get, "/openapi/v3/api/v1", query: [("hash", String(parts.last ?? ""))])
        #expect(documents.respond(to: request)?.headers["Cache-Control"] == "public, immutable")
        request.query["hash"] = "OLD"
        #expect(documents.respond(to: request)?.headers["Location"] == address)
    }

    @Test("the PATCH of a pod carries its kind and the query parameters that kubectl looks for")
    func patchOperation() throws {
        let document = try json("/openapi/v3/api/v1").json
        for path in [
            "/api/v1/namespaces/{namespace}/pods/{name}",
            "/api/v1/namespaces/{namespace}/pods/{name}/ephemeralcontainers",
        ] {
            let patch = try #require(document["paths"]?[path]?["patch"])
            #expect(patch["x-kubernetes-group-version-kind"] == ["group": "", "kind": "Pod", "version": "v1"])
            let names = patch["parameters"]?.array?.compactMap { $0["name"]?.string } ?? []
            #expect(names.contains("dryRun"))
            #expect(names.contains("fieldValidation"))
        }
    }

    @Test(
        "every reference in the documents of all that is served leads somewhere",
        arguments: [
            "/openapi/v3/api/v1", "/openapi/v3/apis/apps/v1", "/openapi/v3/apis/events.k8s.io/v1", "/openapi/v2",
        ])
    func references(path: String) throws {
        let response = try #require(Self.served.respond(to: APIRequest(.get, path)))
        let bytes = try #require(wholeBody(of: response))
        let document = try JSONValue.parse(bytes)
        let schemas = document["definitions"] ?? document["components"]?["schemas"]
        func check(_ value: JSONValue) {
            if let reference = value["$ref"]?.string {
                let name = reference.split(separator: "/").last.map(String.init) ?? ""
                #expect(schemas?[name] != nil, "\(reference)")
            }
            for member in value.object?.members ?? [] { check(member.value) }
            for element in value.array ?? [] { check(element) }
        }
        check(document)
    }

    @Test(
        "operations have names of their own, as generators need them", arguments: ["/openapi/v2", "/openapi/v3/api/v1"])
    func operationIdentifiers(path: String) throws {
        let response = try #require(Self.served.respond(to: APIRequest(.get, path)))
        let document = try JSONValue.parse(try #require(wholeBody(of: response)))
        var names: [String] = []
        for (_, item) in document["paths"]?.object?.members ?? [] {
            names += (item.object?.members ?? []).compactMap { $0.value["operationId"]?.string }
        }
        #expect(Set(names).count == names.count)
        #expect(names.contains("listCoreV1NamespacedPod"))
        #expect(names.contains("deleteCoreV1CollectionNamespacedPod"))
        #expect(names.contains("patchCoreV1NamespacedPodEphemeralcontainers"))
        #expect(names.contains("listCoreV1PodForAllNamespaces"))
        let operations = document["paths"]?["/api/v1/namespaces/{namespace}/pods"]
        #expect(operations?["get"]?["tags"] == ["core_v1"])
    }

    @Test(
        "discovery can be had as protobuf, in every form",
        arguments: ["/api", "/apis", "/api/v1", "/apis/coordination.k8s.io"])
    func protobuf(path: String) throws {
        let type = "application/vnd.kubernetes.protobuf"
        var request = APIRequest(.get, path)
        request.headers["Accept"] = type + ",application/json"
        let legacy = try #require(documents.respond(to: request))
        #expect(legacy.headers["Content-Type"] == type)
        // That of `/api` names no version, as in Kubernetes.
        let kind = path == "/api" ? Schema.shared["APIVersions"] : nil
        let read = try ProtobufEnvelope(try #require(wholeBody(of: legacy))).tree(.shared, as: kind)
        let sent = try json(path).json
        for member in ["versions", "groups", "resources", "groupVersion", "name"] where sent[member] != nil {
            if member == "versions" || member == "groupVersion" || member == "name" {
                #expect(read[member] == sent[member])
            } else {
                #expect(read[member]?.array?.count == sent[member]?.array?.count)
            }
        }
        guard path.split(separator: "/").count == 1 else { return }
        request.headers["Accept"] = type + ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
        let aggregated = try #require(documents.respond(to: request))
        #expect(aggregated.headers["Content-Type"] == request.headers["Accept"])
        #expect(try ProtobufEnvelope(try #require(wholeBody(of: aggregated))).kind == "APIGroupDiscoveryList")
    }

    @Test("the schema of a list says how it is merged")
    func mergeKeys() throws {
        let document = try json("/openapi/v3/api/v1").json
        let containers = document["components"]?["schemas"]?["io.k8s.api.core.v1.PodSpec"]?["properties"]?[
            "ephemeralContainers"]
        #expect(containers?["x-kubernetes-patch-merge-key"] == "name")
        #expect(containers?["x-kubernetes-patch-strategy"] == "merge")
        #expect(containers?["x-kubernetes-list-map-keys"] == ["name"])
    }
}

@Suite struct KubectlDiscoveryTests {
    private func kubectl(_ arguments: [String]) async throws -> (
        standardOutput: String, standardError: String, code: Int32
    ) {
        try await LiveServer.with(DocumentsHandler()) { try await $0.kubectl(arguments) }
    }

    @Test("A17: kubectl version shows the server's version")
    func version() async throws {
        let output = try await kubectl(["version"])
        #expect(output.code == 0, "\(output.standardError)")
        #expect(output.standardOutput.contains("Server Version: v1.32.0+mayfly.0.1.0"))
    }

    @Test("kubectl lists the resources")
    func resources() async throws {
        let output = try await kubectl(["api-resources", "--no-headers"])
        #expect(output.code == 0, "\(output.standardError)")
        let rows = output.standardOutput.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(
            rows == [
                "namespaces ns v1 false Namespace", "pods po v1 true Pod", "leases coordination.k8s.io/v1 true Lease",
            ])
    }

    @Test("kubectl explains a field from either form of OpenAPI", arguments: ["plaintext", "plaintext-openapiv2"])
    func explain(form: String) async throws {
        let output = try await kubectl(["explain", "pod.spec.ephemeralContainers", "--output", form])
        #expect(output.code == 0, "\(output.standardError)")
        #expect(output.standardOutput.contains("targetContainerName"))
    }
}

extension LiveServer {
    /// Runs kubectl with the administrator's kubeconfig and a cache of its own.
    func kubectl(_ arguments: [String], stdin: String? = nil) async throws
        -> (standardOutput: String, standardError: String, code: Int32)
    {
        try await run(
            "kubectl",
            ["--kubeconfig", directory + "/admin.kubeconfig", "--cache-dir", directory + "/cache"] + arguments,
            stdin: stdin.map { .init($0.utf8) })
    }
}

/// The body of a document; nil if it is a stream, which documents never are.
private func wholeBody(of response: APIResponse) -> [UInt8]? {
    if case .bytes(let bytes) = response.body { bytes } else { nil }
}
