internal import KubernetesAPI
internal import KubernetesClient
internal import Logging
internal import ServiceLifecycle

/// Runs a controller's work over and over until it is cancelled or asked to shut down: what it follows breaks off now and then,
/// and is then listed anew.
func keepFollowing(_ what: String, _ logger: Logger, _ follow: @escaping @Sendable () async throws -> Void) async throws
{
    await cancelWhenGracefulShutdown {
        while !Task.isCancelled {
            do { try await follow() } catch is CancellationError { return } catch {
                if Task.isCancelled { return }
                logger.warning("the watch of \(what) broke off", metadata: ["error": "\(error)"])
            }
            // A lasting fault is not tried without pause. A cancelled pause is an end like any other.
            do { try await Task.sleep(for: .seconds(1)) } catch { return }
        }
    }
}

extension KubernetesClient {
    /// Gives every object there is as `added`, then every change, until the server ends the watch.
    func follow<T: APIObject>(
        _ type: T.Type, fieldSelector: String? = nil, _ handle: (WatchEvent<T>) async throws -> Void
    ) async throws {
        let list = try await list(T.self, fieldSelector: fieldSelector)
        for item in list.items { try await handle(.added(item)) }
        for try await event in try await watch(
            T.self, fieldSelector: fieldSelector, resourceVersion: list.resourceVersion)
        { try await handle(event) }
    }

    /// Works on each object once it is due, once and beside the others, until the server ends the watch; then work under way is
    /// cancelled, for all of it begins anew.
    func follow<T: APIObject>(
        _ type: T.Type, where isDue: (T) -> Bool, work: @escaping @Sendable (T) async -> Void
    ) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            var atWork: Set<String> = []
            try await follow(T.self) { event in
                switch event {
                case .added(let object), .modified(let object):
                    guard isDue(object), atWork.insert(object.metadata.uid).inserted else { return }
                    group.addTask { await work(object) }
                case .deleted(let object): atWork.remove(object.metadata.uid)
                case .bookmark: break
                }
            }
            group.cancelAll()
        }
    }
}
