/// The objects under a prefix at one revision. It shares the store's data, so pages are cut from it without holding a lock.
struct Snapshot: Sendable {
    let prefix: String
    let revision: Revision
    /// The objects of a later revision…
    let index: SortedIndex
    /// …and those of them, by key, that were different at this one (nil: absent).
    let undone: [ExactKey: StoredObject?]

    func page(after: String?, limit: Int?) -> StorePage {
        let behind = after.flatMap { $0.precedes(prefix) ? nil : $0 }
        let start = behind.map(index.upperBound) ?? index.lowerBound(prefix)
        let available = index.count(from: start, to: index.end(of: prefix))
        let limit = limit.flatMap { $0 > 0 ? $0 : nil } ?? .max
        guard !undone.isEmpty else {
            let objects = index.objects(from: start, count: min(limit, available))
            return page(objects, remaining: available - objects.count)
        }
        let all = merged(index.objects(from: start, count: available), behind: behind)
        let objects = all.prefix(limit)
        return page(Array(objects), remaining: all.count - objects.count)
    }

    private func page(_ objects: [StoredObject], remaining: Int) -> StorePage {
        guard remaining > 0 else { return StorePage(objects: objects, revision: revision, remaining: 0) }
        return StorePage(
            objects: objects, revision: revision, continueAfter: objects.last?.key, remaining: remaining)
    }

    private func merged(_ later: [StoredObject], behind: String?) -> [StoredObject] {
        let unchanged = later.filter { undone[ExactKey($0.key)] == nil }
        let earlier = undone.values.compactMap { $0 }
            .filter { object in behind.map { $0.precedes(object.key) } ?? true }
            .sorted { $0.key.precedes($1.key) }
        var result: [StoredObject] = []
        result.reserveCapacity(unchanged.count + earlier.count)
        var next = earlier.makeIterator()
        var candidate = next.next()
        for object in unchanged {
            while let found = candidate, found.key.precedes(object.key) {
                result.append(found)
                candidate = next.next()
            }
            result.append(object)
        }
        while let found = candidate {
            result.append(found)
            candidate = next.next()
        }
        return result
    }
}
