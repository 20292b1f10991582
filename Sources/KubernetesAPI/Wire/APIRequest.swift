/// A request to a Kubernetes API server, free of any HTTP library, so that the in-process transport and the HTTPS one carry
/// the very same thing.
public struct APIRequest: Sendable {
    public enum Method: String, Sendable {
        case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE", head = "HEAD", options =
            "OPTIONS"
    }

    public var method: Method
    /// The path, percent-decoded, without the query: `/api/v1/namespaces/default/pods`.
    public var path: String
    public var query: QueryItems
    public var headers: HeaderFields
    public var body: [UInt8]

    public init(
        _ method: Method, _ path: String, query: QueryItems = [], headers: HeaderFields = [:], body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}

/// The answer to an ``APIRequest``.
public struct APIResponse: Sendable {
    public enum Body: Sendable {
        case bytes([UInt8])
        /// A long body that is made while it is sent, a piece at a time; its length in bytes, where that is known before.
        case pieces(any AsyncSequence<[UInt8], any Error> & Sendable, length: Int?)
        /// A body without a known end (watch, followed logs). Each element is one whole frame or chunk, to be flushed at once.
        /// Dropping the sequence's iterator cancels what produces it.
        case stream(any AsyncSequence<[UInt8], any Error> & Sendable)
    }

    /// The HTTP status code.
    public var status: Int
    public var headers: HeaderFields
    public var body: Body
    /// To be called by whoever sends the answer, once it is sent or given up.
    public var onEnd: (@Sendable () -> Void)?

    public init(status: Int, headers: HeaderFields = [:], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Something that answers API requests: a server's pipeline in this process, or a server reached over HTTPS.
public protocol APITransport: Sendable {
    /// Sends one request. Throws only when no answer was had; an error answer is an ``APIResponse`` like any other.
    func respond(to request: APIRequest) async throws -> APIResponse
}

/// HTTP header fields in order, found without regard to case.
public struct HeaderFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    public private(set) var fields: [Field] = []

    public struct Field: Sendable, Equatable {
        public var name: String
        public var value: String
    }

    public init() {}
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The first field of that name. Assigning replaces every field of that name.
    public subscript(name: String) -> String? {
        get { fields.first { equalsIgnoringCase($0.name, name) }?.value }
        set {
            fields.removeAll { equalsIgnoringCase($0.name, name) }
            if let newValue { fields.append(Field(name: name, value: newValue)) }
        }
    }

    public mutating func add(name: String, value: String) { fields.append(Field(name: name, value: value)) }

    public func all(_ name: String) -> [String] { fields.filter { equalsIgnoringCase($0.name, name) }.map(\.value) }

    /// The fields whose names begin with `prefix`, each with the rest of its name.
    public func all(beginningWith prefix: String) -> [(rest: Substring, value: String)] {
        let length = prefix.utf8.count
        return fields.compactMap { field in
            let name = field.name.utf8
            guard name.count >= length, zip(name, prefix.utf8).allSatisfy({ lowercased($0) == lowercased($1) }) else {
                return nil
            }
            return (field.name[name.index(name.startIndex, offsetBy: length)...], field.value)
        }
    }
}

private func equalsIgnoringCase(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && zip(left.utf8, right.utf8).allSatisfy { lowercased($0) == lowercased($1) }
}

private func lowercased(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }

/// Query parameters in order, percent-decoded; a name may stand several times (`command=sh&command=-c`).
public struct QueryItems: Sendable, Equatable, ExpressibleByArrayLiteral {
    public struct Item: Sendable, Equatable {
        public var name: String
        public var value: String
    }

    public var items: [Item] = []

    public init() {}
    public init(arrayLiteral elements: (String, String)...) {
        items = elements.map { Item(name: $0.0, value: $0.1) }
    }

    /// The first parameter of that name. Assigning replaces every parameter of that name.
    public subscript(name: String) -> String? {
        get { items.first { $0.name == name }?.value }
        set {
            items.removeAll { $0.name == name }
            if let newValue { items.append(Item(name: name, value: newValue)) }
        }
    }

    public func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

    public mutating func append(_ name: String, _ value: String) { items.append(Item(name: name, value: value)) }
}
