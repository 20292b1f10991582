internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import StreamProtocols

/// Writes all of a session's output to standard output or standard error, on a thread that may block.
func writeOutput(_ bytes: ByteBuffer, to output: RemoteCommandOutput) async throws {
    try await NIOThreadPool.singleton.runIfActive {
        try bytes.withUnsafeReadableBytes { try writeAll($0, to: output == .stdout ? STDOUT_FILENO : STDERR_FILENO) }
    }
}

/// Writes all bytes to a descriptor. Throws a ``CommandFailure`` when the other side is gone.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw CommandFailure("error: write: \(String(cString: strerror(errno)))") }
        rest = rest.dropFirst(count)
    }
}
