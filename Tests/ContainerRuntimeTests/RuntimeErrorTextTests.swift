import Testing

@testable import ContainerRuntime

struct RuntimeErrorTextTests {
    @Test(
        "what a runtime printed becomes one sentence",
        arguments: [
            (
                #"time="2026-01-02T03:04:05Z" level=error msg="runc create failed: exec: \"x\": not found""#,
                #"runc create failed: exec: "x": not found"#
            ),
            (
                "time=\"2026-01-02T03:04:05Z\" level=warning msg=\"odd\"\n"
                    + "time=\"2026-01-02T03:04:05Z\" level=error msg=failed\n",
                "failed"
            ),
            (
                "2026-01-02T03:04:05.000123Z: executable file `x` not found in $PATH",
                "executable file `x` not found in $PATH"
            ),
            ("plain words\n\n", "plain words"),
            ("", "the runtime gave no reason"),
        ])
    func clean(printed: String, message: String) {
        #expect(RuntimeErrorText.clean(printed) == message)
    }
}
