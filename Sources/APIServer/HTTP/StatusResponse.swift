internal import KubernetesAPI

extension APIResponse {
    /// A failure found before any handler saw the request, as a `Status` in JSON.
    static func status(_ code: Int, reason: String, message: String, details: JSONValue? = nil) -> APIResponse {
        var status: JSONValue = [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "message": .string(message),
            "reason": .string(reason),
        ]
        status["details"] = details
        status["code"] = .number(JSONNumber(code))
        return APIResponse(status: code, headers: ["Content-Type": "application/json"], body: .bytes(status.encoded()))
    }

    /// Kubernetes' answer to a body beyond the limit.
    static func bodyTooLarge(limit: Int) -> APIResponse {
        status(
            413, reason: "RequestEntityTooLarge", message: "Request entity too large: limit is \(limit)", details: [:])
    }

    static let headersTooLarge = status(
        431, reason: "RequestHeaderFieldsTooLarge", message: "the request's header fields are too large")

    static let malformed = status(400, reason: "BadRequest", message: "the request is not valid HTTP")
}
