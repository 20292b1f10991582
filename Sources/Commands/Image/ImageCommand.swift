public import ArgumentParser

/// `mayfly image`: the images of this machine, whether a server is running or not.
public struct ImageCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "image", abstract: "Load, pull, import, list, inspect and remove the images of this machine.",
        subcommands: [
            ImageLoad.self, ImagePull.self, ImageImport.self, ImageList.self, ImageInspect.self, ImageRemove.self,
        ],
        aliases: ["images"])

    public init() {}
}
