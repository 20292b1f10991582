internal import KubernetesAPI

/// What of a log is asked for.
struct LogSelection: Sendable, Equatable {
    var timestamps = false
    var since: Timestamp?
    /// Lines from the end.
    var tailLines: Int64?
    var limitBytes: Int64?
}

/// Turns bytes of a CRI log file into what the reader gets to see. Fed in pieces of any size; pure.
struct LogFormatter: Sendable {
    /// Longer lines than any runtime writes are not held in memory for their end.
    static let longestLine = 4 << 20

    private let selection: LogSelection
    private var pending: [UInt8] = []
    private var remaining: Int64?
    /// The next piece of text begins a new line, and gets the timestamp.
    private var isNewLine = true

    init(_ selection: LogSelection) {
        self.selection = selection
        remaining = selection.limitBytes
    }

    /// No more is wanted: the limit is reached.
    var isFull: Bool { remaining.map { $0 <= 0 } ?? false }

    mutating func format(_ bytes: some Collection<UInt8>) -> [UInt8] {
        pending += bytes
        var output: [UInt8] = []
        var start = pending.startIndex
        while !isFull, let end = pending[start...].firstIndex(of: 0x0A) {
            append(pending[start..<end], to: &output)
            start = end + 1
        }
        pending.removeSubrange(..<start)
        if pending.count > LogFormatter.longestLine { pending = [] }
        return output
    }

    /// The log is over: a line that was cut off is given as far as it goes.
    mutating func finish() -> [UInt8] {
        var output: [UInt8] = []
        if !isFull, !pending.isEmpty { append(pending[...], to: &output) }
        pending = []
        return output
    }

    private mutating func append(_ line: ArraySlice<UInt8>, to output: inout [UInt8]) {
        guard let parsed = LogLine(line) else { return }
        if let since = selection.since, parsed.time < since { return }
        var text: [UInt8] = []
        if selection.timestamps, isNewLine { text += Array("\(parsed.time.nanosecondsText) ".utf8) }
        text += line[parsed.contentStart...]
        if !parsed.isPartial { text.append(0x0A) }
        isNewLine = !parsed.isPartial
        if let left = remaining {
            if Int64(text.count) > left { text.removeSubrange(Int(left)...) }
            remaining = left - Int64(text.count)
        }
        output += text
    }
}
