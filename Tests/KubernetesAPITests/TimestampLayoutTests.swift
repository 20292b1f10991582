import KubernetesAPI
import Testing

@Suite struct TimestampLayoutTests {
    @Test(
        "A time of the wire's form is read",
        arguments: [
            ("2020-02-29T23:59:59Z", Timestamp.Layout.seconds, Int32(0)),
            ("2020-02-29T23:59:59.25Z", .seconds, 250_000_000),
            ("2020-03-01T01:59:59+02:00", .seconds, 0),
            ("2020-02-29T23:59:59.000007Z", .microseconds, 7000),
        ])
    func read(text: String, layout: Timestamp.Layout, nanoseconds: Int32) throws {
        #expect(try Timestamp(text, layout) == Timestamp(seconds: 1_583_020_799, nanoseconds: nanoseconds))
    }

    @Test(
        "What is no time is refused where it ceases to be one, in Go's words",
        arguments: [
            ("", Timestamp.Layout.seconds, #"cannot parse "" as "2006""#),
            ("20-01-01", .seconds, #"cannot parse "20-01-01" as "2006""#),
            ("2020/01/01", .seconds, #"cannot parse "/01/01" as "-""#),
            ("2020-1-01T00:00:00Z", .seconds, #"cannot parse "1-01T00:00:00Z" as "01""#),
            ("2020-01-01 00:00:00Z", .seconds, #"cannot parse " 00:00:00Z" as "T""#),
            ("2020-01-01T00:00:00", .seconds, #"cannot parse "" as "Z07:00""#),
            ("2020-01-01T00:00:00+0100", .seconds, #"cannot parse "+0100" as "Z07:00""#),
            ("2020-01-01T00:00:00.5Z", .microseconds, #"cannot parse ".5Z" as ".000000""#),
            ("2020-01-01T00:00:00Z", .microseconds, #"cannot parse "Z" as ".000000""#),
            ("2020-01-01T00:00:00.1234567Z", .microseconds, #"cannot parse "7Z" as "Z07:00""#),
        ])
    func refused(text: String, layout: Timestamp.Layout, reason: String) {
        let message = #"parsing time "\#(text)" as "\#(layout.rawValue)": \#(reason)"#
        #expect(message == failure(text, layout))
    }

    @Test(
        "What is out of range is named",
        arguments: [
            ("2020-13-01T00:00:00Z", ": month out of range"), ("2019-02-29T00:00:00Z", ": day out of range"),
            ("2020-01-01T24:00:00Z", ": hour out of range"), ("2020-01-01T00:60:00Z", ": minute out of range"),
            ("2020-01-01T00:00:00+24:00", ": time zone offset hour out of range"),
            ("2020-01-01T00:00:00-01:60", ": time zone offset minute out of range"),
            ("2020-01-01T00:00:60Z", ": second out of range"), ("2020-01-01T00:00:00Zz", ": extra text: \"z\""),
        ])
    func outOfRange(text: String, reason: String) {
        #expect(failure(text, .seconds) == "parsing time \"\(text)\"\(reason)")
    }

    private func failure(_ text: String, _ layout: Timestamp.Layout) -> String {
        do {
            return "\(try Timestamp(text, layout))"
        } catch {
            return error.description
        }
    }
}
