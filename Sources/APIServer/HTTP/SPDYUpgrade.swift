internal import KubernetesAPI
internal import NIOHTTP1
internal import StreamProtocols

extension UpgradeHandshake {
    /// Reads a handshake for SPDY/3.1, of which the first version that the client names and we know is taken. Throws
    /// ``RequestRefusal`` for what is none.
    static func spdy(_ request: APIRequest) throws -> UpgradeHandshake {
        guard request.headers.all("Upgrade").contains(where: { $0.lowercased() == "spdy/3.1" }),
            [.get, .post].contains(request.method)
        else { throw RequestRefusal.badRequest("unable to upgrade: missing upgrade headers in request") }
        let offered = request.headers.all("X-Stream-Protocol-Version").flatMap { field in
            field.split { $0 == "," || $0 == " " }.map(String.init)
        }
        guard !offered.isEmpty else {
            throw RequestRefusal.badRequest("unable to upgrade: X-Stream-Protocol-Version is required")
        }
        let accepted = RemoteCommandProtocol.spdy
        guard let version = offered.lazy.compactMap(RemoteCommandProtocol.init).first(where: accepted.contains) else {
            throw RequestRefusal.unknownProtocols(offered, accepted: accepted.map(\.rawValue))
        }
        return UpgradeHandshake(
            carrier: .spdy, version: version,
            headers: [
                "Connection": "Upgrade", "Upgrade": "SPDY/3.1", "X-Stream-Protocol-Version": version.rawValue,
            ])
    }
}

extension RequestRefusal {
    fileprivate static func unknownProtocols(_ offered: [String], accepted: [String]) -> RequestRefusal {
        var response = APIResponse.status(
            403, reason: "Forbidden",
            message: "unable to upgrade: unable to negotiate protocol: client supports "
                + "[\(offered.joined(separator: " "))], server accepts [\(accepted.joined(separator: " "))]")
        for name in accepted { response.headers.add(name: "X-Accepted-Stream-Protocol-Versions", value: name) }
        return RequestRefusal(response: response)
    }
}
