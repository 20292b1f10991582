public import KubernetesAPI
internal import Synchronization

/// What became of one request, at Kubernetes' audit level Metadata: who did what to what, and how it ended.
public struct AuditEvent: Sendable {
    /// Carries the id in an answer, and in the request of a client that has one for it.
    static let header = "Audit-Id"

    public var id: String
    /// `ResponseComplete`; `ResponseStarted` for answers without a known end (watch, exec, attach, followed logs).
    public var stage: String
    public var user: UserInfo
    /// The one who asked, where it acts as somebody else.
    public var impersonatedUser: UserInfo?
    public var request: APIRequest
    public var info: RequestInfo
    public var sourceAddress: String
    public var responseCode: Int
    /// Of a failure.
    public var responseStatus: Status?
    public var received: Timestamp
    public var finished: Timestamp

    /// `GET`'s path with its query, as it was asked.
    public var uri: String {
        let query = request.query.items.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
        return PercentEncoding.encode(request.path, keeping: "/")
            + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    /// The event as audit.k8s.io/v1.
    public var json: JSONValue {
        var event: JSONObject = [
            "kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": "Metadata", "auditID": .string(id),
            "stage": .string(stage), "requestURI": .string(uri), "verb": .string(info.verb), "user": json(of: user),
        ]
        if let impersonatedUser { event["impersonatedUser"] = json(of: impersonatedUser) }
        event["sourceIPs"] = [.string(sourceAddress)]
        if let agent = request.headers["User-Agent"] { event["userAgent"] = .string(agent) }
        if info.isResource { event["objectRef"] = objectReference }
        event["responseStatus"] = responseJSON
        event["requestReceivedTimestamp"] = .string(received.microseconds)
        event["stageTimestamp"] = .string(finished.microseconds)
        return .object(event)
    }

    private var objectReference: JSONValue {
        var reference: JSONObject = ["resource": .string(info.resource)]
        for (key, value) in [
            ("namespace", info.namespace), ("name", info.name), ("apiGroup", info.group), ("apiVersion", info.version),
            ("subresource", info.subresource),
        ] where !value.isEmpty {
            reference[key] = .string(value)
        }
        return .object(reference)
    }

    private var responseJSON: JSONValue {
        var status: JSONObject = ["metadata": [:]]
        if let responseStatus {
            status["status"] = .string(responseStatus.status)
            status["message"] = .string(responseStatus.message)
            status["reason"] = .string(responseStatus.reason)
        }
        status["code"] = .number(JSONNumber(responseCode))
        return .object(status)
    }

    private func json(of user: UserInfo) -> JSONValue {
        var json: JSONObject = ["username": .string(user.name)]
        if !user.uid.isEmpty { json["uid"] = .string(user.uid) }
        if !user.groups.isEmpty { json["groups"] = .array(user.groups.map { .string($0) }) }
        if !user.extra.isEmpty { json["extra"] = user.extraJSON }
        return .object(json)
    }
}

/// What a handler learns of its request that the path did not tell: the name of a created object.
final class AuditTrail: Sendable {
    private let storage = Mutex("")

    var name: String {
        get { storage.withLock { $0 } }
        set { storage.withLock { $0 = newValue } }
    }
}
