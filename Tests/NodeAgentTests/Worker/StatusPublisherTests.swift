import KubernetesAPI
import Testing

@testable import NodeAgent

@Suite("What is told of a status")
struct StatusPublisherTests {
    @Test("is what has changed; what is gone becomes null")
    func changes() {
        let old: JSONObject = ["phase": "Running", "reason": "x", "podIPs": [["ip": "1"]]]
        let new: JSONObject = ["phase": "Running", "podIPs": [["ip": "2"]], "podIP": "2"]
        #expect(
            StatusPublisher.changes(from: old, to: new)
                == ["podIPs": [["ip": "2"]], "podIP": "2", "reason": nil])
        #expect(StatusPublisher.changes(from: new, to: new).isEmpty)
    }
}
