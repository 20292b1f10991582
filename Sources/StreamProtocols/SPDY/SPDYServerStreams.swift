public import NIOCore

/// The server's view of one SPDY/3.1 session and its streams, all opened by the client. Pure: a frame in, at most one event
/// out; what is to be sent is collected until it is taken.
///
/// Windows: what comes in is acknowledged when it is consumed. What goes out is held to the client's windows from the moment
/// that the client speaks of windows at all: the one that every Kubernetes client uses (spdystream) never does, and
/// would starve after the first 64 KiB.
public struct SPDYServerStreams {
    public enum Event: Sendable, Equatable {
        /// To be answered by ``accept(_:)`` or ``refuse(_:)``.
        case opened(UInt32, SPDYHeaders)
        /// To be acknowledged by ``acknowledge(_:on:)``. After the last nothing comes on the stream.
        case received(UInt32, ByteBuffer, isLast: Bool)
    }

    /// What is to be written, and how many bytes of what was handed over never will be, as nobody wants them.
    public struct Output: Sendable, Equatable {
        public var frames: [SPDYFrame]
        public var dropped: Int

        public init(frames: [SPDYFrame] = [], dropped: Int = 0) {
            self.frames = frames
            self.dropped = dropped
        }
    }

    struct Stream {
        var isReceiving: Bool
        var isSending: Bool
        var window: Int
        var queue = CircularBuffer<ByteBuffer>()
        var endsAfterQueue = false
        var unacknowledged = 0
    }

    /// The window of a session and of each stream that has not been told otherwise.
    static let initialWindow = 64 << 10

    var streams: [UInt32: Stream] = [:]
    var lastStream: UInt32 = 0
    var output = Output()
    var keepsWindows = false
    var peerInitialWindow = Self.initialWindow
    var sessionWindow = Self.initialWindow
    var unacknowledged = 0

    public init() {}

    /// What has to be written by now.
    public mutating func takeOutput() -> Output {
        defer { output = Output() }
        return output
    }

    // MARK: Receiving

    /// Takes a frame. Throws ``SPDYError`` where the session must be given up.
    public mutating func receive(_ frame: SPDYFrame) throws -> Event? {
        switch frame {
        case .synStream(let id, let headers, let isLast, let isUnidirectional):
            guard id % 2 == 1, id > lastStream else { throw SPDYError("a stream's number is not its turn") }
            lastStream = id
            streams[id] = Stream(isReceiving: !isLast, isSending: !isUnidirectional, window: peerInitialWindow)
            return .opened(id, headers)
        case .data(let id, let bytes, let isLast): return receive(id, bytes, isLast)
        case .headers(let id, _, let isLast): return isLast ? receive(id, ByteBuffer(), true) : nil
        case .rstStream(let id, _): return forget(id) ? .received(id, ByteBuffer(), isLast: true) : nil
        case .ping(let id):
            // Even numbers are answers to pings of ours, of which there are none.
            if id % 2 == 1 { output.frames.append(.ping(id: id)) }
        case .windowUpdate(let id, let delta): try widen(id, by: Int(delta))
        case .settings(let settings):
            if let window = settings[SPDYFrame.initialWindowSize] { try setInitialWindow(Int(window)) }
        case .synReply, .goAway: break  // about streams that we open, and there are none
        }
        return nil
    }

    private mutating func receive(_ id: UInt32, _ bytes: ByteBuffer, _ isLast: Bool) -> Event? {
        guard streams[id]?.isReceiving == true else {
            acknowledge(bytes.readableBytes, on: id)
            // What was on its way when a stream ended is passed over.
            if id > lastStream || id % 2 == 0 { reset(id, SPDYFrame.ResetStatus.invalidStream) }
            return nil
        }
        if isLast {
            streams[id]?.isReceiving = false
            forgetIfClosed(id)
        }
        return .received(id, bytes, isLast: isLast)
    }

    /// Says that so many bytes have been consumed, so that as many more may come.
    public mutating func acknowledge(_ count: Int, on id: UInt32) {
        unacknowledged += count
        if unacknowledged >= Self.initialWindow / 2 {
            output.frames.append(.windowUpdate(id: 0, delta: UInt32(unacknowledged)))
            unacknowledged = 0
        }
        guard var stream = streams[id], stream.isReceiving else { return }
        stream.unacknowledged += count
        if stream.unacknowledged >= Self.initialWindow / 2 {
            output.frames.append(.windowUpdate(id: id, delta: UInt32(stream.unacknowledged)))
            stream.unacknowledged = 0
        }
        streams[id] = stream
    }

    // MARK: Opening and closing

    public mutating func accept(_ id: UInt32) { output.frames.append(.synReply(id: id, headers: [:], isLast: false)) }

    public mutating func refuse(_ id: UInt32) {
        _ = forget(id)
        reset(id, SPDYFrame.ResetStatus.refusedStream)
    }

    /// Ends the session: streams that are open stay so until they end.
    public mutating func goAway(_ status: UInt32 = SPDYFrame.GoAwayStatus.fine) {
        output.frames.append(.goAway(lastStream: lastStream, status: status))
    }

    private mutating func reset(_ id: UInt32, _ status: UInt32) {
        output.frames.append(.rstStream(id: id, status: status))
    }

    /// Drops a stream with what it was to send. True if its client could still send.
    mutating func forget(_ id: UInt32) -> Bool {
        guard let stream = streams.removeValue(forKey: id) else { return false }
        output.dropped += stream.queue.reduce(0) { $0 + $1.readableBytes }
        return stream.isReceiving
    }

    mutating func forgetIfClosed(_ id: UInt32) {
        if let stream = streams[id], !stream.isReceiving, !stream.isSending { streams[id] = nil }
    }
}
