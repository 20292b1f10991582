public import KubernetesAPI

/// Requests of a user within this process, past HTTP and authentication and nothing else. Made by
/// ``APIPipeline/transport(as:)``.
public struct InProcessTransport: APITransport {
    let pipeline: APIPipeline
    let user: UserInfo

    public func respond(to request: APIRequest) async -> APIResponse {
        var request = request
        // What it writes is this program's, as it would be over HTTP.
        if request.headers["User-Agent"] == nil { request.headers["User-Agent"] = "mayfly" }
        return await pipeline.respond(to: request, as: user)
    }
}

extension APIPipeline {
    func respond(to request: APIRequest, as user: UserInfo) async -> APIResponse {
        await exchange(request, RequestInfo(request), user, "127.0.0.1") { exchange in
            try await route(request, exchange)
        } failure: {
            APIResponse($0, for: request)
        }
    }
}
