internal import KubernetesAPI
internal import KubernetesClient

/// Follows the objects of one kind for the garbage collector. Most objects neither have owners nor are being deleted, and their
/// frames are told apart by their bytes: what every write of every object costs here is one search for two words.
struct OwnerMonitor: Sendable {
    enum Sighting: Sendable {
        case seen(OwnedObject)
        case gone(uid: String)
    }

    /// What there was at first.
    let listed: [OwnedObject]
    private let kind: ServedKind
    private let client: KubernetesClient
    private let resourceVersion: String

    /// Events own nothing and nobody owns them.
    static func canFollow(_ kind: ServedKind) -> Bool {
        kind.resource != "events" && Set(["delete", "list", "watch"]).isSubset(of: kind.verbs)
    }

    /// Lists what there is, everywhere or in one namespace.
    init(_ kind: ServedKind, _ client: KubernetesClient, namespace: String = "") async throws {
        self.kind = kind
        self.client = client
        var request = APIRequest(.get, kind.path(namespace: namespace.isEmpty ? nil : namespace))
        request.headers["Accept"] =
            "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json"
        let list = try await client.json(request)
        listed = (list["items"]?.array ?? []).compactMap { OwnedObject($0, kind) }.filter(\.isOfInterest)
        resourceVersion = list["metadata", "resourceVersion"]?.string ?? ""
    }

    /// Tells of every change that matters until the watch ends.
    func run(_ tell: (Sighting) -> Void) async throws {
        var told = Set(listed.map(\.identity.uid))
        var request = APIRequest(.get, kind.path())
        request.query = [("watch", "true"), ("resourceVersion", resourceVersion)]
        for try await line in try await client.watchLines(request) {
            let isGone = line.starts(with: Self.deleted)
            guard isGone || !told.isEmpty || Self.words.contains(where: { contains($0, in: line) }) else { continue }
            let frame = try JSONValue.parse(line)
            if frame["type"] == "ERROR" { throw StatusError(try Status(json: frame["object"] ?? [:])) }
            guard frame["type"] != "BOOKMARK", let object = OwnedObject(frame["object"] ?? .null, kind) else {
                continue
            }
            let uid = object.identity.uid
            if isGone {
                told.remove(uid)
                tell(.gone(uid: uid))
            } else if object.isOfInterest {
                told.insert(uid)
                tell(.seen(object))
            } else if told.remove(uid) != nil {
                tell(.seen(object))
            }
        }
    }

    private static let deleted = Array(#"{"type":"DELETED""#.utf8)
    private static let words = ["\"ownerReferences\"", "\"deletionTimestamp\"", "{\"type\":\"ERROR\""].map {
        Array($0.utf8)
    }

    private func contains(_ word: [UInt8], in line: ArraySlice<UInt8>) -> Bool {
        line.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while rest.count >= word.count, let start = rest.firstIndex(of: word[0]) {
                rest = rest[start...]
                if rest.starts(with: word) { return true }
                rest = rest.dropFirst()
            }
            return false
        }
    }
}

extension OwnedObject {
    /// Reads the metadata of an object; nil where there is none.
    init?(_ object: JSONValue, _ kind: ServedKind) {
        guard let metadata = object["metadata"], let uid = metadata["uid"]?.string else { return nil }
        identity = ObjectIdentity(
            apiVersion: kind.apiVersion, kind: kind.kind, namespace: metadata["namespace"]?.string ?? "",
            name: metadata["name"]?.string ?? "", uid: uid)
        finalizers = (metadata["finalizers"]?.array ?? []).compactMap(\.string)
        isBeingDeleted = metadata["deletionTimestamp"]?.string != nil
        do {
            owners = try (metadata["ownerReferences"]?.array ?? []).map { try OwnerReference(json: $0) }
        } catch {
            return nil  // what the server sends has passed its schema
        }
    }

    var isOfInterest: Bool { !owners.isEmpty || isBeingDeleted }
}
