internal import ArgumentParser
internal import Glibc
internal import KubernetesAPI

/// The forms of output that `-o` names.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case wide, yaml, json, name

    /// Why a word is no format, in kubectl's words.
    static func unknown(_ word: String) -> CommandFailure {
        CommandFailure(
            "error: unable to match a printer suitable for the output format \"\(word)\", allowed formats are: json,name,wide,yaml"
        )
    }
}

/// An object in a form that shows all of it, with its closing newline; `kind` gives the name's form.
func rendered(
    _ object: JSONValue, as format: OutputFormat, kind: ResourceKind?, showsManagedFields: Bool = false
) -> String {
    let shown = showsManagedFields ? object : withoutManagedFields(object)
    return switch format {
    case .json: String(decoding: shown.encoded(pretty: true), as: UTF8.self) + "\n"
    case .yaml: shown.yaml()
    case .name, .wide: "\(kind?.displayName ?? "")/\(object["metadata", "name"]?.string ?? "")\n"
    }
}

/// kubectl's answer to a change: `pod/web created`.
func printChange(_ object: JSONValue, _ kind: ResourceKind, _ verb: String, output: OutputFormat?) {
    if let output {
        write(rendered(object, as: output, kind: kind))
    } else {
        print("\(kind.displayName)/\(object["metadata", "name"]?.string ?? "") \(verb)")
    }
}

/// Writes text to standard output as it is.
func write(_ text: String) { print(text, terminator: "") }

/// Sends on what was written so far, as a watch must.
func flushOutput() { fflush(nil) }

/// kubectl hides what server-side apply keeps for itself.
private func withoutManagedFields(_ object: JSONValue) -> JSONValue {
    var object = object
    if let items = object["items"]?.array {
        object["items"] = .array(items.map(withoutManagedFields))
    } else if var metadata = object["metadata"], metadata["managedFields"] != nil {
        metadata["managedFields"] = nil
        object["metadata"] = metadata
    }
    return object
}
