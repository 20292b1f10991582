import KubernetesAPI
import KubernetesClient
import Logging
import Testing

@testable import NodeAgent

@Suite("The pods of a node")
struct PodSourceTests {
    func pod(_ name: String, _ version: String) -> Pod {
        var pod = makePod(name)
        pod.metadata.resourceVersion = version
        return pod
    }

    @Test("are listed, watched, watched on where a watch ended, and listed anew after a gap")
    func changes() async throws {
        let expired = StatusError.expired("too old resource version: 6 (9)").status.json
        let transport = ScriptedTransport([
            ScriptedTransport.list([pod("a", "1")], version: "5"),
            ScriptedTransport.watch([
                ("ADDED", pod("b", "6").json), ("BOOKMARK", ["metadata": ["resourceVersion": "7"]]),
            ]),
            ScriptedTransport.watch([("ERROR", expired)]),
            ScriptedTransport.list([pod("b", "8")], version: "9"),
            ScriptedTransport.watch([("MODIFIED", pod("b", "10").json), ("DELETED", pod("b", "11").json)]),
        ])
        let source = PodSource(
            client: KubernetesClient(transport: transport), node: "node",
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let seen = await withTaskGroup(of: [String].self) { group in
            group.addTask {
                var seen: [String] = []
                await source.run { change in
                    switch change {
                    case .all(let pods): seen.append("all " + pods.map(\.metadata.name).joined(separator: ","))
                    case .changed(let pod): seen.append("changed \(pod.metadata.name)")
                    case .removed(let pod): seen.append("removed \(pod.metadata.name)")
                    }
                }
                return seen
            }
            await transport.wait(for: 6)
            group.cancelAll()
            return await group.next() ?? []
        }
        #expect(seen == ["all a", "changed b", "all b", "changed b", "removed b"])
        #expect(
            transport.requests == [
                "GET /api/v1/pods", "GET /api/v1/pods resourceVersion=5", "GET /api/v1/pods resourceVersion=7",
                "GET /api/v1/pods", "GET /api/v1/pods resourceVersion=9", "GET /api/v1/pods resourceVersion=11",
            ])
    }
}
