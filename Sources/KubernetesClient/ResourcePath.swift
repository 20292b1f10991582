public import KubernetesAPI

/// The path of a kind's collection, of one object or of its subresource.
public func path<T: APIObject>(
    of type: T.Type, namespace: String? = nil, name: String? = nil, subresource: String? = nil
) -> String {
    resourcePath(
        apiVersion: T.apiVersion, resource: T.resource, namespace: T.namespaced ? namespace : nil, name: name,
        subresource: subresource)
}

/// The same for a kind that is known by words only, as discovery gives them.
public func resourcePath(
    apiVersion: String, resource: String, namespace: String? = nil, name: String? = nil, subresource: String? = nil
) -> String {
    var path = apiVersion.contains("/") ? "/apis/\(apiVersion)" : "/api/\(apiVersion)"
    if let namespace { path += "/namespaces/\(namespace)" }
    path += "/\(resource)"
    if let name { path += "/\(name)" }
    if let subresource { path += "/\(subresource)" }
    return path
}
