public import NIOCore

/// One frame of SPDY/3.1, as far as sessions need it. Of a data frame's bytes a ``data`` holds what has come so far.
public enum SPDYFrame: Sendable, Equatable {
    case synStream(id: UInt32, headers: SPDYHeaders, isLast: Bool, isUnidirectional: Bool)
    case synReply(id: UInt32, headers: SPDYHeaders, isLast: Bool)
    case rstStream(id: UInt32, status: UInt32)
    /// The settings by their number.
    case settings([UInt32: UInt32])
    case ping(id: UInt32)
    case goAway(lastStream: UInt32, status: UInt32)
    case headers(id: UInt32, headers: SPDYHeaders, isLast: Bool)
    case windowUpdate(id: UInt32, delta: UInt32)
    case data(id: UInt32, bytes: ByteBuffer, isLast: Bool)

    /// The highest number of a stream, and the largest window.
    static let largest: UInt32 = 0x7FFF_FFFF

    /// Why a stream is reset.
    public enum ResetStatus {
        public static let protocolError: UInt32 = 1
        public static let invalidStream: UInt32 = 2
        public static let refusedStream: UInt32 = 3
        public static let cancel: UInt32 = 5
        public static let flowControlError: UInt32 = 7
    }

    /// Why a session ends.
    public enum GoAwayStatus {
        public static let fine: UInt32 = 0
        public static let protocolError: UInt32 = 1
    }

    /// The setting that says how far a stream may be ahead of its reader.
    static let initialWindowSize: UInt32 = 7

    enum Kind {
        static let synStream: UInt16 = 1
        static let synReply: UInt16 = 2
        static let rstStream: UInt16 = 3
        static let settings: UInt16 = 4
        static let ping: UInt16 = 6
        static let goAway: UInt16 = 7
        static let headers: UInt16 = 8
        static let windowUpdate: UInt16 = 9
    }
}

/// What ends a session: the peer does not speak SPDY/3.1, or goes beyond a limit.
public struct SPDYError: Error, Equatable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}
