import KubernetesAPI
import Testing

@testable import ContainerRuntime

struct SeccompTests {
    private static let host = HostFacts(
        capabilities: [], oomScoreAdjustment: 0, openFileLimit: 0, unifiedCgroups: true, architecture: "amd64",
        kernel: [6, 1])

    @Test(
        "a rule holds only for its architectures, capabilities and kernels",
        arguments: [
            ("{}", "{}", true),
            (#"{"arches": ["amd64", "x32"]}"#, "{}", true),
            (#"{"arches": ["s390x"]}"#, "{}", false),
            ("{}", #"{"arches": ["amd64"]}"#, false),
            (#"{"caps": ["CAP_CHOWN"]}"#, "{}", true),
            (#"{"caps": ["CAP_CHOWN", "CAP_SYS_ADMIN"]}"#, "{}", false),
            ("{}", #"{"caps": ["CAP_SYS_ADMIN"]}"#, true),
            ("{}", #"{"caps": ["CAP_CHOWN"]}"#, false),
            (#"{"minKernel": "4.8"}"#, "{}", true),
            (#"{"minKernel": "6.2"}"#, "{}", false),
        ])
    func conditions(includes: String, excludes: String, applies: Bool) throws {
        let text = """
            {"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [
              {"names": ["x"], "action": "SCMP_ACT_ALLOW", "includes": \(includes), "excludes": \(excludes)}]}
            """
        let converted = Seccomp.convert(
            try JSONValue.parse(Array(text.utf8)), capabilities: ["CAP_CHOWN"], host: Self.host)
        #expect(converted["syscalls"]?.array?.count == (applies ? 1 : 0))
    }

    @Test("Debian's default profile becomes one that allows the usual calls and has this machine's architectures")
    func debianProfile() throws {
        let bytes = try #require(try Files.read(Preflight.seccompPath))
        let converted = Seccomp.convert(
            try JSONValue.parse(bytes), capabilities: Capabilities.standard, host: Self.host)
        #expect(converted["architectures"]?.array == ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"])
        let allowed = (converted["syscalls"]?.array ?? []).filter {
            $0["action"]?.string == "SCMP_ACT_ALLOW" && $0["args"] == nil
        }.flatMap { $0["names"]?.array ?? [] }
        for name: JSONValue in ["read", "execve", "openat", "newfstatat", "chroot"] { #expect(allowed.contains(name)) }
        for name: JSONValue in ["bpf", "kexec_load", "init_module"] { #expect(!allowed.contains(name), "\(name)") }
    }
}
