internal import KubernetesAPI

/// One line of a log in CRI format: `2026-11-21T05:01:02.000000001+00:00 stdout F text`.
struct LogLine: Sendable, Equatable {
    var time: Timestamp
    var isError: Bool
    /// The text goes on in the next line of the same stream.
    var isPartial: Bool
    /// Where in the line the text begins.
    var contentStart: Int

    /// Reads a line without its end; nil if it is not in the format. The text may be any bytes.
    init?(_ line: ArraySlice<UInt8>) {
        guard let afterTime = line.firstIndex(of: 0x20),
            let time = Timestamp(String(decoding: line[..<afterTime], as: UTF8.self)),
            let afterStream = line[(afterTime + 1)...].firstIndex(of: 0x20)
        else { return nil }
        switch String(decoding: line[(afterTime + 1)..<afterStream], as: UTF8.self) {
        case "stdout": isError = false
        case "stderr": isError = true
        default: return nil
        }
        let rest = line[(afterStream + 1)...]
        let tagEnd = rest.firstIndex(of: 0x20) ?? rest.endIndex
        // More tags may follow the first after a colon.
        switch rest[..<tagEnd].prefix(while: { $0 != 0x3A }).elementsEqual([0x50]) {
        case true: isPartial = true
        case false:
            guard rest[..<tagEnd].prefix(while: { $0 != 0x3A }).elementsEqual([0x46]) else { return nil }
            isPartial = false
        }
        self.time = time
        contentStart = min(tagEnd + 1, line.endIndex)
    }
}
