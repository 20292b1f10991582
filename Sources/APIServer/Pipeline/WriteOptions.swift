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
    /// Whether an apply takes fields that others manage.
    var force = false
    var fieldValidation = FieldValidation.warn

    init() {}

    /// Throws 422 for values Kubernetes refuses.
    /// - Parameter kind: `CreateOptions`, `UpdateOptions` or `PatchOptions`, for messages.
    init(_ query: QueryItems, kind: String) throws(StatusError) { try self.init(query, kind: kind, findings: []) }

    /// The options of a patch.
    init(_ query: QueryItems, patch: PatchDocument.Kind) throws(StatusError) {
        var findings: [FieldError] = []
        if patch == .apply, query["fieldManager"] ?? "" == "" {
            findings.append(
                FieldError(.required, "fieldManager", "Required value: is required for apply patch"))
        }
        if patch != .apply, query["force"] != nil {
            findings.append(
                FieldError(.forbidden, "force", "Forbidden: may not be specified for non-apply patch"))
        }
        try self.init(query, kind: "PatchOptions", findings: findings)
        force = RequestInfo.isTrue(query["force"])
    }

    private init(_ query: QueryItems, kind: String, findings: [FieldError]) throws(StatusError) {
        var errors = findings
        dryRun = Self.dryRun(query.all("dryRun"), &errors)
        fieldManager = query["fieldManager"] ?? ""
        errors += Self.violations(fieldManager: fieldManager, "fieldManager")
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

    /// How many bytes a manager's name may have.
    static let longestFieldManager = 128

    /// What is wrong with a manager's name at a path.
    static func violations(fieldManager: String, _ path: String) -> [FieldError] {
        var errors: [FieldError] = []
        if fieldManager.utf8.count > longestFieldManager {
            errors.append(
                FieldError(.tooLong, path, "Too long: may not be more than \(longestFieldManager) bytes"))
        }
        var position = 0
        for scalar in fieldManager.unicodeScalars {
            if !isPrintable(scalar) {
                let code = String(scalar.value, radix: 16, uppercase: true)
                let shown = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
                errors.append(
                    FieldError(
                        .invalid, path,
                        "Invalid value: \(quoted(fieldManager)): invalid character \(shown) (at position \(position))"))
            }
            position += scalar.utf8.count
        }
        return errors
    }

    /// As Go's unicode.IsPrint has it: letters, marks, numbers, punctuation, symbols and the plain space.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: scalar == " "
        default: true
        }
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
