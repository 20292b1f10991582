internal import ArgumentParser
internal import ContainerRuntime

/// `mayfly image load`: every image of an archive or layout.
struct ImageLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Load images from a docker-archive, an OCI archive or an OCI layout.")

    @OptionGroup var images: ImageStoreOptions

    @Option(help: "The image's name, instead of the ones in an archive of one image.")
    var name: String?

    @Argument(help: "The archive, which may be compressed, the directory of a layout, or - for standard input.")
    var archive: String

    func run() async throws {
        for image in try await images.open().load(archive: archive, as: name) {
            let names = image.names.map(ImageReference.familiar)
            print(
                names.isEmpty
                    ? "Loaded image ID: \(image.id)"
                    : names.map { "Loaded image: \($0)" }.joined(separator: "\n"))
        }
    }
}
