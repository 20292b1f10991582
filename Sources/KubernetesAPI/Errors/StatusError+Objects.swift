/// Failures that name an object or a resource. `resource` is the plural, `group` is empty for the core group.
extension StatusError {
    /// 404 `pods "web" not found`.
    public static func notFound(resource: String, group: String = "", name: String) -> StatusError {
        StatusError(
            code: 404, reason: "NotFound", message: "\(qualified(resource, group)) \(quoted(name)) not found",
            details: StatusDetails(name: name, group: group, kind: resource))
    }

    /// 409 `pods "web" already exists`.
    public static func alreadyExists(resource: String, group: String = "", name: String) -> StatusError {
        StatusError(
            code: 409, reason: "AlreadyExists", message: "\(qualified(resource, group)) \(quoted(name)) already exists",
            details: StatusDetails(name: name, group: group, kind: resource))
    }

    /// 409: no unique name was found for a `generateName`.
    public static func generateNameConflict(
        resource: String, group: String = "", name: String, retryAfterSeconds: Int32 = 1
    ) -> StatusError {
        StatusError(
            code: 409, reason: "AlreadyExists",
            message: "\(qualified(resource, group)) \(quoted(name)) already exists, the server was not able to "
                + "generate a unique name for the object",
            details: StatusDetails(name: name, group: group, kind: resource, retryAfterSeconds: retryAfterSeconds))
    }

    /// 409 `Operation cannot be fulfilled on pods "web": …`; by default because the object has been modified meanwhile.
    public static func conflict(
        resource: String, group: String = "", name: String,
        because text: String =
            "the object has been modified; please apply your changes to the latest version and try again"
    ) -> StatusError {
        StatusError(
            code: 409, reason: "Conflict",
            message: "Operation cannot be fulfilled on \(qualified(resource, group)) \(quoted(name)): \(text)",
            details: StatusDetails(name: name, group: group, kind: resource))
    }

    /// 409 of a server-side apply: fields that others manage.
    public static func applyConflict(_ message: String, causes: [StatusCause]) -> StatusError {
        var details = StatusDetails()
        details.causes = causes
        return StatusError(code: 409, reason: "Conflict", message: message, details: details)
    }

    /// 422 `Pod "web" is invalid: …` with one cause an error.
    public static func invalid(kind: String, group: String = "", name: String, errors: [FieldError]) -> StatusError {
        var details = StatusDetails(name: name, group: group, kind: kind)
        details.causes = errors.map { StatusCause(reason: $0.reason.rawValue, message: $0.message, field: $0.field) }
        let text = errors.isEmpty ? "" : ": \(FieldError.text(of: errors))"
        return StatusError(
            code: 422, reason: "Invalid", message: "\(qualified(kind, group)) \(quoted(name)) is invalid\(text)",
            details: details)
    }

    /// 403 `pods "web" is forbidden: …`; without a name `pods is forbidden: …`.
    public static func forbidden(
        resource: String, group: String = "", name: String = "", because text: String
    ) -> StatusError {
        let object =
            resource.isEmpty ? "" : qualified(resource, group) + (name.isEmpty ? "" : " \(quoted(name))") + " is "
        return StatusError(
            code: 403, reason: "Forbidden", message: "\(object)forbidden: \(text)",
            details: StatusDetails(name: name, group: group, kind: resource))
    }

    /// 405 `create is not supported on resources of kind "pods"`.
    public static func methodNotSupported(resource: String, group: String = "", action: String) -> StatusError {
        StatusError(
            code: 405, reason: "MethodNotAllowed",
            message: "\(action) is not supported on resources of kind \(quoted(qualified(resource, group)))",
            details: StatusDetails(group: group, kind: resource))
    }

    /// 500: the operation could not be completed now and may be tried again.
    public static func serverTimeout(
        resource: String, group: String = "", operation: String, retryAfterSeconds: Int32 = 1
    ) -> StatusError {
        StatusError(
            code: 500, reason: "ServerTimeout",
            message: "The \(operation) operation against \(qualified(resource, group)) could not be completed at this "
                + "time, please try again.",
            details: StatusDetails(name: operation, group: group, kind: resource, retryAfterSeconds: retryAfterSeconds))
    }
}
