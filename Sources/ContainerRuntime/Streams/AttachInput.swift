import CLinux
import Glibc

/// A container's standard input, by a connection to conmon's attach socket.
///
/// conmon sends every piece of output there too, and stands still when nobody takes it, with the container and its log;
/// so what comes is thrown away here. Shutting our receiving side instead makes conmon 2.1.6 forget to close the
/// container's input later (it reads a connection's type after freeing it).
final class AttachInput: Sendable {
    private let socket: Descriptor
    /// A second descriptor, so that writing can be waited for while the reactor drains the first.
    private let writing: Descriptor
    private let drain: Watch
    private let reactor: Reactor

    /// conmon takes at most 32 KiB of a message and drops the rest.
    private static let messageSize = 16384

    init(path: String, reactor: Reactor) async throws {
        self.reactor = reactor
        let directory = try Descriptor.directory(Files.directory(of: path))
        // By descriptor, for a socket's address has room for 107 bytes only. Waits if ten others are being accepted.
        socket = try await Blocking.run {
            Descriptor(try check(cl_connect_seqpacket("/proc/self/fd/\(directory.raw)/attach"), "connect to \(path)"))
        }
        try socket.setNonblocking()
        writing = try socket.duplicate()
        drain = try reactor.whenReadable(socket) { [socket] in Self.discard(socket) }
    }

    private static func discard(_ socket: Descriptor) {
        var byte: UInt8 = 0
        // One byte asked for drops the message without copying the rest.
        while recv(socket.raw, &byte, 1, Int32(MSG_DONTWAIT)) > 0 {}
    }

    func write(_ bytes: [UInt8]) async throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.prefix(Self.messageSize).withUnsafeBytes { buffer in
                let count = send(writing.raw, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
                return count < 0 ? -Int(errno) : count
            }
            if sent == -Int(EAGAIN) {
                try await reactor.wait([writing], .writable)
            } else if sent < 0 {
                throw RuntimeError(.io, "The container reads no more input.")
            } else {
                rest = rest.dropFirst(sent)
            }
        }
    }

    /// conmon closes the container's input then, unless it was told to leave it open.
    func finish() { shutdown(socket.raw, Int32(SHUT_WR)) }

    func close() {
        drain.cancel()
        shutdown(socket.raw, Int32(SHUT_RDWR))
    }
}
