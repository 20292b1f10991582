/// Turns a log in CRI format back into the bytes a container printed.
///
/// A line is `TIMESTAMP STREAM TAG CONTENT`; the tag `F` says that the content ended with a newline, `P` that it did
/// not, so every byte comes back, whatever it is.
struct CRILogDecoder: Sendable {
    /// The beginning of a line whose end has not been read.
    private var rest: [UInt8] = []

    /// Decodes what follows in the file. Neighbouring output of one stream comes as one.
    mutating func decode(_ bytes: [UInt8]) -> [ProcessOutput] {
        var pending = bytes
        if !rest.isEmpty {
            pending = rest + bytes
            rest = []
        }
        var output: [ProcessOutput] = []
        var run: [UInt8] = []
        var runIsError = false
        func flush() {
            if !run.isEmpty { output.append(runIsError ? .stderr(run) : .stdout(run)) }
            run = []
        }
        let consumed = pending.withUnsafeBufferPointer { buffer in
            var start = 0
            while let end = Self.newline(in: buffer, from: start) {
                if let line = Self.parse(buffer, start, end) {
                    if line.isError != runIsError { flush() }
                    runIsError = line.isError
                    if run.isEmpty { run.reserveCapacity(buffer.count) }
                    // A complete line's newline is part of what was printed, and stands right behind it.
                    run += buffer[line.content..<(line.isPartial ? end : end + 1)]
                }
                start = end + 1
            }
            return start
        }
        flush()
        if consumed < pending.count { rest = Array(pending[consumed...]) }
        return output
    }

    private struct Line {
        var isError: Bool
        var isPartial: Bool
        var content: Int
    }

    private static func newline(in buffer: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        buffer[start...].firstIndex(of: UInt8(ascii: "\n"))
    }

    /// Nil for a line that is not in the format.
    private static func parse(_ buffer: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Line? {
        let space = UInt8(ascii: " ")
        guard let stream = buffer[start..<end].firstIndex(of: space),
            let tag = buffer[(stream + 1)..<end].firstIndex(of: space), tag - stream == 7, tag + 1 < end,
            let content = buffer[(tag + 1)..<end].firstIndex(of: space)
        else { return nil }
        return Line(
            isError: buffer[stream + 4] == UInt8(ascii: "e"), isPartial: buffer[tag + 1] == UInt8(ascii: "P"),
            content: content + 1)
    }
}
