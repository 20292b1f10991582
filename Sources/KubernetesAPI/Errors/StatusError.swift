/// A failed request as it goes over the wire: a `Status` with `status: Failure`. The texts are Kubernetes' own.
public struct StatusError: Error, Sendable, Equatable, CustomStringConvertible {
    public var status: Status

    public init(_ status: Status) { self.status = status }

    /// `code` is the HTTP status code, `reason` a Kubernetes StatusReason such as `NotFound`.
    public init(code: Int32, reason: String, message: String, details: StatusDetails? = nil) {
        status = Status()
        status.status = "Failure"
        status.message = message
        status.reason = reason
        status.details = details
        status.code = code
    }

    public var description: String { status.message }

    /// The HTTP status code; 500 where the status has none.
    public var code: Int { status.code == 0 ? 500 : Int(status.code) }
    public var reason: String { status.reason }

    public var isNotFound: Bool { reason == "NotFound" }
    public var isAlreadyExists: Bool { reason == "AlreadyExists" }
    public var isConflict: Bool { reason == "Conflict" }
    public var isForbidden: Bool { reason == "Forbidden" }
    public var isInvalid: Bool { reason == "Invalid" }
    /// Whether a watch or a list's continuation is too old and must start anew.
    public var isExpired: Bool { reason == "Expired" || reason == "Gone" }
}

/// `pods`, `leases.coordination.k8s.io`: how messages name a resource or kind.
func qualified(_ name: String, _ group: String) -> String { group.isEmpty ? name : "\(name).\(group)" }

extension StatusDetails {
    init(name: String = "", group: String = "", kind: String = "", retryAfterSeconds: Int32 = 0) {
        self.init()
        self.name = name
        self.group = group
        self.kind = kind
        self.retryAfterSeconds = retryAfterSeconds
    }
}

extension StatusCause {
    public init(reason: String, message: String, field: String = "") {
        self.init()
        self.reason = reason
        self.message = message
        self.field = field
    }
}
