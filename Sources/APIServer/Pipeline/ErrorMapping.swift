internal import KubernetesAPI
internal import Logging
internal import ResourceStore

extension APIResponse {
    /// The answer to a failure, in the encoding that the client accepts.
    init(_ error: StatusError, for request: APIRequest) {
        do {
            self = try ResponseFormat(anyFor: request).response(error.status.json, status: error.code)
        } catch let fault {
            assertionFailure("\(fault)")
            self = .json(error.status.json, status: error.code)
        }
        add(error)
    }

    /// The answer to a failure, as JSON.
    init(_ error: StatusError) {
        self = .json(error.status.json, status: error.code)
        add(error)
    }

    private mutating func add(_ error: StatusError) {
        if let seconds = error.status.details?.retryAfterSeconds, seconds > 0 {
            headers["Retry-After"] = String(seconds)
        }
        if error.code == 401 { headers["WWW-Authenticate"] = "Bearer realm=\"mayfly\"" }
    }

    /// An answer in JSON.
    static func json(_ value: JSONValue, status: Int = 200) -> APIResponse {
        .json(value.encoded(), status: status)
    }

    static func json(_ bytes: [UInt8], status: Int = 200) -> APIResponse {
        APIResponse(status: status, headers: ["Content-Type": "application/json"], body: .bytes(bytes))
    }

    static func text(_ text: String, status: Int = 200) -> APIResponse {
        APIResponse(
            status: status,
            headers: ["Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff"],
            body: .bytes(Array(text.utf8)))
    }
}

/// The one place where errors become what a client sees.
enum ErrorMapping {
    /// What nobody foresaw goes to the log; the client learns only that it happened.
    static func status(of error: any Error, logger: Logger) -> StatusError {
        switch error {
        case let error as StatusError: return error
        case StoreError.expired(let requested, let oldest):
            return .expired(resourceVersion: requested, oldest: oldest)
        case StoreError.future(let requested, let current):
            return .tooLargeResourceVersion(requested, current: current)
        case let error as PatchError: return status(of: error)
        case let error as SelectorError: return .badRequest(error.description)
        case is CancellationError: return .timeout("request did not complete within the allotted timeout")
        default:
            logger.error("request failed", metadata: ["error": "\(error)"])
            return .internalError("the server could not complete the request; its log says why")
        }
    }

    private static func status(of error: PatchError) -> StatusError {
        switch error {
        case .malformed(let message): .badRequest(message)
        case .unprocessable: .unprocessable()
        case .tooLarge(let message):
            StatusError(code: 413, reason: "RequestEntityTooLarge", message: "Request entity too large: \(message)")
        }
    }
}
