import KubernetesAPI
import Testing

@Suite("JSON")
struct JSONTests {
    @Test(
        "a document comes back as it was written, members in order and numbers digit by digit",
        arguments: [
            "null", "true", "[]", "{}", "-0", "1.50", "1e400", "123456789012345678901234567890", #""""#,
            #"{"b":1,"a":[1,{"c":null}],"é":"日本"}"#, #""\"\\\n\t\b\f\r\u0001""#,
        ])
    func roundTrip(_ text: String) throws {
        #expect(String(decoding: try JSONValue.parse(text.utf8).encoded(), as: UTF8.self) == text)
    }

    @Test(
        "escapes are read as the characters they stand for",
        arguments: [
            (#""\u0041\/\u00e9""#, "A/é"), (#""\ud83d\ude00""#, "😀"), (#""\ud83d""#, "\u{FFFD}"),
            (#""\ud83dx\ude00""#, "\u{FFFD}x\u{FFFD}"), (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\u0000""#, "\0"),
        ])
    func escapes(_ text: String, _ expected: String) throws {
        #expect(try JSONValue.parse(text.utf8) == .string(expected))
    }

    @Test(
        "what is no JSON is refused with Go's words and the place",
        arguments: [
            ("", "unexpected end of JSON input", 0), ("{", "unexpected end of JSON input", 1),
            ("[1", "unexpected end of JSON input", 2), ("\"a", "unexpected end of JSON input", 2),
            ("tru", "unexpected end of JSON input", 3),
            ("trux", "invalid character 'x' in literal true (expecting 'e')", 3),
            ("{a:1}", "invalid character 'a' looking for beginning of object key string", 1),
            ("{\"a\" 1}", "invalid character '1' after object key", 5),
            ("{\"a\":1 \"b\"}", "invalid character '\"' after object key:value pair", 7),
            ("[1 2]", "invalid character '2' after array element", 3),
            ("[1,]", "invalid character ']' looking for beginning of value", 3),
            ("1 x", "invalid character 'x' after top-level value", 2),
            ("01", "invalid character '1' after top-level value", 1),
            ("-x", "invalid character 'x' in numeric literal", 1),
            ("1.e", "invalid character 'e' after decimal point in numeric literal", 2),
            ("1e+x", "invalid character 'x' in exponent of numeric literal", 3),
            ("\"\n\"", "invalid character '\\n' in string literal", 1),
            (#""\x""#, "invalid character 'x' in string escape code", 2),
            (#""\u00g0""#, "invalid character 'g' in \\u hexadecimal character escape", 5),
        ])
    func refusals(_ text: String, _ message: String, _ offset: Int) {
        #expect(throws: JSONParseError(message, offset: offset)) { try JSONValue.parse(text.utf8) }
    }

    @Test("nesting is bounded")
    func depth() throws {
        let deep = { (count: Int) in String(repeating: "[", count: count) + String(repeating: "]", count: count) }
        _ = try JSONValue.parse(deep(JSONValue.maximumDepth).utf8)
        #expect(throws: JSONParseError("exceeded max depth", offset: JSONValue.maximumDepth)) {
            try JSONValue.parse(deep(JSONValue.maximumDepth + 1).utf8)
        }
        #expect(throws: JSONParseError.self) { try JSONValue.parse(deep(1_000_000).utf8) }
    }

    @Test("bytes that are no UTF-8 are refused")
    func invalidUTF8() {
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0x5C, 0x6E, 0xED, 0xA0, 0x80, 0x22]] {
            #expect(throws: JSONParseError("invalid UTF-8 in string", offset: 1)) { try JSONValue.parse(bytes) }
        }
    }

    @Test("the last of equal keys wins, in the first one's place, among few members and among many")
    func duplicateKeys() throws {
        #expect(try JSONValue.parse(#"{"a":1,"b":2,"a":3}"#.utf8) == ["a": 3, "b": 2])
        let many = (0..<5000).map { "\"k\($0 % 2500)\":\($0)" }.joined(separator: ",")
        let object = try #require(try JSONValue.parse("{\(many)}".utf8).object)
        #expect(object.count == 2500)
        #expect(object.members[7].key == "k7")
        #expect(object["k7"] == 2507)
    }

    @Test("members that stand more than once are told by their paths")
    func duplicatePaths() throws {
        let text = #"{"spec":{"a":[{"n":1},{"n":1,"m":2,"n":3}],"b":1},"spec":{}}"#
        let (value, duplicates) = try JSONValue.parseFindingDuplicates(text.utf8)
        #expect(duplicates == ["spec.a[1].n", "spec"])
        #expect(value == ["spec": [:]])
    }

    @Test("the pretty form indents by four spaces and keeps empty ones on one line")
    func pretty() throws {
        let value: JSONValue = ["a": [1, ["b": [:]]], "c": []]
        #expect(
            String(decoding: value.encoded(pretty: true), as: UTF8.self) == """
                {
                    "a": [
                        1,
                        {
                            "b": {}
                        }
                    ],
                    "c": []
                }
                """)
    }
}
