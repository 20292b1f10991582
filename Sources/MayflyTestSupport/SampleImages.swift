internal import Foundation

/// The images tests run: Debian's static busybox, and one that has no shell and answers HTTP on port 8080.
public enum SampleImages {
    public static let busybox = "docker.io/library/busybox:1.36"
    public static let shellless = "registry.k8s.io/pause:3.1"

    /// Puts both into a server's data directory; the server may run or not.
    public static func load(into dataDirectory: String) async throws {
        let script = repository.appending(path: "Scripts/sample-images").path
        let made = try await runCommand([script, TestServer.binary, dataDirectory])
        guard made.exitCode == 0 else { throw TestFailure("\(made)") }
    }

    /// The checkout these sources are in.
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}
