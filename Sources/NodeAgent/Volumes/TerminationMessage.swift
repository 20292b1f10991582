internal import KubernetesAPI

/// What a container has left to say: the file at `terminationMessagePath`, or the end of its log where the policy says so.
struct TerminationMessage: Sendable {
    /// Bytes of the file that count.
    static let fileLimit = 4096
    /// Bytes and lines of the log that count.
    static let logLimit = 2048
    static let logLines: Int64 = 80

    let directory: PodDirectory

    /// Reads it; blocks. What cannot be read is no message.
    func read(of container: Container?, attempt: Int, exitCode: Int32, logPath: String) throws -> String {
        guard let container else { return "" }
        let path = directory.terminationLog(container.name, attempt: attempt)
        let file = try Files.read(path, limit: TerminationMessage.fileLimit) ?? []
        if !file.isEmpty || exitCode == 0 || container.terminationMessagePolicy != "FallbackToLogsOnError" {
            return String(decoding: file, as: UTF8.self)
        }
        var options = LogSelection()
        options.tailLines = TerminationMessage.logLines
        var reader = try LogFileReader(path: logPath, selection: options)
        var text: [UInt8] = []
        while let chunk = try reader.next() { text += chunk }
        return String(decoding: text.suffix(TerminationMessage.logLimit), as: UTF8.self)
    }
}
