internal import KubernetesAPI

/// The events of an object, as `kubectl describe` shows them: oldest first, ages at `now`.
func writeEvents(_ events: [JSONValue], now: Timestamp, _ out: inout TabWriter) {
    guard !events.isEmpty else { return out.write("Events:\t<none>\n") }
    func time(_ value: JSONValue?) -> Timestamp? { value?.string.flatMap { Timestamp($0) } }
    func age(_ value: JSONValue?) -> String { time(value).map { Commands.age(of: $0, at: now) } ?? "<unknown>" }
    out.write("Events:\n  Type\tReason\tAge\tFrom\tMessage\n  ----\t------\t----\t----\t-------\n")
    let ordered = events.enumerated().sorted { left, right in
        let leftTime = time(left.element["lastTimestamp"]) ?? time(left.element["eventTime"])
        let rightTime = time(right.element["lastTimestamp"]) ?? time(right.element["eventTime"])
        guard let leftTime, let rightTime, leftTime != rightTime else { return left.offset < right.offset }
        return leftTime < rightTime
    }
    for (_, event) in ordered {
        let first = age(
            event["eventTime"] == nil || event["eventTime"] == .null ? event["firstTimestamp"] : event["eventTime"])
        var interval = first
        if let series = event["series"] {
            interval = "\(age(series["lastObservedTime"])) (x\(series["count"]?.int64 ?? 0) over \(first))"
        } else if let count = event["count"]?.int64, count > 1 {
            interval = "\(age(event["lastTimestamp"])) (x\(count) over \(first))"
        }
        let component = event["source", "component"]?.string ?? ""
        let from = component.isEmpty ? event["reportingComponent"]?.string ?? "" : component
        var message = (event["message"]?.string ?? "").trimmed
        let path = event["involvedObject", "fieldPath"]?.string ?? ""
        // kubectl 1.32 and before leave the field path out; who reads events of several containers wants it.
        if !path.isEmpty { message = "\(path): \(message)" }
        out.write(
            "\(event["type"]?.string ?? "")\t\(event["reason"]?.string ?? "")\t\(interval)\t\(from)\t\(message)\n",
            indent: 2)
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        while text.first?.isWhitespace == true { text.removeFirst() }
        return String(text)
    }
}
