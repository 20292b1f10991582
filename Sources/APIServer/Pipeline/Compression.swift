internal import KubernetesAPI
internal import NIOPosix

extension APIResponse {
    /// The answer with its body compressed, where the client takes that and the body is long enough for it to pay: Kubernetes'
    /// threshold and level. Streams are left alone.
    func compressed(for request: APIRequest) async throws -> APIResponse {
        guard headers["Content-Encoding"] == nil,
            request.headers.all("Accept-Encoding").contains(where: Self.allowsGzip)
        else { return self }
        var response = self
        switch body {
        case .bytes(let bytes) where bytes.count > 128 << 10:
            // Off the event loop: a list of all pods takes a good part of a second.
            response.body = .bytes(try await NIOThreadPool.singleton.runIfActive { try Gzip.compress(bytes) })
        case .pieces(let pieces, _): response.body = .pieces(GzipPieces(pieces), length: nil)
        case .bytes, .stream: return self
        }
        response.headers["Content-Encoding"] = "gzip"
        response.headers.add(name: "Vary", value: "Accept-Encoding")
        return response
    }

    private static func allowsGzip(_ header: String) -> Bool {
        header.split(separator: ",").map(MediaType.init).contains { $0.name == "gzip" && $0.quality > 0 }
    }
}
