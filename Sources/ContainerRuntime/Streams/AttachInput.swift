import CLinux
import Glibc
import Synchronization

/// A container's standard input, by a connection to conmon's attach socket.
///
/// conmon sends every piece of output there too, and stands still when nobody takes it, with the container and its log;
/// so what comes is thrown away here. Shutting our receiving side instead makes conmon 2.1.6 forget to close the
/// container's input later (it reads a connection's type after freeing it).
final class AttachInput: Sendable {
    private let socket: Descriptor
    /// A second descriptor, so that writing can be waited for while the reactor drains the first.
    private let writing: Descriptor
    private let drain = Mutex<Watch?>(nil)
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
        let watch = try reactor.whenReadable(socket) { [weak self] in self?.discard() }
        drain.withLock { $0 = watch }
    }

    private func discard() {
        var byte: UInt8 = 0
        var count: Int
        // One byte asked for drops the message without copying the rest.
        repeat { count = recv(socket.raw, &byte, 1, Int32(MSG_DONTWAIT)) } while count > 0
        // At its end a socket stays readable; it must not be watched any longer.
        if count == 0 || errno != EAGAIN { drain.withLock { $0 }?.cancel() }
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
        drain.withLock { $0 }?.cancel()
        shutdown(socket.raw, Int32(SHUT_RDWR))
    }
}
