import KubernetesAPI
import Subprocess
import SystemPackage

/// Calls network plugins by the CNI exec protocol: parameters in the environment, configuration on standard input, the
/// result or an error as JSON on standard output (CNI spec 1.0.0, section 2).
struct CNIPlugin: Sendable {
    enum Command: String, Sendable { case add = "ADD", delete = "DEL" }

    /// The directories with plugins, in order of preference.
    static let directories = ["/usr/lib/cni", "/opt/cni/bin", "/usr/libexec/cni"]

    let directory: String

    /// The first directory that has every plugin a pod's network needs.
    static func find() throws(RuntimeError) -> CNIPlugin {
        let found = directories.first { directory in
            ["bridge", "host-local"].allSatisfy { Files.exists("\(directory)/\($0)") }
        }
        guard let found else {
            throw RuntimeError(
                .machine,
                "The CNI plugins bridge and host-local are missing: install the package containernetworking-plugins.")
        }
        return CNIPlugin(directory: found)
    }

    /// Runs a plugin; what it printed, which is null for DEL.
    func run(
        _ type: String, _ command: Command, configuration: JSONValue, podUID: String, podName: String,
        podNamespace: String, networkNamespace: String
    ) async throws -> JSONValue {
        let environment: [Environment.Key: String] = [
            "CNI_COMMAND": command.rawValue, "CNI_CONTAINERID": podUID, "CNI_NETNS": networkNamespace,
            "CNI_IFNAME": "eth0", "CNI_PATH": directory, "PATH": RuntimeConfig.defaultPath,
            "CNI_ARGS": "IgnoreUnknown=1;K8S_POD_NAMESPACE=\(podNamespace);K8S_POD_NAME=\(podName)",
        ]
        let result = try await Subprocess.run(
            .path(FilePath("\(directory)/\(type)")), environment: .custom(environment),
            input: .fileDescriptor(try Self.pipe(configuration.encoded()), closeAfterSpawningProcess: true),
            output: .bytes(limit: 1 << 20), error: .bytes(limit: 1 << 16))
        let printed = result.standardOutput
        if result.terminationStatus.isSuccess { return printed.isEmpty ? .null : try JSONValue.parse(printed) }
        throw RuntimeError(
            .create,
            "CNI plugin \(type) failed to \(command == .add ? "add" : "remove") the pod's network: "
                + Self.message(printed, result.standardError))
    }

    /// The read end of a pipe that holds the bytes, which must fit into it (64 KiB). A plugin that ends before it has read
    /// them then leaves nobody writing.
    private static func pipe(_ bytes: [UInt8]) throws -> FileDescriptor {
        let ends = try FileDescriptor.pipe()
        do {
            try ends.writeEnd.closeAfter { _ = try ends.writeEnd.writeAll(bytes) }
            return ends.readEnd
        } catch {
            try ends.readEnd.close()
            throw error
        }
    }

    /// A plugin's error object says it in `msg` and `details`; one that crashed, on standard error.
    private static func message(_ output: [UInt8], _ error: [UInt8]) -> String {
        if let fault = try? JSONValue.parse(output), let message = fault["msg"]?.string {
            let details = fault["details"]?.string ?? ""
            return details.isEmpty ? message : "\(message): \(details)"
        }
        return trimmed(String(decoding: error.isEmpty ? output : error, as: UTF8.self))
    }
}
