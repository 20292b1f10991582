internal import KubernetesAPI

/// `Thu, 29 Aug 2019 06:42:21 +0000`: RFC 1123 with a numeric zone, as `describe` prints times.
func rfc1123(_ time: Timestamp) -> String {
    let text = time.description  // 2019-08-29T06:42:21Z
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let days = time.seconds >= 0 ? time.seconds / 86400 : (time.seconds - 86399) / 86400
    let weekday = weekdays[Int((days % 7 + 7) % 7)]
    let parts = text.dropLast().split { "-T".contains($0) }
    guard parts.count == 4, let month = Int(parts[1]) else { return text }
    return "\(weekday), \(parts[2]) \(months[month - 1]) \(parts[0]) \(parts[3]) +0000"
}

/// How long ago something was, in kubectl's short form: `5s`, `3m20s`, `7h`.
func age(of time: Timestamp, at now: Timestamp) -> String { humanDuration(seconds: now.seconds - time.seconds) }
