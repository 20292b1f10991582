import CLinux
import Glibc
import Synchronization
import SystemPackage

/// One thread that waits for descriptors to become ready: the only place where this module waits for anything.
final class Reactor: Sendable {
    enum Direction: Sendable { case readable, writable }

    private struct State {
        var nextToken: UInt64 = 1
        /// Called on the reactor's thread each time the descriptor is readable.
        var handlers: [UInt64: (descriptor: Descriptor, body: @Sendable () -> Void)] = [:]
        var waiters: [UInt64: Waiter] = [:]
        /// A waiter's registrations: the token in epoll → the waiter's.
        var armed: [UInt64: UInt64] = [:]
    }

    private struct Waiter {
        var registrations: [(token: UInt64, descriptor: Int32)]
        var continuation: CheckedContinuation<Void, any Error>
    }

    private let epoll: Descriptor
    private let wake: Descriptor
    private let state = Mutex(State())
    private static let wakeToken: UInt64 = 0

    init() throws {
        // Writing to a process that has ended must be an error of that write, and not the end of this process.
        signal(SIGPIPE, SIG_IGN)
        epoll = Descriptor(try check(cl_epoll_create(), "epoll_create"))
        wake = Descriptor(try check(cl_eventfd(), "eventfd"))
        try check(cl_epoll_add(epoll.raw, wake.raw, Int32(CL_READABLE), Self.wakeToken), "epoll_ctl")
        try Blocking.startThread { [epoll, wake, weak self] in
            Self.loop(epoll: epoll, wake: wake) { self }
        }
    }

    deinit {
        var one: UInt64 = 1
        _ = Glibc.write(wake.raw, &one, 8)
    }

    private static func loop(epoll: Descriptor, wake: Descriptor, reactor: () -> Reactor?) {
        var tokens = [UInt64](repeating: 0, count: 64)
        while true {
            let count = cl_epoll_wait(epoll.raw, &tokens, Int32(tokens.count))
            guard count >= 0, let reactor = reactor() else { return }
            for token in tokens[0..<Int(count)] where token != wakeToken { reactor.fire(token) }
        }
    }

    private func fire(_ token: UInt64) {
        let (handler, waiter) = state.withLock { state in
            (state.handlers[token]?.body, state.armed[token].flatMap { take($0, from: &state) })
        }
        handler?()
        waiter?.continuation.resume()
    }

    /// Takes a waiter out with all its registrations.
    private func take(_ waiter: UInt64, from state: inout State) -> Waiter? {
        guard let found = state.waiters.removeValue(forKey: waiter) else { return nil }
        for registration in found.registrations {
            state.armed[registration.token] = nil
            _ = cl_epoll_remove(epoll.raw, registration.descriptor)
        }
        return found
    }

    /// Suspends until one of the descriptors is ready, or at its end. A descriptor may be waited for once at a time.
    /// Throws `CancellationError` when the task is cancelled.
    func wait(_ descriptors: [Descriptor], _ direction: Direction) async throws {
        let events = Int32((direction == .readable ? CL_READABLE : CL_WRITABLE) | CL_ONCE)
        let waiter = state.withLock { state in
            defer { state.nextToken += 1 }
            return state.nextToken
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let fault: (any Error)? = state.withLock { state in
                    // The handler below runs after the flag is set: it has found nothing, or it will find the waiter.
                    if Task.isCancelled { return CancellationError() }
                    var registrations: [(token: UInt64, descriptor: Int32)] = []
                    state.waiters[waiter] = Waiter(registrations: [], continuation: continuation)
                    for descriptor in descriptors {
                        let token = state.nextToken
                        state.nextToken += 1
                        registrations.append((token, descriptor.raw))
                        state.waiters[waiter]?.registrations = registrations
                        state.armed[token] = waiter
                        let outcome = cl_epoll_add(epoll.raw, descriptor.raw, events, token)
                        guard outcome < 0 else { continue }
                        _ = take(waiter, from: &state)
                        return LinuxError(doing: "epoll_ctl", errno: Errno(rawValue: -outcome))
                    }
                    return nil
                }
                if let fault { continuation.resume(throwing: fault) }
            }
        } onCancel: {
            let found = state.withLock { take(waiter, from: &$0) }
            found?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Calls the body on the reactor's thread whenever the descriptor is readable, until the watch is cancelled.
    func whenReadable(_ descriptor: Descriptor, _ body: @escaping @Sendable () -> Void) throws -> Watch {
        let token = try state.withLock { state throws(LinuxError) in
            let token = state.nextToken
            state.nextToken += 1
            try check(
                cl_epoll_add(epoll.raw, descriptor.raw, Int32(CL_READABLE), token), "epoll_ctl")
            state.handlers[token] = (descriptor, body)
            return token
        }
        return Watch { [weak self] in self?.remove(token) }
    }

    private func remove(_ token: UInt64) {
        let removed = state.withLock { state in
            let removed = state.handlers.removeValue(forKey: token)
            if let removed { _ = cl_epoll_remove(epoll.raw, removed.descriptor.raw) }
            return removed
        }
        _ = removed  // let go of outside the lock
    }
}

/// Something that is watched until this is cancelled; cancelling twice is harmless.
final class Watch: Sendable {
    private let body: Mutex<(@Sendable () -> Void)?>

    init(_ body: @escaping @Sendable () -> Void) { self.body = Mutex(body) }

    func cancel() {
        let body = body.withLock { stored in
            defer { stored = nil }
            return stored
        }
        body?()
    }
}
