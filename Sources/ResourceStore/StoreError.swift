/// Why a store operation failed.
public enum StoreError: Error, Sendable, Equatable {
    case alreadyExists(key: String)
    case notFound(key: String)
    /// The object is there, but not at the expected revision.
    case conflict(current: StoredObject)
    /// The revision asked for has been compacted away, or a watcher fell too far behind (HTTP 410).
    case expired(requested: Revision, oldest: Revision)
    /// A revision that has not happened yet (HTTP 504).
    case future(requested: Revision, current: Revision)
    /// The database cannot be opened or used; the text says why and what to do.
    case unusable(String)
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .alreadyExists(let key): "\(key) already exists"
        case .notFound(let key): "\(key) does not exist"
        case .conflict(let current): "\(current.key) has changed: it is at revision \(current.revision)"
        case .expired(let requested, let oldest): "revision \(requested) is compacted; the oldest is \(oldest)"
        case .future(let requested, let current): "revision \(requested) is yet to come; the newest is \(current)"
        case .unusable(let why): why
        }
    }
}
