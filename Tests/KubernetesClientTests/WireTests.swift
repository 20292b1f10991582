import KubernetesAPI
import StreamProtocols
import Testing

@testable import KubernetesClient

@Suite struct WireTests {
    @Test("Paths and queries are percent-encoded")
    func targets() {
        var request = APIRequest(.get, "/api/v1/namespaces/default/pods/a b")
        request.query.append("command", "sh -c")
        request.query.append("command", "echo ü&=")
        #expect(
            request.encodedTarget == "/api/v1/namespaces/default/pods/a%20b?command=sh%20-c&command=echo%20%C3%BC%26%3D"
        )
    }

    @Test(
        "Only watches and logs are handed on as they come",
        arguments: [
            ("/api/v1/pods", "watch", "true", true), ("/api/v1/pods", "watch", "false", false),
            ("/api/v1/pods", "limit", "1", false),
            ("/api/v1/namespaces/d/pods/p/log", "follow", "true", true),
        ])
    func streams(path: String, name: String, value: String, expected: Bool) {
        #expect(APIRequest(.get, path, query: [(name, value)]).expectsStream == expected)
    }

    @Test("A watch is split into its events, wherever its pieces end", arguments: [1, 3, 7, 1000])
    func frames(size: Int) async throws {
        let body = Array(
            "{\"type\":\"ADDED\",\"object\":{\"a\":1}}\n{\"type\":\"DELETED\",\"object\":{}}\n{\"type\":\"BROK".utf8)
        let pieces = AsyncThrowingStream<[UInt8], any Error> { continuation in
            for start in stride(from: 0, to: body.count, by: size) {
                continuation.yield(Array(body[start..<min(start + size, body.count)]))
            }
            continuation.finish()
        }
        var types: [String] = []
        for try await frame in WatchFrames(lines: WatchLines(pieces: pieces)) {
            types.append(frame["type"]?.string ?? "")
        }
        #expect(types == ["ADDED", "DELETED"])
    }

    @Test("An error answer becomes the Status it carries, or one that quotes it")
    func errors() {
        let status = #"{"kind":"Status","status":"Failure","message":"no","reason":"Forbidden","code":403}"#
        #expect(StatusError(response: 403, body: Array(status.utf8)).reason == "Forbidden")
        let page = StatusError(response: 502, body: Array("<html>bad gateway".utf8))
        #expect(page.status.message == "<html>bad gateway" && page.code == 502)
        #expect(StatusError(response: 500, body: []).status.message.contains("500"))
    }

    @Test("A pod's exec and attach requests carry what was asked")
    func commands() {
        let exec = RemoteCommandRequest(
            namespace: "n", pod: "p", container: "c", command: ["sh", "-c", "x"],
            options: .init(stdin: true, stdout: true, stderr: true))
        #expect(exec.request.path == "/api/v1/namespaces/n/pods/p/exec")
        #expect(exec.request.query.all("command") == ["sh", "-c", "x"] && exec.request.query["stderr"] == "true")
        let attach = RemoteCommandRequest(
            namespace: "n", pod: "p", container: nil, options: .init(stdin: true, stdout: true, stderr: true, tty: true)
        )
        #expect(attach.request.path.hasSuffix("/attach"))
        #expect(attach.request.query["stderr"] == nil && attach.request.query["container"] == nil)
    }
}
