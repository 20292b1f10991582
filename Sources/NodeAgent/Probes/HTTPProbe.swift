internal import KubernetesAPI
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// An `httpGet` probe: any status from 200 to 399 is well. Certificates are not verified, as by the kubelet.
struct HTTPProbe: Sendable {
    let action: HTTPGetAction
    let host: String
    let port: Int
    let connectTimeout: TimeAmount

    func run() async throws -> ProbeRunner.Answer {
        let isTLS = action.scheme.uppercased() == "HTTPS"
        let path = action.path.hasPrefix("/") ? action.path : "/\(action.path)"
        let url = "\(isTLS ? "https" : "http")://\(host):\(port)\(path)"
        let channel: NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>
        do {
            channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connectTimeout(connectTimeout)
                .connect(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if isTLS { try channel.pipeline.syncOperations.addHandler(tlsHandler()) }
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            return .failure("Get \"\(url)\": dial tcp \(host):\(port): \(reason(error))")
        }
        let head = head(path)
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(.head(head))
            try await outbound.write(.end(nil))
            for try await part in inbound {
                guard case .head(let response) = part else { continue }
                let code = response.status.code
                return (200..<400).contains(code)
                    ? .success : .failure("HTTP probe failed with statuscode: \(code)")
            }
            return .failure("Get \"\(url)\": EOF")
        }
    }

    private func head(_ path: String) -> HTTPRequestHead {
        var headers = HTTPHeaders()
        for header in action.httpHeaders { headers.add(name: header.name, value: header.value) }
        if !headers.contains(name: "Host") { headers.add(name: "Host", value: "\(host):\(port)") }
        if !headers.contains(name: "User-Agent") { headers.add(name: "User-Agent", value: "kube-probe/1.32") }
        if !headers.contains(name: "Accept") { headers.add(name: "Accept", value: "*/*") }
        headers.add(name: "Connection", value: "close")
        return HTTPRequestHead(version: .http1_1, method: .GET, uri: path, headers: headers)
    }

    private func tlsHandler() throws -> NIOSSLClientHandler {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        return try NIOSSLClientHandler(context: NIOSSLContext(configuration: configuration), serverHostname: nil)
    }
}
