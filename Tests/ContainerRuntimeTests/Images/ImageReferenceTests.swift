import ContainerRuntime
import Testing

@Suite struct ImageReferenceTests {
    static let digest = "sha256:" + String(repeating: "0123456789abcdef", count: 4)

    @Test(
        "A24: a reference is completed as Docker completes it",
        arguments: [
            ("busybox", "docker.io/library/busybox:latest"),
            ("busybox:1.36", "docker.io/library/busybox:1.36"),
            ("docker.io/busybox", "docker.io/library/busybox:latest"),
            ("index.docker.io/busybox", "docker.io/library/busybox:latest"),
            ("docker.io/library/busybox:1.36", "docker.io/library/busybox:1.36"),
            ("user/app", "docker.io/user/app:latest"),
            ("a/b/c:v1", "docker.io/a/b/c:v1"),
            ("localhost/app", "localhost/app:latest"),
            ("localhost:5000/app", "localhost:5000/app:latest"),
            ("127.0.0.1:5000/a/b:1", "127.0.0.1:5000/a/b:1"),
            ("[::1]:5000/app", "[::1]:5000/app:latest"),
            ("registry.k8s.io/pause:3.9", "registry.k8s.io/pause:3.9"),
            ("Registry/app", "Registry/app:latest"),
            ("a.b_c/d", "a.b_c/d:latest"),
            ("host:5000/x-y__z.1/w", "host:5000/x-y__z.1/w:latest"),
            ("busybox@\(digest)", "docker.io/library/busybox@\(digest)"),
            ("busybox:1@\(digest)", "docker.io/library/busybox:1@\(digest)"),
            ("quay.io:443/a/b:T_1.x-2@\(digest)", "quay.io:443/a/b:T_1.x-2@\(digest)"),
            ("a---b", "docker.io/library/a---b:latest"),
        ])
    func completed(_ text: String, _ expected: String) throws {
        #expect(try ImageReference(text).description == expected)
    }

    @Test(
        "B9: a name that can never be an image is refused in the kubelet's words",
        arguments: [
            ("", "invalid reference format"),
            ("Busybox", "invalid reference format: repository name (library/Busybox) must be lowercase"),
            ("busybox:", "invalid reference format"),
            ("busy box", "invalid reference format"),
            ("/busybox", "invalid reference format"),
            ("a//b", "invalid reference format"),
            ("a..b", "invalid reference format"),
            ("a___b", "invalid reference format"),
            ("-a", "invalid reference format"),
            ("a-", "invalid reference format"),
            ("busybox:-1", "invalid reference format"),
            ("busybox@sha256:abc", "invalid reference format"),
            ("busybox@", "invalid reference format"),
            ("busybox@sha256:" + String(repeating: "a", count: 40), "invalid checksum digest length"),
            ("busybox@sha256:" + String(repeating: "A", count: 64), "invalid checksum digest format"),
            ("busybox@md5:" + String(repeating: "a", count: 32), "unsupported digest algorithm"),
            ("localhost:port/app", "invalid reference format"),
            ("-bad.example/app", "invalid reference format"),
            ("http://example.com/app", "invalid reference format"),
            ("busybox:" + String(repeating: "t", count: 129), "invalid reference format"),
            (String(repeating: "a", count: 256), "repository name must not be more than 255 characters"),
            (
                String(repeating: "ab", count: 32),
                "invalid repository name (\(String(repeating: "ab", count: 32))), cannot specify 64-byte hexadecimal strings"
            ),
        ])
    func refused(_ text: String, _ reason: String) {
        let error = #expect(throws: ImageError.self) { try ImageReference(text) }
        #expect(error?.kind == .invalidReference)
        #expect(error?.message == "couldn't parse image reference \"\(text)\": \(reason)")
    }

    @Test(
        "Names are shortened for people as Docker shortens them",
        arguments: [
            ("docker.io/library/busybox:1", "busybox:1"), ("docker.io/user/app:1", "user/app:1"),
            ("quay.io/a/b:1", "quay.io/a/b:1"), ("docker.iox/a:1", "docker.iox/a:1"),
        ])
    func familiar(_ name: String, _ short: String) { #expect(ImageReference.familiar(name) == short) }
}
