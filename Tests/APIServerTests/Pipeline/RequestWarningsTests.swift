import Testing

@testable import APIServer

@Suite struct RequestWarningsTests {
    private func headers(_ texts: [String]) -> [String] {
        let warnings = RequestWarnings()
        for text in texts { warnings.add([text]) }
        return warnings.headers
    }

    @Test(
        "A warning is quoted and told once; what no header can hold is left out",
        arguments: [
            (["a", "b", "a"], [#"299 - "a""#, #"299 - "b""#]), ([#"a "b" \c"#], [#"299 - "a \"b\" \\c""#]),
            (["", "a\nb", "a\u{85}", "ä"], [#"299 - "ä""#]), ([], []),
        ])
    func wording(texts: [String], expected: [String]) {
        #expect(headers(texts) == expected)
    }

    @Test("Up to 4096 characters are told whole, more are cut to 256 each, and the last are left out")
    func bounds() {
        let whole = (0..<4).map { "\($0)" + String(repeating: "ä", count: 1023) }
        #expect(headers(whole) == whole.map { "299 - \"\($0)\"" })
        let cut = headers(whole + ["x"])
        #expect(cut == (whole.map { String($0.prefix(256)) } + ["x"]).map { "299 - \"\($0)\"" })
        let many = headers((0..<100).map { "\($0)" + String(repeating: "x", count: 300) })
        #expect(many.count == 16)
        #expect(many.allSatisfy { $0.count == 256 + "299 - \"\"".count })
    }
}
