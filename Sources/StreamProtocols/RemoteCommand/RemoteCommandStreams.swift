internal import KubernetesAPI
internal import NIOCore

/// The streams of one remote command over SPDY: which is which, which are awaited, and what comes in on them. Pure.
struct RemoteCommandStreams {
    /// The values of the header `streamType`.
    enum Role: String, CaseIterable { case error, stdin, stdout, stderr, resize }

    private let awaited: Set<Role>
    private let options: RemoteCommandOptions
    private(set) var numbers: [Role: UInt32] = [:]
    private var sizes = ResizeReader()
    private var stdinClosed = false

    /// - Parameters:
    ///   - asked: the options in the client's request, which say what streams it opens.
    ///   - options: the same with the `tty` that the session really has.
    init(asked: RemoteCommandOptions, options: RemoteCommandOptions, version: RemoteCommandProtocol) {
        self.options = options
        var awaited: Set<Role> = [.error]
        if asked.stdin { awaited.insert(.stdin) }
        if asked.stdout { awaited.insert(.stdout) }
        // On a terminal there is one stream of output.
        if asked.stderr, !asked.tty { awaited.insert(.stderr) }
        if asked.tty, version.hasResizeStream { awaited.insert(.resize) }
        self.awaited = awaited
    }

    /// Whether every stream that the client has to open is open.
    var isComplete: Bool { awaited.isSubset(of: numbers.keys) }

    /// Takes a stream in; false for one of no known type, or of a type that is there already.
    mutating func open(_ number: UInt32, _ headers: SPDYHeaders) -> Bool {
        guard let role = headers["streamType"].flatMap(Role.init), numbers[role] == nil else { return false }
        numbers[role] = number
        return true
    }

    /// What bytes on a stream mean, and its end if they are the last.
    mutating func receive(_ number: UInt32, _ bytes: ByteBuffer, isLast: Bool) -> [RemoteCommandInput] {
        if number == numbers[.stdin], options.stdin, !stdinClosed {
            stdinClosed = isLast
            return (bytes.readableBytes > 0 ? [.stdin(bytes)] : []) + (isLast ? [.stdinClosed] : [])
        }
        return number == numbers[.resize] && options.tty ? sizes.read(bytes) : []
    }
}

/// Takes terminal sizes out of a stream of JSON objects that may be cut anywhere.
struct ResizeReader {
    /// A size is some thirty bytes; what is longer is none.
    private static let limit = 1024
    private var pending: [UInt8] = []

    mutating func read(_ bytes: ByteBuffer) -> [RemoteCommandInput] {
        var inputs: [RemoteCommandInput] = []
        for byte in bytes.readableBytesView {
            pending.append(byte)
            if byte == UInt8(ascii: "}") {
                if let size = RemoteCommandInput(size: pending) { inputs.append(size) }
                pending = []
            } else if pending.count > Self.limit {
                pending = []
            }
        }
        return inputs
    }
}

extension RemoteCommandInput {
    /// Reads `{"Width":80,"Height":24}`. A size that cannot be read is as good as none.
    init?(size bytes: some Sequence<UInt8>) {
        let size: JSONValue
        do { size = try JSONValue.parse(Array(bytes)) } catch { return nil }
        guard let columns = size["Width"]?.int64.flatMap({ UInt16(exactly: $0) }),
            let rows = size["Height"]?.int64.flatMap({ UInt16(exactly: $0) })
        else { return nil }
        self = .resize(columns: columns, rows: rows)
    }
}
