import KubernetesAPI
import KubernetesClient
import Testing

@testable import Controllers

@Suite struct GarbageCollectorTests {
    @Test("What nobody owns any more goes, down the line", .timeLimit(.minutes(1)))
    func background() async throws {
        try await ControlledServer.run([.garbage]) { server in
            let parent = try await server.configMap("parent")
            let child = try await server.configMap("child", owners: [owner(parent)])
            let grandchild = try await server.configMap("grandchild", owners: [owner(child)])
            let other = try await server.configMap("other")
            let shared = try await server.configMap("shared", owners: [owner(parent), owner(other)])
            try await server.delete(parent)
            try await server.waitUntilGone(child)
            try await server.waitUntilGone(grandchild)
            let left = try await server.wait(for: ConfigMap.self, "shared", namespace: "default") {
                $0?.metadata.ownerReferences.count == 1
            }
            #expect(left?.metadata.uid == shared.metadata.uid)
            #expect(left?.metadata.ownerReferences.first?.uid == other.metadata.uid)
        }
    }

    @Test("An object whose owner never was, or is only a namesake, goes", .timeLimit(.minutes(1)))
    func absent() async throws {
        try await ControlledServer.run([.garbage]) { server in
            let parent = try await server.configMap("parent")
            var namesake = owner(parent)
            namesake.uid = "another"
            let child = try await server.configMap("child", owners: [namesake])
            try await server.waitUntilGone(child)
            var unknown = owner(parent)
            unknown.apiVersion = "example.com/v1"
            unknown.uid = "unknown"
            try await server.configMap("kept", owners: [unknown])
            let last = try await server.configMap("last", owners: [namesake])
            try await server.waitUntilGone(last)
            _ = try await server.client.get(ConfigMap.self, "kept", namespace: "default")
        }
    }

    @Test("In the foreground an owner waits for the dependents that block it", .timeLimit(.minutes(1)))
    func foreground() async throws {
        try await ControlledServer.run([.garbage]) { server in
            let parent = try await server.configMap("parent")
            let blocking = try await server.configMap(
                "blocking", owners: [owner(parent, blocks: true)], finalizers: ["a.example/x"])
            let other = try await server.configMap("other", owners: [owner(parent)])
            try await server.delete(parent, "Foreground")
            try await server.waitUntilGone(other)
            try await server.wait(for: ConfigMap.self, "blocking", namespace: "default") {
                $0?.metadata.deletionTimestamp != nil
            }
            let waiting = try await server.client.get(ConfigMap.self, "parent", namespace: "default")
            #expect(waiting.metadata.finalizers == ["foregroundDeletion"])
            _ = try await server.client.patch(
                ConfigMap.self, "blocking", namespace: "default", .merge, ["metadata": ["finalizers": nil]])
            try await server.waitUntilGone(blocking)
            try await server.waitUntilGone(parent)
        }
    }

    @Test("Orphans stay, without their owner", .timeLimit(.minutes(1)))
    func orphan() async throws {
        try await ControlledServer.run([.garbage]) { server in
            let parent = try await server.configMap("parent")
            let child = try await server.configMap("child", owners: [owner(parent, blocks: true)])
            try await server.delete(parent, "Orphan")
            try await server.waitUntilGone(parent)
            let left = try await server.client.get(ConfigMap.self, "child", namespace: "default")
            #expect(left.metadata.uid == child.metadata.uid)
            #expect(left.metadata.ownerReferences.isEmpty)
        }
    }

    @Test("Objects that own each other in a circle go in the foreground too", .timeLimit(.minutes(1)))
    func circle() async throws {
        try await ControlledServer.run([.garbage]) { server in
            let first = try await server.configMap("first")
            let second = try await server.configMap("second", owners: [owner(first, blocks: true)])
            _ = try await server.client.patch(
                ConfigMap.self, "first", namespace: "default", .merge,
                ["metadata": ["ownerReferences": [owner(second, blocks: true).json]]])
            try await server.delete(first, "Foreground")
            try await server.waitUntilGone(first)
            try await server.waitUntilGone(second)
        }
    }
}

@Suite struct OwnerGraphTests {
    private func identity(_ uid: String) -> ObjectIdentity {
        ObjectIdentity(apiVersion: "v1", kind: "ConfigMap", namespace: "default", name: uid, uid: uid)
    }

    private func object(
        _ uid: String, owners: [String] = [], blocks: Bool = false, finalizers: [String] = [], deleted: Bool = false
    ) -> OwnedObject {
        OwnedObject(
            identity: identity(uid),
            owners: owners.map { owner in
                var reference = OwnerReference()
                reference.apiVersion = "v1"
                reference.kind = "ConfigMap"
                reference.name = owner
                reference.uid = owner
                reference.blockOwnerDeletion = blocks
                return reference
            }, finalizers: finalizers, isBeingDeleted: deleted)
    }

    @Test("owners are looked for when an object is first seen with them, and when they go")
    func owners() {
        var graph = OwnerGraph()
        #expect(graph.seen(object("a")) == [])
        #expect(graph.seen(object("b", owners: ["a"])) == [.checkOwners(identity("b"))])
        #expect(graph.seen(object("b", owners: ["a"])) == [])
        #expect(graph.seen(object("b", owners: ["a", "c"])) == [.checkOwners(identity("b"))])
        #expect(graph.gone("a") == [.checkOwners(identity("b"))])
        #expect(graph.seen(object("b")) == [])
        #expect(graph.gone("c") == [])
    }

    @Test("an owner that waits is looked at when the last of its dependents lets go")
    func waiting() {
        var graph = OwnerGraph()
        _ = graph.seen(object("b", owners: ["a"], blocks: true))
        _ = graph.seen(object("c", owners: ["a"]))
        let waiting = object("a", finalizers: ["foregroundDeletion"], deleted: true)
        #expect(
            Set(graph.seen(waiting)) == [
                .checkOwners(identity("b")), .checkOwners(identity("c")), .finishForeground(identity("a")),
            ])
        #expect(graph.seen(waiting) == [])
        #expect(graph.gone("c") == [])
        #expect(graph.gone("b") == [.finishForeground(identity("a"))])
        #expect(graph.gone("a") == [])
    }

    @Test("a dependent that ceases to block lets its owner go")
    func unblocked() {
        var graph = OwnerGraph()
        _ = graph.seen(object("b", owners: ["a"], blocks: true))
        _ = graph.seen(object("a", finalizers: ["foregroundDeletion"], deleted: true))
        #expect(
            graph.seen(object("b", owners: ["a"])) == [.checkOwners(identity("b")), .finishForeground(identity("a"))])
    }

    @Test("orphaning is asked for by its finalizer once the deletion is")
    func orphaning() {
        var graph = OwnerGraph()
        #expect(graph.seen(object("a", finalizers: ["orphan"])) == [])
        #expect(graph.seen(object("a", finalizers: ["orphan"], deleted: true)) == [.orphan(identity("a"))])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var states: [String: OwnerVerdict.State]
        var finalizers: [String] = []
        var deleted = false
        var hasDependents = false
        var expected: OwnerVerdict
    }

    static let cases: [Case] = [
        Case(testDescription: "all there", states: ["a": .present, "b": .present], expected: .keep),
        Case(testDescription: "one gone", states: ["a": .absent, "b": .present], expected: .drop(owners: ["a"])),
        Case(
            testDescription: "one waiting", states: ["a": .deletingDependents, "b": .present],
            expected: .drop(owners: ["a"])),
        Case(testDescription: "all gone", states: ["a": .absent, "b": .absent], expected: .delete(.background)),
        Case(
            testDescription: "waiting, no dependents of its own", states: ["a": .deletingDependents, "b": .absent],
            expected: .delete(.background)),
        Case(
            testDescription: "waiting, with dependents", states: ["a": .deletingDependents, "b": .absent],
            hasDependents: true, expected: .delete(.foreground)),
        Case(
            testDescription: "wants to orphan", states: ["a": .absent, "b": .absent], finalizers: ["orphan"],
            expected: .delete(.orphan)),
        Case(
            testDescription: "wants to wait", states: ["a": .absent, "b": .absent], finalizers: ["foregroundDeletion"],
            expected: .delete(.foreground)),
        Case(
            testDescription: "goes already", states: ["a": .absent, "b": .absent], finalizers: ["a.example/x"],
            deleted: true, expected: .keep),
        Case(testDescription: "unknown owners", states: [:], expected: .keep),
    ]

    @Test("what becomes of an object follows from its owners", arguments: cases)
    func verdict(_ sample: Case) {
        let object = object("x", owners: ["a", "b"], finalizers: sample.finalizers, deleted: sample.deleted)
        #expect(
            OwnerVerdict.on(object, states: sample.states, hasDependents: sample.hasDependents) == sample.expected)
    }
}
