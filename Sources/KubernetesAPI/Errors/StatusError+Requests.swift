/// Failures of requests as such.
extension StatusError {
    public static func badRequest(_ message: String) -> StatusError {
        StatusError(code: 400, reason: "BadRequest", message: message)
    }

    /// 400: a body that is not of the kind the path asks for; `error` is why.
    public static func cannotBeHandled(kind: String, version: String, as expected: String, _ error: any Error)
        -> StatusError
    {
        badRequest("\(kind) in version \(quoted(version)) cannot be handled as a \(expected): \(error)")
    }

    public static func unauthorized(_ message: String = "Unauthorized") -> StatusError {
        StatusError(code: 401, reason: "Unauthorized", message: message)
    }

    /// 404 for a path that is not served; the empty details are what clients tell it apart by.
    public static func unknownResource() -> StatusError {
        StatusError(
            code: 404, reason: "NotFound", message: "the server could not find the requested resource",
            details: StatusDetails())
    }

    public static func methodNotAllowed() -> StatusError {
        StatusError(
            code: 405, reason: "MethodNotAllowed",
            message: "the server does not allow this method on the requested resource", details: StatusDetails())
    }

    /// 406: none of the media types in Accept can be had.
    public static func notAcceptable(accepted: [String]) -> StatusError {
        StatusError(
            code: 406, reason: "NotAcceptable",
            message: "only the following media types are accepted: \(accepted.joined(separator: ", "))")
    }

    /// 406: none of the media types in Accept is one that the path offers. Kubernetes' router says so, before its handlers.
    public static func notRoutable(accepting available: [String]) -> StatusError {
        StatusError(
            code: 406, reason: "NotAcceptable",
            message: "406: Not Acceptable\n\nAvailable representations: \(available.joined(separator: ", "))",
            details: StatusDetails())
    }

    /// 415 likewise: the Content-Type of a patch is none of those that can be applied.
    public static func unknownPatchType() -> StatusError {
        StatusError(
            code: 415, reason: "UnsupportedMediaType", message: "415: Unsupported Media Type", details: StatusDetails())
    }

    /// 415: the body's Content-Type is none of those.
    public static func unsupportedMediaType(accepted: [String]) -> StatusError {
        StatusError(
            code: 415, reason: "UnsupportedMediaType",
            message: "the body of the request was in an unknown format - accepted media types include: "
                + accepted.joined(separator: ", "))
    }

    /// 422 without a field, as for a JSON patch whose path does not exist.
    public static func unprocessable() -> StatusError {
        StatusError(
            code: 422, reason: "Invalid", message: "the server rejected our request due to an error in our request",
            details: StatusDetails())
    }

    public static func gone(_ message: String) -> StatusError {
        StatusError(code: 410, reason: "Gone", message: message)
    }

    /// 410: what a watch or a continued list asks for is no longer kept.
    public static func expired(_ message: String) -> StatusError {
        StatusError(code: 410, reason: "Expired", message: message)
    }

    /// 410 `too old resource version: 1 (340)`.
    public static func expired(resourceVersion: Int64, oldest: Int64) -> StatusError {
        expired("too old resource version: \(resourceVersion) (\(oldest))")
    }

    /// 413; `limit` in bytes.
    public static func tooLarge(limit: Int) -> StatusError {
        StatusError(
            code: 413, reason: "RequestEntityTooLarge", message: "Request entity too large: limit is \(limit)")
    }

    public static func tooManyRequests(_ message: String, retryAfterSeconds: Int32 = 1) -> StatusError {
        StatusError(
            code: 429, reason: "TooManyRequests", message: message,
            details: StatusDetails(retryAfterSeconds: retryAfterSeconds))
    }

    public static func internalError(_ error: any Error) -> StatusError { internalError("\(error)") }

    public static func internalError(_ text: String) -> StatusError {
        var details = StatusDetails()
        details.causes = [StatusCause(reason: "", message: text)]
        return StatusError(
            code: 500, reason: "InternalError", message: "Internal error occurred: \(text)", details: details)
    }

    public static func serviceUnavailable(_ message: String) -> StatusError {
        StatusError(code: 503, reason: "ServiceUnavailable", message: message)
    }

    /// 504; the operation may still complete.
    public static func timeout(_ message: String, retryAfterSeconds: Int32 = 0) -> StatusError {
        StatusError(
            code: 504, reason: "Timeout", message: "Timeout: \(message)",
            details: StatusDetails(retryAfterSeconds: retryAfterSeconds))
    }

    /// 504: a resource version that has not happened yet.
    public static func tooLargeResourceVersion(_ requested: Int64, current: Int64, retryAfterSeconds: Int32 = 1)
        -> StatusError
    {
        var error = timeout(
            "Too large resource version: \(requested), current: \(current)", retryAfterSeconds: retryAfterSeconds)
        error.status.details?.causes = [
            StatusCause(reason: "ResourceVersionTooLarge", message: "Too large resource version")
        ]
        return error
    }
}
