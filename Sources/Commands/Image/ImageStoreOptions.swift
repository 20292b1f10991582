internal import ArgumentParser
internal import ContainerRuntime

/// Where the images are.
struct ImageStoreOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The directory of the server whose images these are.", valueName: "directory"))
    var dataDir = "/var/lib/mayfly"

    /// Opens the store; made where missing.
    func open() async throws -> ImageStore {
        try await ImageStore.open(directory: dataDir.hasSuffix("/") ? "\(dataDir)images" : "\(dataDir)/images")
    }
}
