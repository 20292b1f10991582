import KubernetesAPI
import Testing

@testable import APIServer

@Suite struct OwnershipTests {
    static let cases: [(JSONValue, [String])] = [
        (["ownerReferences": [["apiVersion": "v1", "kind": "Pod", "name": "p", "uid": "u"]]], []),
        (
            ["ownerReferences": [["apiVersion": "", "kind": "", "name": "", "uid": ""]]],
            [
                "metadata.ownerReferences.apiVersion: Invalid value: \"\": version must not be empty",
                "metadata.ownerReferences.kind: Invalid value: \"\": kind must not be empty",
                "metadata.ownerReferences.name: Invalid value: \"\": name must not be empty",
                "metadata.ownerReferences.uid: Invalid value: \"\": uid must not be empty",
            ]
        ),
        (
            ["ownerReferences": [["apiVersion": "v1", "kind": "Event", "name": "e", "uid": "u"]]],
            [
                "metadata.ownerReferences: Invalid value: v1.OwnerReference{APIVersion:\"v1\", Kind:\"Event\", Name:\"e\", UID:\"u\", Controller:(*bool)(nil), BlockOwnerDeletion:(*bool)(nil)}: /v1, Kind=Event is disallowed from being an owner"
            ]
        ),
        (
            ["finalizers": ["orphan", "foregroundDeletion"]],
            [
                "metadata.finalizers: Invalid value: []string{\"orphan\", \"foregroundDeletion\"}: finalizer orphan and foregroundDeletion cannot be both set"
            ]
        ),
        (
            ["finalizers": ["a.example/x", "mine"]],
            [
                "metadata.finalizers[1]: Invalid value: \"mine\": name is neither a standard finalizer name nor is it fully qualified"
            ]
        ),
    ]

    @Test("who may own an object, and what may hold it", arguments: cases.indices)
    func metadata(index: Int) throws {
        let (members, expected) = Self.cases[index]
        var object: JSONValue = ["metadata": ["name": "c", "namespace": "default"]]
        for (key, value) in members.object?.members ?? [] { object["metadata"]?[key] = value }
        #expect(ObjectMetadata.validate(object, name: NameRules.dnsSubdomain, namespaced: true).texts == expected)
    }
}
