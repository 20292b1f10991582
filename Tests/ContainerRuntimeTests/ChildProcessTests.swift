import Glibc
import Testing

@testable import ContainerRuntime

@Suite struct ChildProcessTests {
    @Test("a process keeps its exit code, however often the reactor tells of its end")
    func reapedOnce() async throws {
        let null = try Descriptor.open("/dev/null", O_RDWR)
        let reactor = try Reactor()
        // Its thread ends with the last reference to it.
        defer { withExtendedLifetime(reactor) {} }
        let process = try ChildProcess(
            .init(path: "/bin/sh", arguments: ["-c", "exit 3"], descriptors: [null, null, null]), reactor: reactor)
        #expect(await process.wait() == 3)
        process.reap()
        #expect(process.exitCode == 3)
        #expect(await process.wait() == 3)
    }
}
