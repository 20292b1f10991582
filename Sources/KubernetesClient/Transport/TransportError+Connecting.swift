internal import NIOCore
internal import NIOPosix
internal import NIOSSL

extension TransportError {
    /// Puts a failed connection in kubectl's words where it has some.
    init(connecting connection: ClusterConnection, _ error: any Error) {
        let server = "\(connection.host):\(connection.port)"
        switch error {
        case let error as NIOConnectionError where error.connectionErrors.contains(where: { $0.error.isRefusal }):
            self.init("The connection to the server \(server) was refused - did you specify the right host or port?")
        case let error as NIOConnectionError where error.dnsAError != nil && error.connectionErrors.isEmpty:
            self.init("Unable to connect to the server: no such host \(connection.host)")
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            self.init("The connection to the server \(server) was refused - did you specify the right host or port?")
        case let error as TransportError: self = error
        default: self.init("Unable to connect to the server: \(connection.url): \(error)")
        }
    }

    /// Puts what broke an exchange in words.
    init(exchanging error: any Error) {
        switch error {
        case let error as TransportError: self = error
        case NIOSSLError.handshakeFailed(let cause):
            self.init("Unable to connect to the server: tls: \(cause)")
        default: self.init("Unable to connect to the server: \(error)")
        }
    }
}

extension Error {
    fileprivate var isRefusal: Bool { (self as? IOError)?.errnoCode == ECONNREFUSED }
}
