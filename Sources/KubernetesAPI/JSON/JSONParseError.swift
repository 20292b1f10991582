/// Why bytes are not a JSON document; the texts are those Kubernetes users know from Go.
public struct JSONParseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// `invalid character 'x' looking for beginning of value`.
    public var message: String
    /// The byte at which reading stopped, from 0.
    public var offset: Int

    public init(_ message: String, offset: Int) {
        self.message = message
        self.offset = offset
    }

    public var description: String { message }
}
