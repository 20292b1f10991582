/// Text in cells that tabs end, aligned as Go's text/tabwriter does for kubectl: a column is as wide as the widest cell in a
/// run of neighbouring lines that have a cell there, plus two spaces.
struct TabWriter {
    private var lines: [[Substring]] = []
    private static let padding = 2

    /// Adds text, which may hold several lines; each ends with a newline.
    mutating func write(_ text: String, indent: Int = 0) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0)
        {
            let indented = String(repeating: " ", count: indent) + line
            lines.append(indented.split(separator: "\t", omittingEmptySubsequences: false))
        }
    }

    /// All of it, aligned.
    var text: String {
        var result = ""
        format(lines[...], widths: [], into: &result)
        return result
    }

    private func format(_ lines: ArraySlice<[Substring]>, widths: [Int], into result: inout String) {
        let column = widths.count
        var first = lines.startIndex
        var index = first
        while index < lines.endIndex {
            guard column < lines[index].count - 1 else {
                index += 1
                continue
            }
            append(lines[first..<index], widths, to: &result)
            first = index
            while index < lines.endIndex, column < lines[index].count - 1 { index += 1 }
            let width = lines[first..<index].reduce(0) { max($0, $1[column].count) } + Self.padding
            format(lines[first..<index], widths: widths + [width], into: &result)
            first = index
        }
        append(lines[first...], widths, to: &result)
    }

    private func append(_ lines: ArraySlice<[Substring]>, _ widths: [Int], to result: inout String) {
        for line in lines {
            for (position, cell) in line.enumerated() {
                result += cell
                if position < widths.count, position < line.count - 1 {
                    result += String(repeating: " ", count: widths[position] - cell.count)
                }
            }
            result += "\n"
        }
    }
}
