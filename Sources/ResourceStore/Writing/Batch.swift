/// The writes of one transaction: each is checked against what the ones before it leave behind, and takes its revision.
struct Batch {
    private(set) var changes: [StoreEvent] = []
    private var staged: [ExactKey: StoredObject?] = [:]
    private var revision: Revision

    init(after revision: Revision) { self.revision = revision }

    /// Takes the write in, or throws why it cannot be; then it leaves no trace. `committed` gives the object before the batch.
    mutating func add(_ request: WriteRequest, committed: (String) -> StoredObject?) throws -> StoredObject {
        let current = staged[ExactKey(request.key)] ?? committed(request.key)
        try request.operation.check(current, key: request.key)
        let next = revision + 1
        let object = StoredObject(key: request.key, revision: next, value: try request.encode(next))
        revision = next
        changes.append(StoreEvent(kind: request.operation.kind, object: object, previous: current))
        staged[ExactKey(request.key)] = .some(request.operation.kind == .deleted ? nil : object)
        return object
    }
}

extension WriteRequest.Operation {
    var kind: StoreEvent.Kind {
        switch self {
        case .create: .created
        case .update: .updated
        case .delete: .deleted
        }
    }

    func check(_ current: StoredObject?, key: String) throws(StoreError) {
        switch (self, current) {
        case (.create, nil): return
        case (.create, .some): throw .alreadyExists(key: key)
        case (.update, nil), (.delete, nil): throw .notFound(key: key)
        case (.update(let expected), let current?), (.delete(let expected), let current?):
            if current.revision != expected { throw .conflict(current: current) }
        }
    }
}
