import KubernetesAPI
import Testing

@Suite("Writing YAML")
struct YAMLWriteTests {
    @Test("a document looks as kubectl prints it")
    func document() throws {
        let value: JSONValue = [
            "kind": "Pod", "apiVersion": "v1",
            "spec": [
                "containers": [
                    ["name": "a", "args": ["-c", "1", "a\nb\n"], "resources": [:], "env": []],
                    [["x", [["y": 1]]], "z"],
                ]
            ], "metadata": ["name": "web", "creationTimestamp": "2026-11-21T05:01:02Z"],
        ]
        #expect(
            value.yaml() == """
                apiVersion: v1
                kind: Pod
                metadata:
                  creationTimestamp: "2026-11-21T05:01:02Z"
                  name: web
                spec:
                  containers:
                  - args:
                    - -c
                    - "1"
                    - |
                      a
                      b
                    env: []
                    name: a
                    resources: {}
                  - - - x
                      - - "y": 1
                    - z

                """)
    }

    @Test(
        "texts are quoted where plain ones would mean something else",
        arguments: [
            ("", #""""#), ("a", "a"), ("a b", "a b"), ("true", #""true""#), ("y", #""y""#), ("null", #""null""#),
            ("~", #""~""#),
            ("1", #""1""#), ("1.5", #""1.5""#), ("0x1f", #""0x1f""#), ("1:30", #""1:30""#), ("1.2.3", "1.2.3"),
            ("10m", "10m"),
            ("2020-01-01", #""2020-01-01""#), ("- a", "'- a'"), ("-a", "-a"), ("a: b", "'a: b'"), ("a:b", "a:b"),
            ("a #b", "'a #b'"), ("#", "'#'"), ("it's", "it's"), ("'", "''''"), ("*", "'*'"), ("{a", "'{a'"),
            (" a", "' a'"),
            ("a ", "'a '"), ("a\tb", #""a\tb""#), ("a\"b", "a\"b"), ("\"", "'\"'"), ("a\u{7}", #""a\a""#), ("é", "é"),
            ("😀", #""\U0001F600""#), ("---", "'---'"), (".", "."), ("?", "'?'"), ("?a", "?a"), ("=", "="),
            ("a\r", #""a\r""#),
            ("a\nb", "|-\n  a\n  b"), ("a\n\n", "|+\n  a\n"), ("\n", "|2+\n"), (" a\n", "|2\n   a"),
            ("a \n", "\"a \\n\""),
        ])
    func quoting(_ text: String, _ expected: String) throws {
        let yaml = JSONValue.object(["v": .string(text)]).yaml()
        #expect(yaml == "v: \(expected)\n")
        #expect(try JSONValue.parseYAML(yaml) == [["v": .string(text)]])
    }

    @Test("a long text is folded behind column 80, one without spaces is not")
    func folding() throws {
        let words = Array(repeating: "word", count: 40).joined(separator: " ")
        let yaml = JSONValue.object(["a": .string(words), "b": .string(words + ": x"), "c": .string(words + "\t")])
            .yaml()
        let lines = yaml.split(separator: "\n")
        #expect(lines.count == 9)
        #expect(lines.allSatisfy { $0.count <= 86 })
        #expect(lines[1].hasPrefix("  word word"))
        let long = String(repeating: "x", count: 300)
        #expect(JSONValue.object(["a": .string(long)]).yaml() == "a: \(long)\n")
        #expect(try JSONValue.parseYAML(yaml)[0]["a"] == .string(words))
    }

    @Test("keys are sorted, numbers in them by value; long ones stand on lines of their own")
    func keys() {
        let value: JSONValue = ["b": 1, "a10": 1, "a2": 1, "a-": 1, "B": 1, "a": 1]
        #expect(value.yaml() == "B: 1\na: 1\na-: 1\na2: 1\na10: 1\nb: 1\n")
        let long = String(repeating: "k", count: 129)
        #expect(JSONValue.object([long: [1]]).yaml() == "? \(long)\n: - 1\n")
    }
}
