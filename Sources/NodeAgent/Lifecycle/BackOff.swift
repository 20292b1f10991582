internal import KubernetesAPI

/// The kubelet's exponential back-off: 10 s, doubling to 300 s, forgotten after twice the maximum.
struct BackOff: Sendable, Equatable {
    static let initial: Int64 = 10
    static let maximum: Int64 = 300

    /// Seconds to wait after the latest failure; 0 before the first.
    private(set) var delay: Int64 = 0
    private var updated: Timestamp?

    /// When the next try is allowed, for a failure that happened at `failedAt`; nil: now.
    func blockedUntil(failedAt: Timestamp, now: Timestamp) -> Timestamp? {
        guard delay > 0, !isExpired(at: failedAt) else { return nil }
        let until = failedAt.adding(seconds: delay)
        return until > now ? until : nil
    }

    /// Counts one more try after a failure at `failedAt`.
    mutating func next(failedAt: Timestamp, now: Timestamp) {
        delay = delay == 0 || isExpired(at: failedAt) ? BackOff.initial : min(delay * 2, BackOff.maximum)
        updated = now
    }

    private func isExpired(at time: Timestamp) -> Bool {
        guard let updated else { return true }
        return time.seconds - updated.seconds > 2 * BackOff.maximum
    }
}

extension Timestamp {
    func adding(seconds: Int64) -> Timestamp {
        Timestamp(seconds: self.seconds + seconds, nanoseconds: nanoseconds)
    }

    func adding(milliseconds: Int64) -> Timestamp {
        let nanoseconds = Int64(self.nanoseconds) + milliseconds % 1000 * 1_000_000
        return Timestamp(
            seconds: seconds + milliseconds / 1000 + nanoseconds / 1_000_000_000,
            nanoseconds: Int32(nanoseconds % 1_000_000_000))
    }

    /// Seconds since 1970 with a fraction, as the runtime tells times.
    init(_ seconds: Double) {
        let whole = seconds.rounded(.down)
        self.init(seconds: Int64(whole), nanoseconds: Int32((seconds - whole) * 1_000_000_000))
    }

    func milliseconds(since earlier: Timestamp) -> Int64 {
        (seconds - earlier.seconds) * 1000 + Int64(nanoseconds - earlier.nanoseconds) / 1_000_000
    }
}

/// Whole seconds as Go prints a Duration: `10s`, `1m20s`, `5m0s`.
func goDuration(seconds: Int64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    if hours > 0 { return "\(hours)h\(minutes)m\(rest)s" }
    return minutes > 0 ? "\(minutes)m\(rest)s" : "\(rest)s"
}

/// Milliseconds as Go prints a Duration: `85ms`, `1.2s`, `1m2.5s`.
func goDuration(milliseconds: Int64) -> String {
    guard milliseconds >= 1000 else { return milliseconds == 0 ? "0s" : "\(milliseconds)ms" }
    let fraction = milliseconds % 1000
    guard fraction != 0 else { return goDuration(seconds: milliseconds / 1000) }
    var digits = String(String(fraction + 1000).dropFirst())
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(goDuration(seconds: milliseconds / 1000).dropLast()).\(digits)s"
}
