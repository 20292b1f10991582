import Foundation
import KubernetesSchema
import Testing

@testable import KubernetesAPI

/// What a reference kube-apiserver 1.20.2 answered to one and the same request as JSON and as protobuf.
@Suite("Protobuf of a reference server")
struct ProtobufGoldenTests {
    private static let directory = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Goldens/Protobuf")

    private static func file(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: directory.appending(path: name)))
    }

    static let names = [
        "pod", "configmap", "secret", "node", "event", "eventv1", "namespace", "lease", "serviceaccount", "podlist",
        "notfound", "invalid", "partial", "partialbeta", "alpha", "priorityclass", "runtimeclass", "csinode",
        "apiversions", "apigrouplist", "apigroup", "apiresourcelist", "subjectaccessreview", "rulesreview",
        "tokenreview",
    ]

    /// Fields that have come or gone since 1.20 and are written though they are empty.
    private static let changed: [String: Set<Int>] = [
        "ObjectMeta": [15],  // clusterName, until 1.23
        "ManagedFieldsEntry": [8],  // subresource
        "PodStatus": [14, 17],  // resize, observedGeneration
        "PodCondition": [7],  // observedGeneration
    ]

    @Test("an object has the very bytes that the reference server sends", arguments: names)
    func bytes(_ name: String) throws {
        let json = try JSONValue.parse(try Self.file(name + ".json"))
        let reference = try ProtobufEnvelope(try Self.file(name + ".pb"))
        // `APIVersions` names no version.
        let apiVersion = reference.apiVersion.isEmpty ? "v1" : reference.apiVersion
        let type = try #require(Schema.shared.kind(reference.kind, apiVersion: apiVersion))
        let body = try ProtobufEnvelope.encode(json, as: type)
        var ours = try ProtobufEnvelope(body)
        if ours.message == reference.message {
            let whole = try Self.file(name + ".pb")
            #expect(body == whole)
            return
        }
        ours.message = try Self.common(ours.message[...], type)
        var theirs = reference
        theirs.message = try Self.common(reference.message[...], type)
        #expect(hex(ours.message) == hex(theirs.message))
        #expect(ours == theirs)
    }

    /// Items of partial lists name their kinds in JSON alone, and nobody reads `APIVersions`.
    @Test(
        "and is read back as the JSON that it sends",
        arguments: names.filter { !$0.hasPrefix("partial") && $0 != "apiversions" })
    func json(_ name: String) throws {
        let json = try JSONValue.parse(try Self.file(name + ".json"))
        let envelope = try ProtobufEnvelope(try Self.file(name + ".pb"))
        let type = try #require(Schema.shared.kind(envelope.kind, apiVersion: envelope.apiVersion))
        let read = try Schema.shared.canonical(envelope.tree(.shared), as: type).value
        let sent = try Schema.shared.canonical(json, as: type).value
        #expect(read == sent)
    }

    @Test("an event of a watch has the reference server's bytes around its object")
    func watch() throws {
        let frame = ProtobufEnvelope.watchFrame("ADDED", try Self.file("configmap.pb"))
        let reference = try Self.file("watch.pb")
        #expect(hex(frame) == hex(reference))
    }

    /// A message without the fields of ``changed``.
    private static func common(
        _ message: ArraySlice<UInt8>, _ type: TypeDeclaration, wrapper: Int? = nil
    ) throws -> [UInt8] {
        var kept: [(number: Int, value: ProtobufReader.Value)] = []
        var reader = ProtobufReader(message)
        while let (number, value) = try reader.next() {
            if changed[type.name]?.contains(number) == true { continue }
            guard case .bytes(let content) = value else {
                kept.append((number, value))
                continue
            }
            var inner = Array(content)
            let field = type.fields.first { $0.number == number && $0.inlinedIn == wrapper }
            switch field?.type {
            case .object(let name), .list(.object(let name)): inner = try common(content, Schema.shared[name])
            case nil where type.fields.contains { $0.inlinedIn == number }:
                inner = try common(content, type, wrapper: number)
            default: break
            }
            kept.append((number, .bytes(inner[...])))
        }
        var buffer = ProtobufBuffer()
        for (number, value) in kept.reversed() {
            switch value {
            case .varint(let value):
                buffer.varint(value)
                buffer.tag(number)
            case .bytes(let content): buffer.field(number, content)
            case .fixed: Issue.record("no field has a fixed length")
            }
        }
        return buffer.bytes
    }
}

/// Bytes for people: where two differ, the first lines of it show.
private func hex(_ bytes: [UInt8]) -> [String] {
    stride(from: 0, to: bytes.count, by: 16).map { start in
        bytes[start..<min(start + 16, bytes.count)].map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
