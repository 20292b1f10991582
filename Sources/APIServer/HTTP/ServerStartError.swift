internal import Glibc
internal import NIOCore

/// Why the HTTPS server could not start, in one sentence with the next step.
public struct ServerStartError: Error, CustomStringConvertible, Equatable {
    public let description: String

    static func invalidAddress(_ text: String) -> ServerStartError {
        ServerStartError(
            description: "the bind address \"\(text)\" is not an IP address; give one like 127.0.0.1 or ::1")
    }

    static func cannotListen(on configuration: ServerConfiguration, because error: any Error) -> ServerStartError {
        let place = "\(configuration.bindAddress) port \(configuration.port)"
        let reason =
            switch (error as? IOError)?.errnoCode {
            case EADDRINUSE: "the port is in use; choose another with --secure-port"
            case EACCES: "permission denied; choose a port above 1023 with --secure-port"
            case EADDRNOTAVAIL: "this machine has no such address; choose another with --bind-address"
            default: "\(error)"
            }
        return ServerStartError(description: "cannot listen on \(place): \(reason)")
    }
}
