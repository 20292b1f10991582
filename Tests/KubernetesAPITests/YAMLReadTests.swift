import KubernetesAPI
import Testing

@Suite("Reading YAML")
struct YAMLReadTests {
    @Test(
        "plain scalars mean what they mean to Kubernetes",
        arguments: [
            ("y", true), ("YES", true), ("on", true), ("No", false), ("off", false), ("N", false), ("yEs", "yEs"),
            ("~", nil), ("Null", nil), ("1", 1), ("+1", 1), ("-1", -1), ("0x1F", 31), ("-0x1F", -31), ("017", 15),
            ("0o17", 15), ("08", 8), ("0b101", 5), ("-0b1", -1), ("1_000", 1000), ("_1", "_1"), ("1e3", 1000),
            ("1.", 1),
            ("-0", 0), ("00", 0), ("1.0", 1), ("0x", "0x"), ("1e", "1e"), ("1.5.5", "1.5.5"), ("1,000", "1,000"),
            ("1e400", "1e400"), ("12:30", "12:30"), ("2020-01-01", "2020-01-01"), ("=", "="), ("<<", "<<"),
            ("2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z"), (#""1""#, "1"), ("'yes'", "yes"), ("!!str 1", "1"),
            (#"!!int "1""#, 1), (#"!!bool "yes""#, true), ("!foo bar", "bar"), ("!!binary aGk=", "hi"),
            (#""\u263a\x41\n""#, "☺A\n"), ("|\n  a\n   b\n\n", "a\n b\n"), (">-\n  a\n  b\n\n  c\n", "a b\nc"),
            ("18446744073709551615", .number(JSONNumber(UInt64.max))), ("9.5", .number(JSONNumber(text: "9.5"))),
            (".5", .number(JSONNumber(text: "0.5"))),
        ] as [(String, JSONValue)])
    func scalars(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue.parseYAML("v: \(text)") == [["v": value]])
    }

    @Test("all documents are read, empty ones left out")
    func documents() throws {
        #expect(try JSONValue.parseYAML("# nothing\n---\na: 1\n---\n---\n- b\n...\n") == [["a": 1], ["b"]])
        #expect(try JSONValue.parseYAML("") == [])
    }

    @Test("JSON is YAML too")
    func json() throws {
        #expect(try JSONValue.parseYAML("\n{\n\t\"a\": [1, {\"b\": null}]}") == [["a": [1, ["b": nil]]]])
        #expect(try JSONValue.parseYAML("{a: 1}") == [["a": 1]])
    }

    @Test("keys become strings, the last of equal ones wins")
    func keys() throws {
        #expect(
            try JSONValue.parseYAML("{yes: a, 1: b, 017: c, 'x': d, x: e}") == [
                ["true": "a", "1": "b", "15": "c", "x": "e"]
            ])
    }

    @Test("anchors, aliases and merge keys")
    func aliases() throws {
        let text = """
            a: &a {k: 1, l: 2}
            b: {<<: *a, l: 3}
            c: {<<: [*a, {m: 4, k: 9}], k: 0}
            d: {l: 3, <<: *a}
            e: [&s text, *s]
            """
        #expect(
            try JSONValue.parseYAML(text) == [
                [
                    "a": ["k": 1, "l": 2], "b": ["k": 1, "l": 3], "c": ["k": 0, "l": 2, "m": 4],
                    "d": ["k": 1, "l": 3], "e": ["text", "text"],
                ]
            ])
    }

    @Test(
        "what is no YAML is refused with the line",
        arguments: [
            ("a: [1", "yaml: line 1: did not find expected ',' or ']'"),
            ("a: b: c", "yaml: mapping values are not allowed in this context"),
            ("a: 1\n  b: 2", "yaml: line 2: mapping values are not allowed in this context"),
            ("a: 1\n\tb: 2", "yaml: line 2: found a tab character that violates indentation"),
            ("- a\nb: c", "yaml: line 1: did not find expected '-' indicator"),
            ("a: *x", "yaml: unknown anchor 'x' referenced"), ("a: &x [*x]", "yaml: unknown anchor 'x' referenced"),
            ("@", "yaml: found character that cannot start any token"),
            ("a: .inf", "yaml: json: unsupported value: .inf"), ("? [a]\n: b", "yaml: line 1: unsupported map key"),
            ("a: !!binary '?'", "yaml: !!binary value contains invalid base64 data"),
            ("<<: 1", "yaml: map merge requires map or sequence of maps as the value"),
        ])
    func refusals(_ text: String, _ message: String) {
        #expect((#expect(throws: YAMLParseError.self) { try JSONValue.parseYAML(text + "\n") })?.description == message)
    }

    @Test("a billion laughs and a deep nest are refused")
    func bombs() {
        var laughs = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1..<12 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            laughs += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(
            (#expect(throws: YAMLParseError.self) { try JSONValue.parseYAML(laughs) })?.message
                == "document contains excessive aliasing")
        for nest in [String(repeating: "[", count: 10_000), String(repeating: "- ", count: 10_000) + "a"] {
            #expect(
                (#expect(throws: YAMLParseError.self) { try JSONValue.parseYAML(nest) })?.message
                    == "exceeded max depth")
        }
        var chain = "a0: &a0 [x]\n"
        for level in 1..<200 { chain += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        #expect(
            (#expect(throws: YAMLParseError.self) { try JSONValue.parseYAML(chain) })?.message == "exceeded max depth")
    }
}
