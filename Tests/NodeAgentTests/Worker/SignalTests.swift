import KubernetesAPI
import Testing

@testable import ContainerRuntime
@testable import NodeAgent

@Suite("Names and secrets")
struct SignalTests {
    @Test(
        "Stop signals",
        arguments: [
            ("SIGTERM", 15), ("TERM", 15), ("9", 9), ("SIGRTMIN+3", 37), ("RTMAX-1", 63), ("SIGNOPE", nil), ("0", nil),
            ("65", nil), ("SIGQUIT", 3),
        ] as [(String, Int32?)])
    func signals(_ text: String, _ number: Int32?) { #expect(signalNumber(text) == number) }

    @Test(
        "A24: credentials are those of the image's registry",
        arguments: [
            ("busybox", "index", "docker"), ("registry.example.com/a/b:1", "user", "pass:word"),
            ("other.example.com/a", nil, nil),
        ] as [(String, String?, String?)])
    func pullSecrets(_ image: String, _ user: String?, _ password: String?) {
        var secret = Secret()
        secret.data[".dockerconfigjson"] = Array(
            """
            {"auths":{"https://index.docker.io/v1/":{"username":"index","password":"docker"},
            "registry.example.com":{"auth":"dXNlcjpwYXNzOndvcmQ="}}}
            """.utf8)
        let found = credentials(in: secret, for: image)
        #expect(found?.username == user)
        #expect(found?.password == password)
    }
}
