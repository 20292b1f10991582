import Testing

@testable import ContainerRuntime

struct CapabilitiesTests {
    private static let available = ["CAP_CHOWN", "CAP_KILL", "CAP_NET_ADMIN", "CAP_SYS_PTRACE"]

    @Test(
        "the standard set, less what is dropped, with what is added, and never more than we have",
        arguments: [
            ([], [], ["CAP_CHOWN", "CAP_KILL"]),
            (["NET_ADMIN"], [], ["CAP_CHOWN", "CAP_KILL", "CAP_NET_ADMIN"]),
            (["cap_sys_ptrace"], ["KILL"], ["CAP_CHOWN", "CAP_SYS_PTRACE"]),
            ([], ["ALL"], []),
            (["KILL"], ["ALL"], ["CAP_KILL"]),
            (["ALL"], ["CHOWN"], ["CAP_KILL", "CAP_NET_ADMIN", "CAP_SYS_PTRACE"]),
            (["SYS_ADMIN"], [], ["CAP_CHOWN", "CAP_KILL"]),
        ] as [([String], [String], [String])])
    func resolve(added: [String], dropped: [String], expected: [String]) {
        #expect(
            Capabilities.resolve(added: added, dropped: dropped, privileged: false, available: Self.available)
                == expected)
    }

    @Test("a privileged container has all there are")
    func privileged() {
        #expect(
            Capabilities.resolve(added: [], dropped: ["ALL"], privileged: true, available: Self.available)
                == Self.available)
    }
}
