/// The flags that kubectl takes in front of the verb too, each with a value.
private let globalOptions: Set<String> = ["-n", "--namespace", "--kubeconfig", "--context"]

/// The flags that are on or off; kubectl takes `--tty=true` and `--tty=false` for them.
private let booleanFlags: Set<String> = [
    "-A", "-R", "-f", "-i", "-q", "-t", "-w", "--all", "--all-containers", "--all-namespaces", "--attach", "--client",
    "--force", "--follow", "--ignore-not-found", "--interactive", "--no-headers", "--now", "--prefix", "--previous",
    "--quiet", "--recursive", "--server-side", "--show-events", "--show-labels", "--stdin", "--timestamps", "--tty",
    "--validate", "--wait", "--watch", "--watch-only",
]

/// Brings arguments as people type them for kubectl into the form the parser knows: global options move behind the verb, and
/// `--flag=true` loses its value (`--flag=false` becomes `--no-flag` for flags that are on by default, and goes otherwise).
func normalized(_ arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    let leading = leadingGlobalOptions(arguments[..<end])
    let reordered = Array(arguments[leading.endIndex..<end])
    guard let verb = reordered.first else { return arguments }
    return ([verb] + leading + reordered.dropFirst()).compactMap(plainFlag) + arguments[end...]
}

private func leadingGlobalOptions(_ arguments: ArraySlice<String>) -> ArraySlice<String> {
    var index = arguments.startIndex
    while index < arguments.endIndex {
        let name = String(arguments[index].prefix { $0 != "=" })
        guard globalOptions.contains(name) else { break }
        index += name == arguments[index] ? 2 : 1
    }
    return arguments[..<min(index, arguments.endIndex)]
}

private func plainFlag(_ argument: String) -> String? {
    guard let equals = argument.firstIndex(of: "=") else { return argument }
    let name = String(argument[..<equals])
    guard booleanFlags.contains(name) else { return argument }
    switch argument[argument.index(after: equals)...] {
    case "true", "True", "TRUE", "t", "T", "1": return name
    case "false", "False", "FALSE", "f", "F", "0": return onByDefault.contains(name) ? "--no-" + name.dropFirst(2) : nil
    default: return argument
    }
}

private let onByDefault: Set<String> = ["--wait", "--show-events", "--validate"]
