import KubernetesAPI
import KubernetesClient
import LoneAPIServer

extension LoneAPIServer {
    /// Carries requests to the server, as its administrator.
    func transport() throws -> any APITransport {
        var connection = ClusterConnection(host: "127.0.0.1", port: port)
        connection.certificateAuthority = Array(authorityPEM.utf8)
        connection.bearerToken = Self.token
        return try HTTPSTransport(connection, userAgent: Player.userAgent)
    }
}
