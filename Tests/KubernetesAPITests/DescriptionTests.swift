import Testing

@testable import KubernetesSchema

@Suite("Descriptions")
struct DescriptionTests {
    private static let schema = Schema.published

    @Test("every description is one of something that is declared", arguments: Descriptions.shared.keys)
    func keys(_ key: String) {
        let parts = key.split(separator: ".").map(String.init)
        let types =
            parts[0] == "*" ? Array(Self.schema.types.values) : [Self.schema.types[parts[0]]].compactMap(\.self)
        #expect(types.contains { parts.count == 1 || $0.field(parts[1]) != nil })
    }

    @Test(
        "a kind and each of its members is described",
        arguments: [
            "Pod", "PodList", "Node", "Namespace", "ConfigMap", "Secret", "ServiceAccount", "Event", "EventsV1Event",
            "Lease", "PodSpec", "Container", "Probe", "VolumeMount", "LabelSelector",
        ])
    func kinds(_ name: String) {
        let type = Schema.shared[name]
        if !name.hasSuffix("List") { #expect(type.description != nil) }
        for field in type.fields { #expect(field.description != nil, "\(name).\(field.name)") }
    }

    @Test("a kind of which there are none is described, with each of its members")
    func outlines() {
        let outlines = Self.schema.types.values.filter { Schema.shared.types[$0.name] == nil }
        #expect(outlines.contains { $0.name == "Service" })
        for type in outlines {
            #expect(type.description != nil || type.name.hasSuffix("List"), "\(type.name)")
            for field in type.fields { #expect(field.description != nil, "\(type.name).\(field.name)") }
        }
    }

    @Test("descriptions of what is laid into a type, or shared, are found there")
    func inlined() {
        let schema = Schema.shared
        #expect(schema["EphemeralContainer"].field("image")?.description == "The image to run.")
        #expect(schema["Volume"].field("emptyDir")?.description?.hasPrefix("A directory that is empty") == true)
        #expect(schema["ConfigMapVolumeSource"].field("name")?.description == "The object's name.")
        #expect(schema["PodList"].field("metadata")?.description == "What a list says of itself.")
    }
}
