internal import NIOCore

/// The time for which a client may take nothing of what is being sent to it. Then its channel is closed, and what was kept
/// for it is let go.
struct Patience {
    private var timer: Scheduled<Void>?

    /// Begins anew.
    mutating func begin(with channel: any Channel, _ time: TimeAmount) {
        end()
        timer = channel.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }

    mutating func end() {
        timer?.cancel()
        timer = nil
    }
}
