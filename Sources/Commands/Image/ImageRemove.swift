internal import ArgumentParser
internal import ContainerRuntime

/// `mayfly image remove`: names, and images with their last name.
struct ImageRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove names, and images with their last name.", aliases: ["rm"])

    @OptionGroup var images: ImageStoreOptions

    @Flag(name: .shortAndLong, help: "Also where the image has several names or a container uses it.")
    var force = false

    @Argument(help: "Names, ids, or the first digits of ids.")
    var references: [String]

    func run() async throws {
        let store = try await images.open()
        var failures: [String] = []
        for reference in references {
            do {
                let removal = try await store.remove(reference, force: force)
                removal.untagged.forEach { print("Untagged: \(ImageReference.familiar($0))") }
                if let id = removal.deleted { print("Deleted: \(id)") }
            } catch let error as ImageError {
                failures.append("error: \(error)")
            }
        }
        if !failures.isEmpty { throw CommandFailure(failures.joined(separator: "\n")) }
    }
}
