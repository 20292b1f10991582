import Glibc
import Testing

@testable import NodeAgent

/// A directory for one test, removed behind it.
func withTemporaryDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    var template = Array("/tmp/mayfly-agent-XXXXXX".utf8CString)
    let path = try #require(mkdtemp(&template).map { String(cString: $0) })
    do {
        let result = try await body(path)
        try Mounts.unmountAll(below: path)
        try FileTree.remove(path)
        return result
    } catch {
        try Mounts.unmountAll(below: path)
        try FileTree.remove(path)
        throw error
    }
}
