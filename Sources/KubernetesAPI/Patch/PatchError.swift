/// Why a patch cannot be applied. The server answers 400, 413 or 422, as Kubernetes does.
public enum PatchError: Error, Equatable, CustomStringConvertible {
    /// The patch is malformed (400).
    case malformed(String)
    /// The patch is well formed but does not fit the object (422).
    case unprocessable(String)
    /// The patch asks for more work than a request may (413).
    case tooLarge(String)

    public var description: String {
        switch self {
        case .malformed(let message), .unprocessable(let message), .tooLarge(let message): message
        }
    }

    /// The HTTP status code of the answer.
    public var code: Int {
        switch self {
        case .malformed: 400
        case .tooLarge: 413
        case .unprocessable: 422
        }
    }
}
