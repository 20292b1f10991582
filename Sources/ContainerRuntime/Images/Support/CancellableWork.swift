import Dispatch
import Synchronization

/// Long blocking work away from the threads that Swift's tasks share; it looks at its flag between steps.
enum CancellableWork {
    /// Set once, when the task that waits for the work is cancelled.
    final class Flag: Sendable {
        private let cancelled = Atomic(false)
        func cancel() { cancelled.store(true, ordering: .relaxed) }
        /// Throws `CancellationError` once the waiting task is cancelled.
        func check() throws { if cancelled.load(ordering: .relaxed) { throw CancellationError() } }
    }

    static func run<T: Sendable>(_ body: @escaping @Sendable (Flag) throws -> T) async throws -> T {
        let flag = Flag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global(qos: .userInitiated).async {
                    continuation.resume(with: Result { try body(flag) })
                }
            }
        } onCancel: {
            flag.cancel()
        }
    }
}
