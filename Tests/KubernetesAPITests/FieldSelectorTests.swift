import KubernetesAPI
import Testing

@Suite struct FieldSelectorTests {
    @Test(
        "a field selector is read and printed in canonical form",
        arguments: [
            ("", ""), ("status.phase=Running", "status.phase=Running"), ("a==b", "a=b"), ("a!=b", "a!=b"),
            ("b=1,a=2", "a=2,b=1"), (#"a=x\,y\=z\\"#, #"a=x\,y\=z\\"#), ("a=", "a="), ("=", ""), ("a=1,", "a=1"),
        ])
    func canonicalForm(text: String, expected: String) throws {
        #expect(try FieldSelector(parsing: text).description == expected)
    }

    @Test(
        "a wrong field selector is refused with Kubernetes' message",
        arguments: [
            ("a", "invalid selector: 'a'; can't understand 'a'"),
            ("a=b,c", "invalid selector: 'a=b,c'; can't understand 'c'"),
            (#"a=\x"#, #"invalid field selector: invalid escape sequence: \x"#),
            (#"a=\"#, #"invalid field selector: invalid escape sequence: \"#),
            ("a=b=c", "invalid field selector: unescaped character in value: 61"),
        ])
    func refusals(text: String, message: String) {
        #expect(throws: SelectorError(message)) { try FieldSelector(parsing: text) }
    }

    @Test(
        "fields match, a missing one as empty",
        arguments: [
            ("a=1", true), ("a!=1", false), ("a=1,b!=1", true), ("none=", true), ("none!=x", true), ("none=x", false),
        ])
    func matching(text: String, expected: Bool) throws {
        #expect(try FieldSelector(parsing: text).matches(["a": "1", "b": "2"]) == expected)
    }
}
