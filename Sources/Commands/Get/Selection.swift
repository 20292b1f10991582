internal import KubernetesAPI
internal import KubernetesClient

/// One kind's objects that `get` was asked for.
struct Selection {
    let session: ClusterSession
    let kind: ResourceKind
    /// Empty: all that the selectors choose.
    let names: [String]
    let options: GetOptions

    var namespace: String? { options.allNamespaces ? nil : session.namespace }

    /// The requests to send, one a name, or one for the whole.
    func requests(table: Bool) -> [APIRequest] {
        let requests =
            names.isEmpty
            ? [collection] : names.map { APIRequest(.get, kind.path(namespace: session.namespace, name: $0)) }
        guard table else { return requests }
        return requests.map { request in
            var request = request
            request.headers["Accept"] = tableMediaTypes
            return request
        }
    }

    /// The request for all of the kind, or for the one name, as a list.
    var collection: APIRequest {
        var request = APIRequest(.get, kind.path(namespace: namespace))
        request.query["labelSelector"] = options.selector
        request.query["fieldSelector"] = names.first.map { "metadata.name=\($0)" } ?? options.fieldSelector
        return request
    }

    /// The answers, with those left out that `--ignore-not-found` forgives.
    func fetch(table: Bool) async throws -> [JSONValue] {
        var answers: [JSONValue] = []
        for request in requests(table: table) {
            do { answers.append(try await session.client.json(request)) } catch let error as StatusError
                where error.status.reason == "NotFound" && options.ignoreNotFound && !names.isEmpty
            {}
        }
        return answers
    }
}

/// What kubectl accepts for tables.
let tableMediaTypes =
    "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json"
