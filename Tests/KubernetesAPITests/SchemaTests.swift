import KubernetesAPI
import KubernetesSchema
import Testing

@testable import generate_api

@Suite("Schema")
struct SchemaTests {
    @Test("the generated structs are those of the declarations", arguments: GeneratedFile.all(of: .shared))
    func generated(_ file: GeneratedFile) throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let path = "/\(root)/Sources/KubernetesAPI/Types/\(file.name)"
        #expect(readFile(path) == file.text, "run `make generate`")
    }

    @Test("every kind's struct reads and writes every field")
    func structs() throws {
        func check<T: APIKind>(_: T.Type) throws {
            let type = Schema.shared[T.schemaType]
            let tree = sample(type)
            #expect(try T(json: tree).json.encoded() == tree.encoded())
            #expect(
                T().json
                    == (try Schema.shared.canonical(
                        ["kind": .string(T.kind), "apiVersion": .string(T.apiVersion)], as: type
                    ).value))
        }
        let kinds: [any APIKind.Type] = [
            APIGroup.self, APIGroupDiscovery.self, APIGroupDiscoveryList.self, APIGroupList.self, APIResourceList.self,
            APIVersions.self, Binding.self, ConfigMap.self, DeleteOptions.self, EphemeralContainers.self, Event.self,
            EventsV1Event.self, Lease.self, LocalSubjectAccessReview.self, Namespace.self, Node.self,
            PartialObjectMetadata.self, PartialObjectMetadataList.self, Pod.self, PodTemplate.self, Secret.self,
            SelfSubjectAccessReview.self, SelfSubjectReview.self, SelfSubjectRulesReview.self, ServiceAccount.self,
            Status.self, SubjectAccessReview.self, Table.self, TokenReview.self,
        ]
        for kind in kinds { try check(kind) }
    }

    @Test("kinds are found by their names on the wire, lists among them")
    func kindLookup() {
        #expect(Schema.shared.kind("Pod", apiVersion: "v1")?.openAPIName == "io.k8s.api.core.v1.Pod")
        #expect(Schema.shared.kind("PodList", apiVersion: "v1")?.field("items")?.type == .list(.object("Pod")))
        #expect(Schema.shared.kind("Event", apiVersion: "events.k8s.io/v1")?.name == "EventsV1Event")
        #expect(Schema.shared.kind("DeleteOptions", apiVersion: "apps/v1")?.name == "DeleteOptions")
        #expect(Schema.shared.kind("Pod", apiVersion: "v2") == nil)
    }

    @Test("fields carry what merging and server-side apply need")
    func facts() {
        let containers = Schema.shared["PodSpec"].field("containers")
        #expect(containers?.mergeKey == "name")
        #expect(containers?.number == 2)
        #expect(containers?.isRequired == true)
        #expect(Schema.shared["Container"].field("ports")?.listType == .map(keys: ["containerPort", "protocol"]))
        #expect(Schema.shared["EphemeralContainer"].field("name")?.inlinedIn == 1)
        #expect(Schema.shared["ObjectMeta"].field("finalizers")?.listType == .set)
        #expect(Schema.shared.mergeRule(for: "volumes", of: "PodSpec")?.retainsKeys == true)
        #expect(Schema.shared.mergeRule(for: "tolerations", of: "PodSpec")?.mergesList == false)
    }
}
