internal import KubernetesAPI
public import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
public import ServiceLifecycle

/// The HTTPS front of the API server: HTTP/1.1 and HTTP/2 on one port, bound when made, served until ``run()`` ends.
public struct HTTPServer: Service {
    private let configuration: ServerConfiguration
    private let group: MultiThreadedEventLoopGroup
    private let listener: any Channel
    private let connections: OpenConnections
    private let logger: Logger

    /// The address that was bound, as it stands in a URL: `127.0.0.1`, `[::1]`.
    public let host: String
    /// The port that was bound, the real one where the configuration left it open.
    public let port: Int

    /// Binds the port and answers from then on. Throws ``ServerStartError`` where the address cannot be had.
    public init(
        _ configuration: ServerConfiguration, tls: ServerIdentity, handler: any RequestHandler, logger: Logger
    ) async throws {
        let address: SocketAddress
        do {
            address = try SocketAddress(ipAddress: configuration.bindAddress, port: configuration.port)
        } catch {
            throw ServerStartError.invalidAddress(configuration.bindAddress)
        }
        let context = try NIOSSLContext(configuration: tls.configuration())
        let group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.threads)
        let connections = OpenConnections()
        let setup = ConnectionSetup(
            configuration: configuration, tls: context, handler: handler, connections: connections, logger: logger)
        // As in the client: event loops are not to make these generic types at the same moment.
        _ = ByteToMessageHandler(HTTPRequestDecoder())
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(
                .writeBufferWaterMark, value: ChannelOptions.Types.WriteBufferWaterMark(low: 64 << 10, high: 256 << 10)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try setup.prepare(channel) }
            }
        do {
            listener = try await bootstrap.bind(to: address).get()
        } catch {
            try await group.shutdownGracefully()
            throw ServerStartError.cannotListen(on: configuration, because: error)
        }
        self.configuration = configuration
        self.group = group
        self.connections = connections
        self.logger = logger
        host = configuration.bindAddress.contains(":") ? "[\(configuration.bindAddress)]" : configuration.bindAddress
        port = listener.localAddress?.port ?? configuration.port
    }

    /// Serves until a graceful shutdown or cancellation, then takes no more connections, lets requests in flight finish, ends
    /// watches and sessions, and returns within the configured grace.
    public func run() async throws {
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            logger.debug("the HTTPS server was cancelled")
        }
        await stop()
    }

    private func stop() async {
        do {
            try await listener.close().get()
        } catch {
            logger.debug("closing the listener failed", metadata: ["error": "\(error)"])
        }
        await connections.finish(within: configuration.shutdownGrace, on: group.any())
        do {
            try await group.shutdownGracefully()
        } catch {
            logger.warning("stopping the event loops failed", metadata: ["error": "\(error)"])
        }
    }
}
