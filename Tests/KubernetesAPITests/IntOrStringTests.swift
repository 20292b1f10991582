import KubernetesAPI
import Testing

@Suite struct IntOrStringTests {
    @Test("numbers stay numbers and texts stay texts")
    func json() throws {
        #expect(try IntOrString(json: 80).json == 80)
        #expect(try IntOrString(json: "80").json == "80")
        #expect(try IntOrString(json: "http").intValue == 0)
        #expect(try IntOrString(json: "8080").intValue == 8080)
        #expect(throws: IntOrStringError.self) { try IntOrString(json: .number(JSONNumber(text: "1.5"))) }
        #expect(throws: IntOrStringError.self) { try IntOrString(json: 3_000_000_000) }
        #expect(throws: IntOrStringError.self) { try IntOrString(json: true) }
    }

    @Test(
        "a percentage is taken of the total",
        arguments: [("25%", 10, true, 3), ("25%", 10, false, 2), ("100%", 7, false, 7), ("0%", 7, true, 0)])
    func percentages(text: String, total: Int, up: Bool, expected: Int) {
        #expect(IntOrString.string(text).scaled(of: total, roundingUp: up) == expected)
    }

    @Test("text that is no percentage has no scaled value", arguments: ["25", "x%", "%", ""])
    func noPercentage(text: String) {
        #expect(IntOrString.string(text).scaled(of: 10, roundingUp: true) == nil)
    }
}
