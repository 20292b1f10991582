internal import ArgumentParser
internal import ContainerRuntime
internal import KubernetesAPI

/// `mayfly image inspect`: all that is known of images, as a JSON list.
struct ImageInspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show all that is known of images, as JSON.")

    @OptionGroup var images: ImageStoreOptions

    @Argument(help: "Names, ids, or the first digits of ids.")
    var references: [String]

    func run() async throws {
        let store = try await images.open()
        var found: [JSONValue] = []
        var missing: [String] = []
        for reference in references {
            if let image = try await store.inspect(reference) { found.append(image) } else { missing.append(reference) }
        }
        print(String(decoding: JSONValue.array(found).encoded(pretty: true), as: UTF8.self))
        guard missing.isEmpty else {
            throw CommandFailure(missing.map { "error: there is no image \"\($0)\" here" }.joined(separator: "\n"))
        }
    }
}
