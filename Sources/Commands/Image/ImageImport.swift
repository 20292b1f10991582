internal import ArgumentParser
internal import ContainerRuntime
internal import KubernetesAPI

/// `mayfly image import`: an image of one layer from a root file system.
struct ImageImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make an image from a root file system.",
        discussion: """
            --cmd and --entrypoint take one argument each and may be repeated, or take all of them as a JSON list: \
            --cmd sh --cmd -c --cmd 'sleep 1', or --cmd '["sh", "-c", "sleep 1"]'.
            """)

    @OptionGroup var images: ImageStoreOptions

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("What the image runs, or the arguments of its entrypoint.", valueName: "argument"))
    var cmd: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("The program the image always runs.", valueName: "argument"))
    var entrypoint: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("A variable of its environment.", valueName: "name=value"))
    var env: [String] = []

    @Option(name: [.customShort("w"), .long], help: "The directory it starts in.")
    var workdir = ""

    @Option(name: .shortAndLong, help: "The user it runs as: a name or number, and a group after a colon.")
    var user = ""

    @Argument(help: "A directory, or a tar archive, which may be compressed.")
    var rootfs: String

    @Argument(help: "The name of the new image.")
    var name: String

    func run() async throws {
        var configuration = ImageConfiguration()
        configuration.command = try words(cmd, "--cmd")
        configuration.entrypoint = try words(entrypoint, "--entrypoint")
        configuration.environment = env
        configuration.workingDirectory = workdir
        configuration.user = user
        if let wrong = env.first(where: { !$0.contains("=") || $0.hasPrefix("=") }) {
            throw CommandFailure("error: --env \(wrong): the form is NAME=VALUE")
        }
        let image = try await images.open().importRoot(rootfs, as: name, configuration: configuration)
        print(image.id)
    }

    /// One value that is a JSON list stands for all words; otherwise each value is one.
    private func words(_ values: [String], _ option: String) throws -> [String] {
        guard values.count == 1, let value = values.first, value.hasPrefix("[") else { return values }
        do {
            let list = try JSONValue.parse(value.utf8).array?.map(\.string)
            guard let list, !list.contains(nil) else {
                throw CommandFailure("error: \(option) \(value) is no list of strings")
            }
            return list.compactMap { $0 }
        } catch let fault as JSONParseError {
            throw CommandFailure("error: \(option) \(value) is no valid JSON: \(fault)")
        }
    }
}
