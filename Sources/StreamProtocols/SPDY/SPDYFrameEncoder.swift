public import NIOCore

/// Writes frames as bytes, in the order in which they are to be sent: header blocks build on each other.
public struct SPDYFrameEncoder {
    private var deflater: HeaderDeflater

    public init() throws { deflater = try HeaderDeflater() }

    /// The frame's bytes. Those of a data frame's payload are not copied: they are to follow what is returned for it.
    public mutating func encode(_ frame: SPDYFrame) throws -> ByteBuffer {
        switch frame {
        case .synStream(let id, let headers, let isLast, let isUnidirectional):
            var payload = ByteBuffer(integer: id)
            payload.writeInteger(UInt32(0))  // belongs to no other stream
            payload.writeInteger(UInt16(0))  // highest priority, no slot
            payload.writeBytes(try deflater.deflate(headers.block))
            let flags: UInt8 = (isLast ? 1 : 0) | (isUnidirectional ? 2 : 0)
            return control(SPDYFrame.Kind.synStream, flags, payload)
        case .synReply(let id, let headers, let isLast):
            return try control(SPDYFrame.Kind.synReply, id, headers, isLast)
        case .headers(let id, let headers, let isLast):
            return try control(SPDYFrame.Kind.headers, id, headers, isLast)
        case .rstStream(let id, let status): return control(SPDYFrame.Kind.rstStream, words: [id, status])
        case .settings(let settings):
            let words = settings.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
            return control(SPDYFrame.Kind.settings, words: [UInt32(settings.count)] + words)
        case .ping(let id): return control(SPDYFrame.Kind.ping, words: [id])
        case .goAway(let lastStream, let status): return control(SPDYFrame.Kind.goAway, words: [lastStream, status])
        case .windowUpdate(let id, let delta): return control(SPDYFrame.Kind.windowUpdate, words: [id, delta])
        case .data(let id, let bytes, let isLast):
            var head = ByteBuffer(integer: id)
            head.writeInteger(UInt32(isLast ? 1 : 0) << 24 | UInt32(bytes.readableBytes))
            return head
        }
    }

    private mutating func control(
        _ kind: UInt16, _ id: UInt32, _ headers: SPDYHeaders, _ isLast: Bool
    ) throws -> ByteBuffer {
        var payload = ByteBuffer(integer: id)
        payload.writeBytes(try deflater.deflate(headers.block))
        return control(kind, isLast ? 1 : 0, payload)
    }

    private func control(_ kind: UInt16, words: [UInt32]) -> ByteBuffer {
        var payload = ByteBuffer()
        for word in words { payload.writeInteger(word) }
        return control(kind, 0, payload)
    }

    private func control(_ kind: UInt16, _ flags: UInt8, _ payload: ByteBuffer) -> ByteBuffer {
        var frame = ByteBuffer(integer: UInt32(0x8003) << 16 | UInt32(kind))
        frame.writeInteger(UInt32(flags) << 24 | UInt32(payload.readableBytes))
        frame.writeImmutableBuffer(payload)
        return frame
    }
}
