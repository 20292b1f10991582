internal import ArgumentParser
internal import KubernetesAPI

/// The flags of `debug`.
struct DebugOptions: ParsableArguments {
    @Flag(
        name: [.customShort("i"), .customLong("stdin"), .customLong("interactive")],
        help: "Pass standard input to the container.")
    var stdin = false

    @Flag(name: [.customShort("t"), .customLong("tty")], help: "Give the container a terminal.")
    var tty = false

    @Option(help: ArgumentHelp("The image of the debug container.", valueName: "image"))
    var image: String = ""

    @Option(help: ArgumentHelp("See the processes of this container of the pod.", valueName: "container"))
    var target: String = ""

    @Option(
        name: [.customShort("c"), .customLong("container")],
        help: ArgumentHelp("The debug container's name.", valueName: "name"))
    var container: String = ""

    @Option(help: ArgumentHelp("Environment of the container; may be repeated.", valueName: "name=value"))
    var env: [String] = []

    @Option(help: ArgumentHelp("When to pull the image: Always, IfNotPresent or Never.", valueName: "policy"))
    var imagePullPolicy: String = ""

    @Flag(help: "Join the container once it runs; implied by -i.")
    var attach = false

    @Flag(name: [.customShort("q"), .long], help: "Leave out informational messages.")
    var quiet = false

    /// Throws a ``CommandFailure`` in kubectl's words where flags contradict.
    func check() throws {
        guard !image.isEmpty else { throw CommandFailure("error: you must specify --image") }
        guard stdin || !tty else {
            throw CommandFailure("error: -i/--stdin is required for containers with -t/--tty=true")
        }
        guard ["", "Always", "IfNotPresent", "Never"].contains(imagePullPolicy) else {
            throw CommandFailure("error: invalid image pull policy: \(imagePullPolicy)")
        }
        for pair in env where !pair.dropFirst().contains("=") {
            throw CommandFailure(
                "error: invalid argument \"\(pair)\" for \"--env\" flag: \(pair) must be formatted as key=value")
        }
    }

    var joins: Bool { stdin || attach }

    /// The container to add, as it stands in `spec.ephemeralContainers`.
    func ephemeralContainer(name: String, command: [String]) -> JSONValue {
        var container: JSONValue = [
            "name": .string(name), "image": .string(image), "terminationMessagePolicy": "File",
            "resources": [:],
        ]
        if !command.isEmpty { container["command"] = .array(command.map { .string($0) }) }
        if !env.isEmpty {
            container["env"] = .array(
                env.map { pair in
                    let name = pair.prefix { $0 != "=" }
                    return ["name": .string(String(name)), "value": .string(String(pair.dropFirst(name.count + 1)))]
                })
        }
        if !imagePullPolicy.isEmpty { container["imagePullPolicy"] = .string(imagePullPolicy) }
        if !target.isEmpty { container["targetContainerName"] = .string(target) }
        if stdin { container["stdin"] = true }
        // Piped input has an end, and the container is to see it; a terminal may be left and joined again.
        if stdin && !tty { container["stdinOnce"] = true }
        if tty { container["tty"] = true }
        return container
    }
}
