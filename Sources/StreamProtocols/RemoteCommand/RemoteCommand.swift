public import NIOCore

/// What the client of an exec or attach session asked for.
public struct RemoteCommandOptions: Sendable, Equatable {
    public var stdin: Bool
    public var stdout: Bool
    public var stderr: Bool
    public var tty: Bool
    /// Whether an attach waits for its container to be created instead of being refused until it runs; so it begins before
    /// the container does. Asked for by the header ``waitsForStartHeader``, which other servers pass over.
    public var waitsForStart = false

    public static let waitsForStartHeader = "Mayfly-Wait-For-Start"

    public init(stdin: Bool = false, stdout: Bool = false, stderr: Bool = false, tty: Bool = false) {
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.tty = tty
    }
}

/// What comes in from the client's side of a session.
public enum RemoteCommandInput: Sendable, Equatable {
    case stdin(ByteBuffer)
    /// The client has no more input (half-close); output goes on.
    case stdinClosed
    case resize(columns: UInt16, rows: UInt16)
}

/// Where output of a session goes.
public enum RemoteCommandOutput: Sendable, Equatable { case stdout, stderr }

/// How a session ended, before it is put in the words of a protocol.
public enum RemoteCommandResult: Sendable, Equatable {
    case exited(code: Int32)
    /// It never ran or broke off; the text goes to the user.
    case failed(String)
}

/// The server's side of one exec or attach session, whatever protocol carries it (WebSocket or SPDY).
public protocol RemoteCommandSession: Sendable {
    /// What the client sends, in order, under back-pressure; ends when the client is gone. To be iterated once.
    associatedtype Input: AsyncSequence & Sendable where Input.Element == RemoteCommandInput
    var input: Input { get }

    /// Sends output; suspends while the client is slower. Throws when the client is gone.
    func write(_ bytes: ByteBuffer, to output: RemoteCommandOutput) async throws

    /// Reports the result after the last output, and closes. Throws nothing: a client that is gone needs no result.
    func finish(_ result: RemoteCommandResult) async
}
