internal import KubernetesAPI
internal import KubernetesClient

/// A command's own failure: a text for standard error, and the exit code.
struct CommandFailure: Error, CustomStringConvertible {
    var description: String
    var exitCode: Int32 = 1

    init(_ description: String, exitCode: Int32 = 1) {
        self.description = description
        self.exitCode = exitCode
    }
}

/// An error as kubectl prints it (cmd/util `checkErr`).
func describe(_ error: any Error) -> String {
    switch error {
    case let error as StatusError: describe(error.status)
    case let error as TransportError: error.description
    case let error as CommandFailure: error.description
    default: "error: \(error)"
    }
}

private func describe(_ status: Status) -> String {
    switch status.reason {
    case "Invalid":
        guard let details = status.details, !details.causes.isEmpty else {
            return "The request is invalid: \(status.message)"
        }
        let subject = "The \(details.kind) \"\(details.name)\" is invalid"
        let causes = details.causes.map { $0.field.isEmpty ? $0.message : "\($0.field): \($0.message)" }
        return causes.count == 1
            ? "\(subject): \(causes[0])" : "\(subject): \n" + causes.map { "* \($0)" }.joined(separator: "\n")
    case "Unauthorized":
        return "error: You must be logged in to the server (\(status.message))"
    case "": return "Error from server: \(status.message)"
    default: return "Error from server (\(status.reason)): \(status.message)"
    }
}
