import KubernetesAPI
import KubernetesSchema
import SeededRandom
import Testing

@Suite struct QuantityTests {
    @Test(
        "a quantity is written in its canonical form",
        arguments: [
            ("0", "0"), ("1", "1"), ("100m", "100m"), ("0.1", "100m"), ("0.5", "500m"), ("1.5", "1500m"),
            ("1000m", "1"), ("1k", "1k"), ("1000", "1k"), ("1500", "1500"), ("1e3", "1e3"), ("1E3", "1e3"),
            ("12e6", "12e6"),
            ("1e4", "10e3"), ("1E", "1E"), ("1Ki", "1Ki"), ("1024Ki", "1Mi"), ("0.5Ki", "512"), ("1.5Gi", "1536Mi"),
            ("100Mi", "100Mi"), ("1000Mi", "1000Mi"), ("512Ki", "512Ki"), ("1.5Ki", "1536"), ("0.1Ki", "102400m"),
            ("-1", "-1"), ("+1", "1"), ("-0", "0"), ("00100", "100"), ("1.", "1"), (".5", "500m"),
            ("0.000000001", "1n"),
            ("0.0000000001", "1n"), ("-0.0000000001", "-1n"), ("1.0000000001", "1000000001n"), ("5u", "5u"),
            ("9223372036854775807", "9223372036854775807"), ("8Ei", "9223372036854775807"), ("1e-3", "1e-3"),
            ("100E", "100E"), ("1000E", "1000E"), ("0Ki", "0"), ("0.0001Mi", "104857600u"), ("128974848", "128974848"),
            ("129e6", "129e6"), ("129M", "129M"), ("128974848000m", "128974848"), ("123Mi", "123Mi"),
        ])
    func canonicalForm(text: String, expected: String) throws {
        #expect(try Quantity(text).description == expected)
    }

    @Test(
        "what is no quantity is refused with Kubernetes' message",
        arguments: [
            ("", QuantityError.format), ("-", .format), (" 1", .format), ("1 ", .format), ("abc", .format),
            ("1KI", .format), ("1ki", .suffix), ("1K", .suffix), ("1e", .suffix), ("1ee3", .suffix), ("1.2.3", .format),
            ("1Mi5", .suffix), ("m", .number), ("1mm", .suffix), ("1e99999", .number), ("0x10", .format),
            ("99999999999999999999999999999999999999999999", .number),
        ])
    func refusals(text: String, expected: QuantityError) {
        #expect(throws: expected) { try Quantity(text) }
    }

    @Test(
        "value and milliValue round away from zero",
        arguments: [
            ("1500m", 2, 1500), ("1n", 1, 1), ("-1500m", -2, -1500), ("2Gi", 2_147_483_648, 2_147_483_648_000),
            ("0", 0, 0), ("100E", Int64.max, Int64.max),
        ])
    func values(text: String, value: Int64, milli: Int64) throws {
        let quantity = try Quantity(text)
        #expect(quantity.value == value)
        #expect(quantity.milliValue == milli)
    }

    @Test("quantities are equal when their values are, and sums take the left format")
    func arithmetic() throws {
        #expect(try Quantity("1") == Quantity("1000m"))
        #expect(try Quantity("1Ki") == Quantity("1024"))
        #expect(try Quantity("1Ki") > Quantity("1k"))
        #expect(try (Quantity("1Gi") + Quantity("1Gi")).description == "2Gi")
        #expect(try (Quantity() + Quantity("1Gi")).description == "1Gi")
        #expect(try (Quantity("100m") - Quantity("1")).description == "-900m")
        #expect(try (Quantity("250m") * 4).description == "1")
        #expect(try Set([Quantity("1"), Quantity("1000m")]).count == 1)
    }

    @Test("a quantity is read from JSON strings and numbers")
    func json() throws {
        #expect(try Quantity(json: "500m").json == "500m")
        #expect(try Quantity(json: 2).json == "2")
        #expect(try Quantity(json: .number(JSONNumber(text: "0.5"))).json == "500m")
        #expect(try Quantity(json: .null).isZero)
        #expect(throws: QuantityError.self) { try Quantity(json: [:]) }
    }

    @Test(
        "a quantity is stored as it was written where that counts as canonical",
        arguments: [
            ("+1", "+1"), ("1E3", "1E3"), ("1.500", "1.500"), ("00100", "00100"), ("1.5", "1500m"), ("1000m", "1"),
            ("0.500", "500m"), ("1025Ki", "1025Ki"), ("1024Ki", "1Mi"), ("+3Gi", "+3Gi"), ("1E4", "10e3"),
        ])
    func stored(text: String, expected: String) throws {
        let container: JSONValue = ["name": "a", "resources": ["limits": ["cpu": .string(text)]]]
        let canonical = try Schema.shared.canonical(container, as: "Container").value
        #expect(canonical["resources", "limits", "cpu"] == .string(expected))
    }

    @Test("what is neither text nor number is no quantity")
    func otherJSON() {
        #expect(throws: QuantityError.self) { try Quantity(json: [:]) }
    }

    @Test("any text either is refused or has a canonical form that reads back to the same value and text")
    func fuzz() {
        var random = SeededRandom(seed: 1)
        let alphabet = Array("0123456789.+-eEinumkKMGTP".unicodeScalars)
        var accepted = 0
        for _ in 0..<20_000 {
            var text = ""
            for _ in 0..<Int.random(in: 1...9, using: &random) {
                text.unicodeScalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
            }
            do {
                let quantity = try Quantity(text)
                accepted += 1
                let again = try Quantity(quantity.description)
                #expect(again == quantity, "\(text)")
                #expect(again.description == quantity.description, "\(text)")
            } catch {
                continue  // a refusal is an answer too
            }
        }
        #expect(accepted > 500)
    }
}
