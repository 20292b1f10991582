/// How long something has lasted, in kubectl's short form: `45s`, `5m3s`, `3h12m`, `2d5h`, `400d`, `3y20d`.
public func humanDuration(seconds total: Int64) -> String {
    if total < -1 { return "<invalid>" }
    if total < 0 { return "0s" }
    if total < 120 { return "\(total)s" }
    let minutes = total / 60
    if minutes < 10 { return pair(minutes, "m", total % 60, "s") }
    if minutes < 180 { return "\(minutes)m" }
    let hours = minutes / 60
    if hours < 8 { return pair(hours, "h", minutes % 60, "m") }
    if hours < 48 { return "\(hours)h" }
    let days = hours / 24
    if days < 8 { return pair(days, "d", hours % 24, "h") }
    if days < 365 * 2 { return "\(days)d" }
    if days < 365 * 8 { return pair(days / 365, "y", days % 365, "d") }
    return "\(days / 365)y"
}

private func pair(_ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String) -> String {
    small == 0 ? "\(large)\(largeUnit)" : "\(large)\(largeUnit)\(small)\(smallUnit)"
}
