import Glibc
import KubernetesAPI
import Subprocess

/// Runs skopeo against the registry of one image.
struct Skopeo {
    let reference: ImageReference
    /// Of the credentials, in a private directory; nil: those of the user who runs us, where skopeo finds them.
    let authFile: String?

    /// The document the registry has for the name: a manifest, or an index.
    func topManifest() async throws -> [UInt8] {
        let result = try await start(
            ["inspect", "--raw"] + (reference.isOnLoopback ? ["--tls-verify=false"] : []) + [source(reference)],
            output: .bytes(limit: ImageTree.documentLimit))
        guard result.terminationStatus.isSuccess else { throw fault(result.standardError) }
        return result.standardOutput
    }

    /// Copies the image of this machine's platform into a new directory. Lines of progress are passed on.
    func copy(_ digest: Digest, to directory: String, progress: (@Sendable (String) -> Void)?) async throws {
        let arguments =
            ["copy", "--preserve-digests"] + (reference.isOnLoopback ? ["--src-tls-verify=false"] : [])
            + ["docker://\(reference.with(digest: digest))", "dir:\(directory)"]
        do {
            let result = try await Subprocess.run(
                .name("skopeo"), arguments: Arguments(withAuthentication(arguments)), platformOptions: options,
                input: .none, output: .sequence, error: .string(limit: 1 << 20)
            ) { execution in
                for try await line in execution.standardOutput.strings() { progress?(trimmed(line)) }
            }
            guard result.terminationStatus.isSuccess else { throw fault(result.standardError) }
        } catch let error as SubprocessError {
            throw Self.translated(error)
        }
    }

    private func trimmed(_ line: String) -> String { line.last?.isNewline ?? false ? String(line.dropLast()) : line }

    private func source(_ reference: ImageReference) -> String {
        // skopeo takes either a tag or a digest; a digest says more.
        let digest = reference.digest.flatMap { Digest($0) }
        return "docker://\(digest.map { reference.with(digest: $0) } ?? reference)"
    }

    private func start<Output: OutputProtocol>(
        _ arguments: [String], output: Output
    ) async throws -> ExecutionResult<Void, Output, StringOutput<UTF8>> {
        do {
            return try await Subprocess.run(
                .name("skopeo"), arguments: Arguments(withAuthentication(arguments)), platformOptions: options,
                output: output, error: .string(limit: 1 << 20))
        } catch let error as SubprocessError {
            throw Self.translated(error)
        }
    }

    private func withAuthentication(_ arguments: [String]) -> [String] {
        guard let authFile else { return arguments }
        return [arguments[0], "--authfile", authFile] + arguments.dropFirst()
    }

    private var options: PlatformOptions {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(1))]
        return options
    }

    private func fault(_ errors: String?) -> ImageError { SkopeoFault.error(errors ?? "", pulling: reference) }

    private static func translated(_ error: SubprocessError) -> any Error {
        if error.code == .executableNotFound {
            return ImageError(.pull, "cannot pull images: skopeo is not installed; install the package skopeo")
        }
        return ImageError(.pull, "cannot run skopeo: \(error)")
    }
}

/// Writes credentials where only skopeo finds them: in a file of mode 0600, never on a command line.
enum AuthFile {
    static func write(_ credentials: RegistryCredentials, for reference: ImageReference, to path: String) throws {
        let pair = Array("\(credentials.username):\(credentials.password)".utf8)
        let document: JSONValue = ["auths": [:]]
        var auths = JSONObject()
        auths[reference.domain] = ["auth": .string(base64(pair))]
        var root = document
        root["auths"] = .object(auths)
        let file = try OpenFile.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        try root.encoded().withUnsafeBytes { try file.write($0) }
    }

    static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            let word = (0..<3).reduce(0) { $0 << 8 | (start + $1 < bytes.count ? Int(bytes[start + $1]) : 0) }
            for position in 0..<4 {
                text.append(position <= part.count ? digits[word >> (18 - 6 * position) & 63] : 0x3D)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
