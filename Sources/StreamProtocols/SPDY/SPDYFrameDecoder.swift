public import NIOCore

/// Makes frames of a connection's bytes, however they are cut. Pure. The bytes of a data frame are handed on as they come, so
/// that only control frames are held, and those are small.
public struct SPDYFrameDecoder {
    /// The longest control frame that is taken; those of Kubernetes are below 200 bytes.
    static let maximumControlLength = 64 << 10

    private struct Unfinished {
        var id: UInt32
        var remaining: Int
        var isLast: Bool
    }

    private var buffer = ByteBuffer()
    private var inflater: HeaderInflater
    private var data: Unfinished?

    public init() throws { inflater = try HeaderInflater() }

    public mutating func append(_ bytes: ByteBuffer) {
        var bytes = bytes
        if buffer.readableBytes == 0 {
            buffer = bytes
            return
        }
        buffer.discardReadBytes()
        buffer.writeBuffer(&bytes)
    }

    /// The next frame; nil when more bytes are needed. Throws ``SPDYError``, after which nothing more can be read.
    public mutating func next() throws -> SPDYFrame? {
        while true {
            if let data { return takeData(data) }
            guard buffer.readableBytes >= 8,
                let word = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self),
                let lengthWord = buffer.getInteger(at: buffer.readerIndex + 4, as: UInt32.self)
            else { return nil }
            let flags = UInt8(lengthWord >> 24)
            let length = Int(lengthWord & 0xFF_FFFF)
            guard word & 0x8000_0000 != 0 else {
                guard word != 0 else { throw SPDYError("data for stream 0") }
                buffer.moveReaderIndex(forwardBy: 8)
                let isLast = flags & 1 != 0
                if length == 0 { return .data(id: word, bytes: ByteBuffer(), isLast: isLast) }
                data = Unfinished(id: word, remaining: length, isLast: isLast)
                continue
            }
            guard word >> 16 == 0x8003 else { throw SPDYError("not version 3 of SPDY") }
            guard length <= Self.maximumControlLength else { throw SPDYError("a control frame is too long") }
            guard buffer.readableBytes >= 8 + length else { return nil }
            buffer.moveReaderIndex(forwardBy: 8)
            guard let payload = buffer.readSlice(length: length) else { return nil }
            // What is not known is to be passed over.
            if let frame = try control(UInt16(truncatingIfNeeded: word), flags, payload) { return frame }
        }
    }

    private mutating func takeData(_ frame: Unfinished) -> SPDYFrame? {
        let count = min(frame.remaining, buffer.readableBytes)
        guard count > 0, let bytes = buffer.readSlice(length: count) else { return nil }
        let isWhole = count == frame.remaining
        data = isWhole ? nil : Unfinished(id: frame.id, remaining: frame.remaining - count, isLast: frame.isLast)
        return .data(id: frame.id, bytes: bytes, isLast: frame.isLast && isWhole)
    }

    private mutating func control(_ kind: UInt16, _ flags: UInt8, _ payload: ByteBuffer) throws -> SPDYFrame? {
        var payload = payload
        let isLast = flags & 1 != 0
        switch kind {
        case SPDYFrame.Kind.synStream:
            let id = try streamID(&payload)
            // The stream it belongs to, its priority and slot mean nothing to us.
            guard payload.readBytes(length: 6) != nil else { throw SPDYError("SYN_STREAM breaks off") }
            return .synStream(
                id: id, headers: try headers(payload), isLast: isLast, isUnidirectional: flags & 2 != 0)
        case SPDYFrame.Kind.synReply:
            return .synReply(id: try streamID(&payload), headers: try headers(payload), isLast: isLast)
        case SPDYFrame.Kind.headers:
            return .headers(id: try streamID(&payload), headers: try headers(payload), isLast: isLast)
        case SPDYFrame.Kind.rstStream:
            return .rstStream(id: try streamID(&payload), status: try lastWord(&payload))
        case SPDYFrame.Kind.goAway:
            return .goAway(lastStream: try word(&payload) & SPDYFrame.largest, status: try lastWord(&payload))
        case SPDYFrame.Kind.windowUpdate:
            let id = try word(&payload) & SPDYFrame.largest
            let delta = try lastWord(&payload) & SPDYFrame.largest
            guard delta > 0 else { throw SPDYError("WINDOW_UPDATE of nothing") }
            return .windowUpdate(id: id, delta: delta)
        case SPDYFrame.Kind.ping: return .ping(id: try lastWord(&payload))
        case SPDYFrame.Kind.settings: return .settings(try settings(&payload))
        default: return nil
        }
    }

    private mutating func headers(_ payload: ByteBuffer) throws -> SPDYHeaders {
        try SPDYHeaders(block: inflater.inflate(Array(payload.readableBytesView)))
    }

    private func settings(_ payload: inout ByteBuffer) throws -> [UInt32: UInt32] {
        guard let count = payload.readInteger(as: UInt32.self), payload.readableBytes == Int(count) * 8 else {
            throw SPDYError("SETTINGS has a wrong length")
        }
        var settings: [UInt32: UInt32] = [:]
        for _ in 0..<count {
            let id = try word(&payload) & 0xFF_FFFF  // above it are flags on keeping the value
            settings[id] = try word(&payload)
        }
        return settings
    }

    private func streamID(_ payload: inout ByteBuffer) throws -> UInt32 {
        let id = try word(&payload) & SPDYFrame.largest
        guard id != 0 else { throw SPDYError("a frame for stream 0") }
        return id
    }

    private func word(_ payload: inout ByteBuffer) throws -> UInt32 {
        guard let word = payload.readInteger(as: UInt32.self) else { throw SPDYError("a frame breaks off") }
        return word
    }

    private func lastWord(_ payload: inout ByteBuffer) throws -> UInt32 {
        let word = try word(&payload)
        guard payload.readableBytes == 0 else { throw SPDYError("a frame is too long") }
        return word
    }
}
