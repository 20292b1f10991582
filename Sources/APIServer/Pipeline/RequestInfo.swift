public import KubernetesAPI

/// What a request asks for, read from its method, path and query alone, by the rules of kube-apiserver.
public struct RequestInfo: Sendable, Equatable {
    /// Whether the path names a resource; else only ``path`` and ``verb`` count.
    public var isResource = false
    public var path = ""
    /// `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`; for other paths the method in
    /// small letters.
    public var verb = ""
    public var group = ""
    public var version = ""
    public var namespace = ""
    public var resource = ""
    public var subresource = ""
    public var name = ""
    /// What follows the subresource in the path.
    public var tail: [String] = []

    public init() {}

    /// Reads a request. Never fails: what is no resource path is a path of its own.
    public init(_ request: APIRequest) {
        path = request.path
        verb = request.method.rawValue.lowercased()
        guard var parts = Self.components(of: request.path) else { return }
        switch parts.first {
        case "api":
            guard parts.count >= 3 else { return }
            version = parts[1]
            parts.removeFirst(2)
        case "apis":
            guard parts.count >= 4 else { return }
            group = parts[1]
            version = parts[2]
            parts.removeFirst(3)
        default: return
        }
        isResource = true
        verb = Self.verbs[request.method] ?? verb
        if parts[0] == "watch", parts.count > 1 {
            verb = "watch"
            parts.removeFirst()
        }
        if parts[0] == "namespaces", parts.count > 1 {
            namespace = parts[1]
            // `/namespaces/NAME/status` is the namespace itself, `/namespaces/NAME/pods` what is in it.
            if parts.count > 2, !["status", "finalize"].contains(parts[2]) { parts.removeFirst(2) }
        }
        resource = parts[0]
        if parts.count > 1 { name = parts[1] }
        if parts.count > 2 { subresource = parts[2] }
        tail = Array(parts.dropFirst(3))
        if name.isEmpty { refineVerb(request.query) }
    }

    /// Verbs on collections, as the query says.
    private mutating func refineVerb(_ query: QueryItems) {
        switch verb {
        case "get":
            verb = Self.isTrue(query["watch"]) ? "watch" : "list"
        case "delete": verb = "deletecollection"
        default: break
        }
    }

    /// A flag in a query: present and none of `0`, `false` is true, as in Kubernetes.
    static func isTrue(_ value: String?) -> Bool {
        guard let value else { return false }
        return value != "0" && value.lowercased() != "false"
    }

    /// The parts between slashes; nil where one of them is empty.
    private static func components(of path: String) -> [String]? {
        var text = path[...]
        while text.first == "/" { text.removeFirst() }
        while text.last == "/" { text.removeLast() }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        return parts.contains("") ? nil : parts
    }

    private static let verbs: [APIRequest.Method: String] = [
        .post: "create", .get: "get", .head: "get", .put: "update", .patch: "patch", .delete: "delete",
    ]
}
