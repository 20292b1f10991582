internal import Crypto
internal import FoundationEssentials
internal import KubernetesAPI
internal import NIOHTTP1
internal import StreamProtocols

extension UpgradeHandshake {
    /// Reads a WebSocket handshake (RFC 6455 section 4.2). Throws ``RequestRefusal`` for what is none.
    static func webSocket(_ request: APIRequest) throws -> UpgradeHandshake {
        guard request.method == .get, request.headers["Sec-WebSocket-Version"] == "13",
            let key = request.headers["Sec-WebSocket-Key"], Data(base64Encoded: key)?.count == 16
        else { throw RequestRefusal.badRequest("the WebSocket handshake is not valid (RFC 6455, version 13)") }
        let offered = request.headers.all("Sec-WebSocket-Protocol").flatMap { field in
            field.split { $0 == "," || $0 == " " }.map(String.init)
        }
        let known = RemoteCommandProtocol.webSocket.first { offered.contains($0.rawValue) }
        guard let version = known ?? (offered.isEmpty ? .v1 : nil) else {
            let supported = RemoteCommandProtocol.webSocket.map(\.rawValue).joined(separator: ", ")
            throw RequestRefusal.badRequest(
                "requested protocol(s) are not supported: \(offered.joined(separator: ", ")); supported are \(supported)"
            )
        }
        let digest = Insecure.SHA1.hash(data: Data((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
        var headers: HTTPHeaders = [
            "Upgrade": "websocket", "Connection": "Upgrade",
            "Sec-WebSocket-Accept": Data(digest).base64EncodedString(),
        ]
        if known != nil { headers.add(name: "Sec-WebSocket-Protocol", value: version.rawValue) }
        return UpgradeHandshake(carrier: .webSocket, version: version, headers: headers)
    }
}
