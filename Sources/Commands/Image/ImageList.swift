internal import ArgumentParser
internal import ContainerRuntime
internal import KubernetesAPI

/// `mayfly image list`: a line for every name.
struct ImageList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the images.", aliases: ["ls"])

    enum Format: String, ExpressibleByArgument, CaseIterable { case json, name }

    @OptionGroup var images: ImageStoreOptions

    @Option(name: .shortAndLong, help: "The form of output: json or name.")
    var output: Format?

    @Flag(name: .shortAndLong, help: "Only the ids.")
    var quiet = false

    func run() async throws {
        let images = try await images.open().list()
        if quiet { return images.forEach { print(shortID($0.id)) } }
        switch output {
        case .json: print(String(decoding: Self.json(images).encoded(pretty: true), as: UTF8.self))
        case .name: images.flatMap { $0.names.isEmpty ? [$0.id] : $0.names }.forEach { print($0) }
        case nil: write(Self.table(images))
        }
    }

    static func table(_ images: [ImageRecord]) -> String {
        var rows = [["REPOSITORY", "TAG", "IMAGE ID", "SIZE"]]
        for image in images {
            let names = image.names.map { name in
                let colon = name.lastIndex(of: ":") ?? name.endIndex
                return (ImageReference.familiar(String(name[..<colon])), String(name[colon...].dropFirst()))
            }
            for (repository, tag) in names.isEmpty ? [("<none>", "<none>")] : names {
                rows.append([repository, tag, shortID(image.id), humanSize(image.size)])
            }
        }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count + 3) }
            return cells.dropLast().joined() + row[3] + "\n"
        }.joined()
    }

    static func json(_ images: [ImageRecord]) -> JSONValue {
        func list(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
        return .array(
            images.map { image in
                [
                    "id": .string(image.id), "repoTags": list(image.names), "repoDigests": list(image.digests),
                    "size": .number(JSONNumber(image.size)),
                    "created": image.created.map { .string(Timestamp(seconds: Int64($0)).description) } ?? .null,
                ]
            })
    }
}

/// The first twelve digits, as Docker shows ids.
func shortID(_ id: String) -> String { String(id.dropFirst(id.hasPrefix("sha256:") ? 7 : 0).prefix(12)) }

/// Bytes in decimal units with three significant digits, as Docker writes them: `4.26MB`.
func humanSize(_ bytes: Int64) -> String {
    var value = Double(bytes)
    var unit = 0
    let units = ["B", "kB", "MB", "GB", "TB", "PB"]
    while value >= 1000, unit < units.count - 1 {
        value /= 1000
        unit += 1
    }
    let scale = value < 10 ? 100.0 : value < 100 ? 10.0 : 1.0
    let rounded = (value * scale).rounded() / scale
    let text = "\(rounded)"
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + units[unit]
}
