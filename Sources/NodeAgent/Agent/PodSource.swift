internal import KubernetesAPI
internal import KubernetesClient
internal import Logging

/// What the API says about the pods of this node.
enum PodChange: Sendable {
    /// All there are: at the start, and after a gap that the watch could not bridge.
    case all([Pod])
    case changed(Pod)
    case removed(Pod)
}

/// Lists and watches the pods of a node for as long as it is let: a watch that ends is resumed where it was, one that is
/// too old is begun anew with a list. Nothing is polled; only an API that does not answer is asked again, ever slower.
struct PodSource: Sendable {
    let client: KubernetesClient
    let node: String
    let logger: Logger

    private static let firstDelay = Duration.milliseconds(50)
    private static let longestDelay = Duration.seconds(10)

    /// Calls `apply` with every change, in order; returns when cancelled.
    func run(isolation: isolated (any Actor)? = #isolation, _ apply: (PodChange) async -> Void) async {
        let selector = "spec.nodeName=\(node)"
        var version: String?
        var delay = PodSource.firstDelay
        while !Task.isCancelled {
            do {
                if version == nil {
                    let (pods, listed) = try await client.list(Pod.self, fieldSelector: selector)
                    await apply(.all(pods))
                    version = listed
                }
                let events = try await client.watch(Pod.self, fieldSelector: selector, resourceVersion: version ?? "")
                delay = PodSource.firstDelay
                var iterator = events.makeAsyncIterator()
                while let event = try await iterator.next(isolation: isolation) {
                    switch event {
                    case .added(let pod), .modified(let pod):
                        version = pod.metadata.resourceVersion
                        await apply(.changed(pod))
                    case .deleted(let pod):
                        version = pod.metadata.resourceVersion
                        await apply(.removed(pod))
                    case .bookmark(let seen): version = seen
                    }
                }
            } catch let error as StatusError where error.status.code == 410 {
                version = nil
                continue
            } catch is CancellationError {
                return
            } catch {
                logger.warning("the watch of pods broke off", metadata: ["error": "\(error)"])
            }
            // A cancelled sleep ends the loop by its condition.
            try? await Task.sleep(for: delay)
            delay = min(delay * 2, PodSource.longestDelay)
        }
    }
}
