internal import KubernetesAPI

/// The words in which a session's result goes over the error channel: a `Status` in JSON since v4 of the protocol, plain text before.
public enum RemoteCommandStatus {
    /// The bytes for the error channel; empty where the protocol says nothing.
    public static func encode(_ result: RemoteCommandResult, for version: RemoteCommandProtocol) -> [UInt8] {
        version.reportsStatus ? status(result).encoded() : Array(text(result).utf8)
    }

    private static func text(_ result: RemoteCommandResult) -> String {
        switch result {
        case .exited(code: 0): ""
        case .exited(let code): nonZero(code)
        case .failed(let text): internalError(text)
        }
    }

    private static func status(_ result: RemoteCommandResult) -> JSONValue {
        switch result {
        case .exited(code: 0): ["metadata": [:], "status": "Success"]
        case .exited(let code):
            [
                "metadata": [:], "status": "Failure", "message": .string(nonZero(code)), "reason": "NonZeroExitCode",
                "details": ["causes": [["reason": "ExitCode", "message": .string(String(code))]]],
            ]
        case .failed(let text):
            [
                "metadata": [:], "status": "Failure", "message": .string(internalError(text)),
                "reason": "InternalError", "details": ["causes": [["message": .string(text)]]], "code": 500,
            ]
        }
    }

    /// What the error channel's bytes say. Text that is no `Status` is a failure in those words.
    public static func decode(_ bytes: [UInt8], for version: RemoteCommandProtocol) -> RemoteCommandResult {
        let text = String(decoding: bytes, as: UTF8.self)
        guard version.reportsStatus else { return bytes.isEmpty ? .exited(code: 0) : .failed(text) }
        let status: JSONValue
        do { status = try JSONValue.parse(bytes) } catch { return .failed(text) }
        if status["status"]?.string == "Success" { return .exited(code: 0) }
        let message = status["message"]?.string ?? text
        guard status["reason"]?.string == "NonZeroExitCode" else { return .failed(message) }
        let causes = status["details"]?["causes"]?.array ?? []
        let code = causes.first { $0["reason"]?.string == "ExitCode" }?["message"]?.string.flatMap { Int32($0) }
        return code.map { .exited(code: $0) } ?? .failed(message)
    }

    private static func nonZero(_ code: Int32) -> String {
        "command terminated with non-zero exit code: exit status \(code)"
    }

    private static func internalError(_ text: String) -> String { "Internal error occurred: " + text }
}
