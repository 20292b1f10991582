/// A write on its way to the writer.
struct WriteRequest: Sendable {
    enum Operation: Sendable, Equatable {
        case create
        case update(expecting: Revision)
        case delete(expecting: Revision)
    }

    var key: String
    var operation: Operation
    var encode: Encode
}
