internal import KubernetesAPI

/// The query parameters that every write takes (meta/v1 CreateOptions, UpdateOptions, PatchOptions).
struct WriteOptions: Sendable, Equatable {
    enum FieldValidation: String, Sendable {
        case ignore = "Ignore"
        case warn = "Warn"
        case strict = "Strict"
    }

    var dryRun = false
    var fieldManager = ""
    var fieldValidation = FieldValidation.warn

    init() {}

    /// Throws 422 for values Kubernetes refuses.
    /// - Parameter kind: `CreateOptions`, `UpdateOptions` or `PatchOptions`, for messages.
    init(_ query: QueryItems, kind: String) throws(StatusError) {
        var errors: [FieldError] = []
        dryRun = Self.dryRun(query.all("dryRun"), &errors)
        fieldManager = query["fieldManager"] ?? ""
        if fieldManager.utf8.count > 128 {
            errors.append(FieldError(.tooLong, "fieldManager", "Too long: may not be more than 128 bytes"))
        }
        if fieldManager.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            errors.append(
                FieldError(
                    .invalid, "fieldManager",
                    "Invalid value: \(quoted(fieldManager)): should only contain printable characters"))
        }
        if let text = query["fieldValidation"], !text.isEmpty {
            if let value = FieldValidation(rawValue: text) {
                fieldValidation = value
            } else {
                errors.append(
                    FieldError(
                        .notSupported, "fieldValidation",
                        "Unsupported value: \(quoted(text)): supported values: \"Ignore\", \"Strict\", \"Warn\""))
            }
        }
        if !errors.isEmpty { throw .invalid(kind: kind, group: "meta.k8s.io", name: "", errors: errors) }
    }

    /// Whether `dryRun` is given; only `All` is a value.
    static func dryRun(_ values: [String], _ errors: inout [FieldError]) -> Bool {
        if values.contains(where: { $0 != "All" }) {
            let shown = values.map(quoted).joined(separator: ", ")
            errors.append(
                FieldError(
                    .notSupported, "dryRun", "Unsupported value: []string{\(shown)}: supported values: \"All\""))
        }
        return !values.isEmpty
    }
}
