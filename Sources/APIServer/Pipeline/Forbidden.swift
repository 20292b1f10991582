internal import KubernetesAPI

extension StatusError {
    /// 403 in the words of kube-apiserver: who may not do what, where.
    static func forbidden(_ user: UserInfo, _ request: RequestInfo, reason: String) -> StatusError {
        let who = "User \(quoted(user.name)) cannot \(request.verb)"
        let because = reason.isEmpty ? "" : ": \(reason)"
        guard request.isResource else {
            return .forbidden(resource: "", because: "\(who) path \(quoted(request.path))\(because)")
        }
        let resource = request.subresource.isEmpty ? request.resource : "\(request.resource)/\(request.subresource)"
        let place =
            request.namespace.isEmpty ? "at the cluster scope" : "in the namespace \(quoted(request.namespace))"
        return .forbidden(
            resource: request.resource, group: request.group, name: request.name,
            because: "\(who) resource \(quoted(resource)) in API group \(quoted(request.group)) \(place)\(because)")
    }
}
