internal import NIOCore
internal import Synchronization

/// Every open connection, and every HTTP/2 stream that has no end of its own, so that a shutdown can reach them.
final class OpenConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var stopping = false
    }

    private let state = Mutex(State())

    /// Remembers the channel until it closes. False: the server is stopping, the channel should end at once.
    func add(_ channel: any Channel) -> Bool {
        let id = ObjectIdentifier(channel)
        let stopping = state.withLock { state in
            state.channels[id] = channel
            return state.stopping
        }
        channel.closeFuture.whenComplete { _ in self.state.withLock { _ = $0.channels.removeValue(forKey: id) } }
        return !stopping
    }

    /// Asks every connection to end after what it is doing, and closes those that have not within the time.
    func finish(within grace: TimeAmount, on loop: any EventLoop) async {
        let channels = state.withLock { state in
            state.stopping = true
            return Array(state.channels.values)
        }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        let deadline = loop.scheduleTask(in: grace) {
            for channel in self.state.withLock({ Array($0.channels.values) }) { channel.close(promise: nil) }
        }
        for channel in channels {
            // Its result does not matter here: closed is closed.
            _ = try? await channel.closeFuture.get()
        }
        deadline.cancel()
    }
}
