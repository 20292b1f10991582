import KubernetesAPI
import KubernetesClient
import Logging
import Testing

@testable import NodeAgent

@Suite("Events")
struct EventRecorderTests {
    @Test("A8: are posted in order; the same again counts up the first")
    func counts() async throws {
        var stored = Event()
        stored.metadata.name = "web.1"
        stored.metadata.namespace = "default"
        stored.count = 1
        let transport = ScriptedTransport([
            ScriptedTransport.object(stored.json, status: 201), ScriptedTransport.object(stored.json, status: 201),
            ScriptedTransport.object(stored.json),
        ])
        let recorder = EventRecorder(
            client: KubernetesClient(transport: transport), node: "node",
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let life = Simulation(makePod())
        let slot = try #require(life.slot("app"))
        let back = EventNote.warning("BackOff", "Back-off restarting", slot)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await recorder.run() }
            recorder.record(back, about: PodIdentity(makePod()))
            recorder.record(.normal("Killing", "Stopping container app", slot), about: PodIdentity(makePod()))
            recorder.record(back, about: PodIdentity(makePod()))
            await transport.wait(for: 3)
            group.cancelAll()
        }
        #expect(
            transport.requests == [
                "POST /api/v1/namespaces/default/events", "POST /api/v1/namespaces/default/events",
                "PATCH /api/v1/namespaces/default/events/web.1",
            ])
        let first = try Event(json: transport.sent[0])
        #expect(first.involvedObject.fieldPath == "spec.containers{app}")
        #expect(first.involvedObject.kind == "Pod")
        #expect(first.involvedObject.uid == "uid-web")
        #expect(first.source.component == "kubelet")
        #expect(first.source.host == "node")
        #expect(first.type == "Warning")
        #expect(first.count == 1)
        #expect(transport.sent[2]["count"]?.int64 == 2)
    }
}
