import Foundation
import Subprocess
import SystemPackage
import Testing

@Suite struct APIFuzzTests {
    /// In a process of its own: one that is brought down takes no other test with it, and leaves its last requests behind.
    /// Always from the same seed, so that a change is judged by the same requests; `make fuzz` takes others.
    @Test("Bent requests for a minute: no crash, no 5xx, no answer missing, no memory kept")
    func minute() async throws {
        let binaries = FilePath(try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            .removingLastComponent()
        let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Differential/corpus").path
        let output = FileManager.default.temporaryDirectory.appending(path: "mayfly-fuzz-\(UUID())").path
        let result = try await run(
            .path(binaries.appending("api-fuzz")),
            arguments: ["--seconds", "60", "--seed", "1", "--corpus", corpus, "--output", output],
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        let told = result.standardOutput + result.standardError
        #expect(result.terminationStatus.isSuccess, "\(result.terminationStatus), see \(output)\n\(told)")
        #expect(told.contains(" 200,") && told.contains(" 422,"), "\(told)")
        guard result.terminationStatus.isSuccess else { return }
        try FileManager.default.removeItem(atPath: output)
    }
}
