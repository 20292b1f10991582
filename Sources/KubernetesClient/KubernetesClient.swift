public import KubernetesAPI

/// Typed requests to a Kubernetes API server, in this process or over HTTPS. Every call throws a `StatusError` where the
/// server refuses, and whatever the transport throws where there was no answer; cancelling a call abandons its request.
public struct KubernetesClient: Sendable {
    public let transport: any APITransport

    public init(transport: any APITransport) { self.transport = transport }

    public func get<T: APIObject>(_ type: T.Type, _ name: String, namespace: String? = nil) async throws -> T {
        try await send(APIRequest(.get, path(of: T.self, namespace: namespace, name: name)))
    }

    /// The whole list and the revision it was read at.
    public func list<T: APIObject>(
        _ type: T.Type, namespace: String? = nil, labelSelector: String? = nil, fieldSelector: String? = nil
    ) async throws -> (items: [T], resourceVersion: String) {
        var request = APIRequest(.get, path(of: T.self, namespace: namespace))
        request.query["labelSelector"] = labelSelector
        request.query["fieldSelector"] = fieldSelector
        let list = try await json(request)
        let items = try (list["items"]?.array ?? []).map { try T(json: $0) }
        return (items, list["metadata", "resourceVersion"]?.string ?? "")
    }

    public func create<T: APIObject>(_ object: T) async throws -> T {
        let path = path(of: T.self, namespace: object.metadata.namespace.nonEmpty)
        return try await send(.json(.post, path, object.json))
    }

    /// Replaces the object, or the part that `subresource` names; guarded where `metadata.resourceVersion` is set.
    public func update<T: APIObject>(_ object: T, subresource: String? = nil) async throws -> T {
        let path = path(
            of: T.self, namespace: object.metadata.namespace.nonEmpty, name: object.metadata.name,
            subresource: subresource)
        return try await send(.json(.put, path, object.json))
    }

    public func patch<T: APIObject>(
        _ type: T.Type, _ name: String, namespace: String? = nil, subresource: String? = nil, _ kind: PatchKind,
        _ body: JSONValue
    ) async throws -> T {
        let path = path(of: T.self, namespace: namespace, name: name, subresource: subresource)
        return try await send(.json(.patch, path, body, contentType: kind.rawValue))
    }

    /// Deletes it, gracefully where the kind has a grace period; a `uid` guards against deleting a namesake.
    public func delete<T: APIObject>(
        _ type: T.Type, _ name: String, namespace: String? = nil, gracePeriodSeconds: Int64? = nil, uid: String? = nil
    ) async throws {
        var options: JSONValue = ["kind": "DeleteOptions", "apiVersion": "v1"]
        if let gracePeriodSeconds { options["gracePeriodSeconds"] = .number(JSONNumber(gracePeriodSeconds)) }
        if let uid { options["preconditions"] = ["uid": .string(uid)] }
        _ = try await json(.json(.delete, path(of: T.self, namespace: namespace, name: name), options))
    }

    func send<T: APIType>(_ request: APIRequest) async throws -> T { try T(json: await json(request)) }

    /// Sends a request and reads the answer's body as JSON; an error answer is thrown as the `StatusError` it carries.
    public func json(_ request: APIRequest) async throws -> JSONValue {
        let response = try await transport.respond(to: request)
        let body = try await response.collectedBody()
        guard (200..<300).contains(response.status) else { throw StatusError(response: response.status, body: body) }
        return try JSONValue.parse(body)
    }
}

/// The media types of the ways to patch (RFC 6902, RFC 7386, and Kubernetes' own two).
public enum PatchKind: String, Sendable {
    case json = "application/json-patch+json"
    case merge = "application/merge-patch+json"
    case strategic = "application/strategic-merge-patch+json"
    case apply = "application/apply-patch+yaml"
}

extension APIRequest {
    /// A request with a JSON body.
    public static func json(
        _ method: Method, _ path: String, _ body: JSONValue, contentType: String = "application/json"
    ) -> APIRequest {
        APIRequest(method, path, headers: ["Content-Type": contentType], body: body.encoded())
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
