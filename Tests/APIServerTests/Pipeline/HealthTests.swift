import KubernetesAPI
import Testing

@testable import APIServer

@Suite struct HealthTests {
    @Test("Health endpoints say ok, and with verbose what they have looked at")
    func healthy() async throws {
        let server = try await TestServer(readiness: [HealthCheck("store") { nil }])
        #expect(await server.send(.get, "/readyz").text == "ok")
        #expect(
            await server.send(.get, "/readyz", query: [("verbose", "")]).text
                == "[+]ping ok\n[+]store ok\nreadyz check passed\n")
        #expect(await server.send(.get, "/livez", query: [("verbose", "")]).text == "[+]ping ok\nlivez check passed\n")
        #expect(await server.send(.get, "/readyz/store").text == "ok")
        #expect(await server.send(.get, "/readyz/nothing").status == 404)
        #expect(await server.send(.post, "/readyz").status == 405)
    }

    @Test("A server that is not ready says why, and lives")
    func unready() async throws {
        let server = try await TestServer(readiness: [HealthCheck("store") { "it is starting" }])
        let answer = await server.send(.get, "/readyz")
        #expect(answer.status == 500)
        #expect(answer.text == "[+]ping ok\n[-]store failed: it is starting\nreadyz check failed\n")
        #expect(await server.send(.get, "/livez").status == 200)
        #expect(await server.send(.get, "/readyz", query: [("exclude", "store")]).status == 200)
    }
}
