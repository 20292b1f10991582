internal import KubernetesAPI
internal import StreamProtocols

/// The query of `GET pods/NAME/log`.
enum PodLogQuery {
    /// Throws 400 for what cannot be read and 422 for values out of range.
    static func options(_ query: QueryItems, pod: String) throws(StatusError) -> LogOptions {
        var options = LogOptions()
        options.follow = RequestInfo.isTrue(query["follow"])
        options.previous = RequestInfo.isTrue(query["previous"])
        options.timestamps = RequestInfo.isTrue(query["timestamps"])
        options.sinceSeconds = try number(query, "sinceSeconds")
        options.tailLines = try number(query, "tailLines")
        options.limitBytes = try number(query, "limitBytes")
        if let text = nonEmpty(query["sinceTime"]) {
            do { options.sinceTime = try Timestamp(text, .seconds) } catch { throw .badRequest("\(error)") }
        }
        let errors = violations(options)
        if !errors.isEmpty { throw .invalid(kind: "PodLogOptions", name: pod, errors: errors) }
        return options
    }

    private static func violations(_ options: LogOptions) -> [FieldError] {
        var errors: [FieldError] = []
        func check(_ field: String, _ value: Int64?, atLeast minimum: Int64, _ rule: String) {
            guard let value, value < minimum else { return }
            errors.append(FieldError(.invalid, field, "Invalid value: \(value): \(rule)"))
        }
        check("tailLines", options.tailLines, atLeast: 0, "must be greater than or equal to 0")
        check("limitBytes", options.limitBytes, atLeast: 1, "must be greater than 0")
        if options.sinceSeconds != nil, options.sinceTime != nil {
            errors.append(
                FieldError(
                    .forbidden, "[]", "Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified"))
        } else {
            check("sinceSeconds", options.sinceSeconds, atLeast: 1, "must be greater than 0")
        }
        return errors
    }

    private static func number(_ query: QueryItems, _ name: String) throws(StatusError) -> Int64? {
        guard let text = nonEmpty(query[name]) else { return nil }
        guard let value = Int64(text) else {
            throw .badRequest("strconv.ParseInt: parsing \(quoted(text)): invalid syntax")
        }
        return value
    }
}
