internal import Glibc
internal import KubernetesAPI

/// Reads a container's log file from the place where the selection begins. Its calls block.
struct LogFileReader: Sendable {
    /// An open file that is closed with its last user.
    private final class Descriptor: Sendable {
        let number: Int32
        init(_ number: Int32) { self.number = number }
        deinit { close(number) }
    }

    private static let chunk = 64 * 1024
    private let file: Descriptor?
    private var formatter: LogFormatter

    /// Opens the file; one that is not there (yet) reads as empty.
    init(path: String, selection: LogSelection) throws {
        formatter = LogFormatter(selection)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw FileError("open", path) }
            file = nil
            return
        }
        file = Descriptor(descriptor)
        if let lines = selection.tailLines {
            let start = try LogFileReader.tailStart(descriptor, lines: max(0, lines))
            guard lseek(descriptor, start, SEEK_SET) >= 0 else { throw FileError("seek", path) }
        }
    }

    var isFull: Bool { formatter.isFull }

    /// The next piece of output; nil at the file's present end. An empty piece means that there is more to read.
    mutating func next() throws -> [UInt8]? {
        guard let file, !formatter.isFull else { return nil }
        var buffer = [UInt8](repeating: 0, count: LogFileReader.chunk)
        var count = read(file.number, &buffer, buffer.count)
        while count < 0, errno == EINTR { count = read(file.number, &buffer, buffer.count) }
        guard count >= 0 else { throw FileError("read", "log") }
        return count == 0 ? nil : formatter.format(buffer[..<count])
    }

    /// What is left when the file will not grow any more.
    mutating func finish() -> [UInt8] { formatter.finish() }

    /// Where the last `lines` lines begin. Pieces of one long line count once.
    private static func tailStart(_ file: Int32, lines: Int64) throws -> off_t {
        let size = lseek(file, 0, SEEK_END)
        guard size >= 0 else { throw FileError("seek", "log") }
        guard lines > 0 else { return size }
        var end = size
        var found: Int64 = 0
        var tail: [UInt8] = []  // from the block's begin to the line start that was found last
        var start = end
        while end > 0 {
            let part = min(off_t(chunk), end)
            end -= part
            var block = [UInt8](repeating: 0, count: Int(part))
            let count = pread(file, &block, block.count, end)
            guard count == block.count else { throw FileError("read", "log") }
            tail = block + tail
            // Every line that begins inside what is held now, from the last to the first.
            var upper = tail.count
            while upper > 0 {
                let before = tail[..<(upper - 1)].lastIndex(of: 0x0A)
                guard let lower = before.map({ $0 + 1 }) ?? (end == 0 ? 0 : nil) else { break }
                let isPartial = LogLine(tail[lower..<upper].filter { $0 != 0x0A }[...])?.isPartial ?? false
                // The last piece of all is a line too, if an unfinished one.
                if !isPartial || end + off_t(upper) == size {
                    if found == lines { return start }
                    found += 1
                }
                start = end + off_t(lower)
                upper = lower
            }
            tail.removeSubrange(upper...)
        }
        return start
    }
}
