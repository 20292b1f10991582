public import NIOCore

extension SPDYServerStreams {
    /// Whether everything handed over is out, and every stream ended by us.
    public var hasSentAll: Bool { streams.values.allSatisfy { !$0.isSending } }

    /// Sends bytes as soon as the windows allow. A stream that is closed takes none: they are counted as dropped.
    public mutating func send(_ bytes: ByteBuffer, on id: UInt32) {
        guard bytes.readableBytes > 0 else { return }
        guard var stream = streams[id], stream.isSending, !stream.endsAfterQueue else {
            output.dropped += bytes.readableBytes
            return
        }
        stream.queue.append(bytes)
        flush(id, &stream)
    }

    /// Ends our side of a stream after what it was given to send.
    public mutating func finish(_ id: UInt32) {
        guard var stream = streams[id], stream.isSending else { return }
        stream.endsAfterQueue = true
        flush(id, &stream)
    }

    mutating func widen(_ id: UInt32, by delta: Int) throws {
        keepsWindows = true
        if id == 0 {
            sessionWindow += delta
            guard sessionWindow <= Int(SPDYFrame.largest) else { throw SPDYError("the session's window is too large") }
            for id in streams.keys.sorted() { flush(id) }
        } else if let stream = streams[id] {
            guard stream.window + delta <= Int(SPDYFrame.largest) else {
                output.frames.append(.rstStream(id: id, status: SPDYFrame.ResetStatus.flowControlError))
                _ = forget(id)
                return
            }
            streams[id]?.window += delta
            flush(id)
        }
    }

    mutating func setInitialWindow(_ window: Int) throws {
        guard window <= Int(SPDYFrame.largest) else { throw SPDYError("the initial window is too large") }
        keepsWindows = true
        for id in streams.keys.sorted() {
            streams[id]?.window += window - peerInitialWindow
            flush(id)
        }
        peerInitialWindow = window
    }

    private mutating func flush(_ id: UInt32) {
        if var stream = streams[id] { flush(id, &stream) }
    }

    private mutating func flush(_ id: UInt32, _ stream: inout Stream) {
        while var first = stream.queue.first {
            let allowed = keepsWindows ? min(stream.window, sessionWindow) : first.readableBytes
            guard allowed > 0, let part = first.readSlice(length: min(allowed, first.readableBytes)) else { break }
            stream.window -= part.readableBytes
            sessionWindow -= part.readableBytes
            output.frames.append(.data(id: id, bytes: part, isLast: false))
            if first.readableBytes > 0 {
                stream.queue[stream.queue.startIndex] = first
            } else {
                stream.queue.removeFirst()
            }
        }
        if stream.queue.isEmpty, stream.endsAfterQueue, stream.isSending {
            stream.isSending = false
            output.frames.append(.data(id: id, bytes: ByteBuffer(), isLast: true))
        }
        streams[id] = stream
        forgetIfClosed(id)
    }
}
