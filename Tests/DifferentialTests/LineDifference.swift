/// The lines in which two texts differ, with a few around them, marked like a unified diff.
func lineDifference(_ expected: String, _ actual: String, context: Int = 4, limit: Int = 80) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old) {
        switch change {
        case .remove(let offset, _, _): removed.insert(offset)
        case .insert(let offset, _, _): inserted.insert(offset)
        }
    }
    var lines: [(mark: String, text: Substring)] = []
    var left = 0
    var right = 0
    while left < old.count || right < new.count {
        if removed.contains(left) {
            lines.append(("-", old[left]))
            left += 1
        } else if inserted.contains(right) {
            lines.append(("+", new[right]))
            right += 1
        } else {
            lines.append((" ", old[left]))
            left += 1
            right += 1
        }
    }
    let changes = lines.indices.filter { lines[$0].mark != " " }
    var shown = Set(changes.flatMap { max(0, $0 - context)...min(lines.count - 1, $0 + context) }).sorted()
    let rest = shown.count - limit
    if rest > 0 { shown.removeLast(rest) }
    var text = ""
    var previous = -1
    for index in shown {
        if index != previous + 1 { text += "  …\n" }
        text += lines[index].mark + lines[index].text + "\n"
        previous = index
    }
    return rest > 0 ? text + "  … and \(rest) lines more\n" : text
}
