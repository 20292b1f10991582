import KubernetesAPI
import Testing

@Suite struct NameRulesTests {
    @Test("right names pass")
    func right() {
        #expect(["a", "a-1", "0", String(repeating: "a", count: 63)].allSatisfy { NameRules.dnsLabel($0).isEmpty })
        #expect(["a", "a.b", "a-1.b"].allSatisfy { NameRules.dnsSubdomain($0).isEmpty })
        #expect(["a", "A_b.c", "example.com/A"].allSatisfy { NameRules.qualifiedName($0).isEmpty })
        #expect(["", "a", "A_b.c-1"].allSatisfy { NameRules.labelValue($0).isEmpty })
        #expect(["a", ".bashrc", "A_b"].allSatisfy { NameRules.configKey($0).isEmpty })
        #expect(["A", "my var", "a.b"].allSatisfy { NameRules.environmentName($0).isEmpty })
        #expect(["http", "a-1"].allSatisfy { NameRules.portName($0).isEmpty })
    }

    @Test(
        "a wrong label is described as Kubernetes does",
        arguments: [
            (
                "Bad_Name",
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
            ), ("a.b", "must not contain dots"),
            (String(repeating: "a", count: 64), "must be no more than 63 characters"),
        ])
    func labels(value: String, message: String) {
        #expect(NameRules.dnsLabel(value) == [message])
    }

    @Test("each fault of a port name is told")
    func portNames() {
        #expect(
            NameRules.portName("-1--") == [
                "must contain at least one letter (a-z)", "must not contain consecutive hyphens",
                "must not begin or end with a hyphen",
            ])
        #expect(NameRules.portName("a234567890123456") == ["must be no more than 15 characters"])
        #expect(NameRules.configKey("..a") == ["must not start with '..'"])
        #expect(NameRules.qualifiedName("/a") == ["prefix part must be non-empty"])
        #expect(NameRules.environmentName("a=b").count == 1)
    }
}
