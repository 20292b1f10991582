import Glibc
import Subprocess
import SystemPackage

@testable import ContainerRuntime

/// Images for tests that are directories: `busybox`, made from Debian's static binary, `empty`, and `layered`, busybox
/// under a hundred more layers.
struct TestImages: ImageStoring {
    let directory: String

    /// Unpacks busybox into a directory with its applets, accounts and a `/tmp`.
    static func make(in directory: String) async throws -> TestImages {
        let script = """
            set -e
            mkdir -p busybox/bin busybox/etc busybox/tmp busybox/root empty
            chmod 1777 busybox/tmp
            for applet in $(/bin/busybox --list); do ln -sf busybox busybox/bin/$applet; done
            rm busybox/bin/busybox
            cp /bin/busybox busybox/bin/busybox
            printf 'root:x:0:0:root:/root:/bin/sh\\nuser:x:1000:1000::/home/user:/bin/sh\\n' > busybox/etc/passwd
            for n in $(seq 0 99); do mkdir -p layers/$n; echo $n > layers/$n/top; echo $n > layers/$n/layer$n; done
            printf 'root:x:0:\\nuser:x:1000:\\nextra:x:2000:user\\n' > busybox/etc/group
            """
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: ["-c", script], workingDirectory: FilePath(directory),
            output: .discarded, error: .string(limit: 4096))
        guard result.terminationStatus.isSuccess else { throw RuntimeError(.machine, result.standardError) }
        return TestImages(directory: directory)
    }

    func find(_ reference: String) async throws -> ImageRecord? {
        guard ["busybox", "empty", "layered"].contains(reference) else { return nil }
        var configuration = ImageConfiguration()
        configuration.command = ["sh"]
        configuration.environment = ["FROM_IMAGE=yes", "BOTH=image"]
        return ImageRecord(
            id: reference, names: [reference], digests: [], size: 0, created: nil, configuration: configuration,
            layers: reference == "layered"
                ? ["\(directory)/busybox"] + (0..<100).map { "\(directory)/layers/\($0)" }
                : ["\(directory)/\(reference)"])
    }

    func list() async throws -> [ImageRecord] { [] }

    func pull(
        _ reference: String, credentials: RegistryCredentials?, progress: (@Sendable (String) -> Void)?
    ) async throws -> ImageRecord {
        throw ImageError(.notFound, "no registry in tests")
    }

    func remove(_ reference: String) async throws {}
}
