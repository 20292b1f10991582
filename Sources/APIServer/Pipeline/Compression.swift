internal import CZlib
internal import KubernetesAPI
internal import NIOPosix

extension APIResponse {
    /// The answer with its body compressed, where the client takes that and the body is long enough for it to pay: Kubernetes'
    /// threshold and level. Streams are left alone.
    func compressed(for request: APIRequest) async throws -> APIResponse {
        guard case .bytes(let bytes) = body, bytes.count > 128 << 10, headers["Content-Encoding"] == nil,
            request.headers.all("Accept-Encoding").contains(where: Self.allowsGzip)
        else { return self }
        // Off the event loop: a list of all pods takes a good part of a second.
        let gzip = try await NIOThreadPool.singleton.runIfActive { Gzip.compress(bytes) }
        guard let gzip else { return self }
        var response = self
        response.headers["Content-Encoding"] = "gzip"
        response.headers.add(name: "Vary", value: "Accept-Encoding")
        response.body = .bytes(gzip)
        return response
    }

    private static func allowsGzip(_ header: String) -> Bool {
        header.split(separator: ",").map(MediaType.init).contains { $0.name == "gzip" && $0.quality > 0 }
    }
}

/// RFC 1952, through zlib.
enum Gzip {
    /// Nil where zlib has no memory for it.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        // 15 bits of window, and 16 for gzip's own header.
        guard
            deflateInit2_(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        let capacity = Int(deflateBound(&stream, UInt(bytes.count)))
        var isDone = false
        let result = bytes.withUnsafeBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)  // zlib only reads it
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(capacity)
                isDone = deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = capacity - Int(stream.avail_out)
            }
        }
        return isDone ? result : nil
    }
}
