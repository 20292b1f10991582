internal import ArgumentParser
internal import ContainerRuntime

/// `mayfly image pull`: one image from its registry.
struct ImagePull: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Pull an image from its registry.",
        discussion: """
            Credentials are those that skopeo, podman or docker have for the registry, unless --username names others. \
            A registry at a loopback address may speak plain HTTP.
            """)

    @OptionGroup var images: ImageStoreOptions

    @Option(name: .shortAndLong, help: "The user at the registry; the password is read from standard input.")
    var username: String?

    @Flag(name: .shortAndLong, help: "Show no progress.")
    var quiet = false

    @Argument(help: "The image: busybox:1.36, registry.k8s.io/pause:3.9, host:port/name@sha256:…")
    var reference: String

    func run() async throws {
        var credentials: RegistryCredentials?
        if let username {
            guard let password = readLine(), !password.isEmpty else {
                throw CommandFailure("error: --username needs a password on standard input")
            }
            credentials = RegistryCredentials(username: username, password: password)
        }
        let report: @Sendable (String) -> Void = { printError($0) }
        let image = try await images.open().pull(
            reference, credentials: credentials, progress: quiet ? nil : report)
        print(image.imageID(for: reference))
    }
}
