import KubernetesAPI
import Synchronization

/// An API that answers what a test has written down, request by request.
final class ScriptedTransport: APITransport {
    private let answers: Mutex<[APIResponse]>
    private let seen = Mutex<[String]>([])
    private let bodies = Mutex<[JSONValue]>([])
    private let arrivals: AsyncStream<Void>
    private let arrival: AsyncStream<Void>.Continuation

    init(_ answers: [APIResponse]) {
        self.answers = Mutex(answers)
        (arrivals, arrival) = AsyncStream.makeStream()
    }

    /// `GET /api/v1/pods resourceVersion=5`.
    var requests: [String] { seen.withLock { $0 } }
    var sent: [JSONValue] { bodies.withLock { $0 } }

    func respond(to request: APIRequest) async throws -> APIResponse {
        let version = request.query["resourceVersion"].map { " resourceVersion=\($0)" } ?? ""
        seen.withLock { $0.append("\(request.method.rawValue) \(request.path)\(version)") }
        if !request.body.isEmpty {
            let body = try JSONValue.parse(request.body)
            bodies.withLock { $0.append(body) }
        }
        let answer = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        arrival.yield()
        if let answer { return answer }
        // The script is over: nothing more is said.
        return APIResponse(status: 200, body: .stream(AsyncThrowingStream<[UInt8], any Error> { _ in }))
    }

    /// Waits until that many requests have come.
    func wait(for count: Int) async {
        while requests.count < count {
            for await _ in arrivals { break }
        }
    }

    static func list(_ pods: [Pod], version: String) -> APIResponse {
        let list: JSONValue = [
            "kind": "PodList", "apiVersion": "v1", "metadata": ["resourceVersion": .string(version)],
            "items": .array(pods.map(\.json)),
        ]
        return APIResponse(status: 200, body: .bytes(list.encoded()))
    }

    static func watch(_ frames: [(String, JSONValue)]) -> APIResponse {
        APIResponse(
            status: 200,
            body: .stream(
                AsyncThrowingStream<[UInt8], any Error> { continuation in
                    for (type, object) in frames {
                        let frame: JSONValue = ["type": .string(type), "object": object]
                        continuation.yield(frame.encoded() + [0x0A])
                    }
                    continuation.finish()
                }))
    }

    static func object(_ json: JSONValue, status: Int = 200) -> APIResponse {
        APIResponse(status: status, body: .bytes(json.encoded()))
    }
}
