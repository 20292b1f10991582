internal import KubernetesAPI

/// Prints server-rendered tables (meta/v1 Table) as kubectl does: columns padded to their widest cell, three spaces apart.
struct TablePrinter {
    let wide: Bool
    let showsNamespace: Bool
    private var showsHeader: Bool
    let showsLabels: Bool
    /// `pod/` before names, where several kinds are printed.
    var namePrefix = ""

    /// The columns of the first table of a watch; later ones come without.
    private var columns: [(name: String, index: Int)] = []

    init(wide: Bool = false, showsNamespace: Bool = false, showsHeader: Bool = true, showsLabels: Bool = false) {
        self.wide = wide
        self.showsNamespace = showsNamespace
        self.showsHeader = showsHeader
        self.showsLabels = showsLabels
    }

    /// The lines of a table. The header is printed with the first one only.
    mutating func lines(of table: JSONValue) -> [String] {
        var rows: [[String]] = []
        if let definitions = table["columnDefinitions"]?.array, !definitions.isEmpty {
            columns = definitions.enumerated().compactMap { index, column in
                wide || (column["priority"]?.int64 ?? 0) == 0 ? (column["name"]?.string ?? "", index) : nil
            }
        }
        if showsHeader {
            showsHeader = false
            rows.append(
                (showsNamespace ? ["NAMESPACE"] : []) + columns.map { $0.name.uppercased() }
                    + (showsLabels ? ["LABELS"] : []))
        }
        for row in table["rows"]?.array ?? [] {
            let cells = row["cells"]?.array ?? []
            let metadata = row["object", "metadata"]
            var line = showsNamespace ? [metadata?["namespace"]?.string ?? ""] : []
            for (position, column) in columns.enumerated() {
                let cell = column.index < cells.count ? text(cells[column.index]) : ""
                line.append(position == 0 ? namePrefix + cell : cell)
            }
            if showsLabels { line.append(labels(metadata?["labels"])) }
            rows.append(line)
        }
        return aligned(rows)
    }

    private func text(_ cell: JSONValue) -> String {
        switch cell {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let value): value ? "true" : "false"
        case .null: "<none>"
        case .array, .object: String(decoding: cell.encoded(), as: UTF8.self)
        }
    }

    private func labels(_ labels: JSONValue?) -> String {
        let pairs = (labels?.object?.members ?? []).map { "\($0.key)=\($0.value.string ?? "")" }
        return pairs.isEmpty ? "<none>" : pairs.sorted().joined(separator: ",")
    }
}

/// Pads the cells of rows so that columns line up, at least six wide as kubectl's; the last column is left as it is.
func aligned(_ rows: [[String]], gap: Int = 3, minimum: Int = 6) -> [String] {
    var widths: [Int] = []
    for row in rows {
        for (index, cell) in row.enumerated() {
            if index == widths.count { widths.append(0) }
            widths[index] = max(widths[index], cell.count)
        }
    }
    return rows.map { row in
        row.enumerated().map { index, cell in
            index == row.count - 1
                ? cell : cell + String(repeating: " ", count: max(widths[index] + gap, minimum) - cell.count)
        }.joined()
    }
}
