internal import KubernetesAPI
internal import KubernetesSchema

/// An object as a client sent it, in canonical form with the schema's defaults set.
struct DecodedObject: Sendable, Equatable {
    var value: JSONValue
    /// What was dropped and the client is to be warned of, one sentence each.
    var warnings: [String]
}

/// Brings what clients send into the form the registry works on. Everything it throws is a 4xx `StatusError`.
struct ObjectDecoder: Sendable {
    /// The kind the path asks for.
    var kind: String
    var group: String
    var version: String
    /// The name of its declaration in the schema.
    var schemaType: String

    var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

    init(_ definition: ResourceDefinition) {
        self.init(
            kind: definition.kind, group: definition.group, version: definition.version,
            schemaType: definition.schemaType)
    }

    init(kind: String, group: String, version: String, schemaType: String) {
        self.kind = kind
        self.group = group
        self.version = version
        self.schemaType = schemaType
    }

    /// Decodes the body of a POST or PUT.
    func decode(_ request: APIRequest, _ validation: WriteOptions.FieldValidation) throws(StatusError) -> DecodedObject
    {
        try decode(try RequestBody(request, as: kind, schemaType: schemaType), validation)
    }

    /// The same for a body that has been parsed.
    func decode(_ body: RequestBody, _ validation: WriteOptions.FieldValidation) throws(StatusError) -> DecodedObject {
        let typed: JSONValue
        do {
            typed = PairedFields.completed(try withTypeMeta(body.value, sent: body.text), kind: kind)
        } catch {
            throw error.status
        }
        let canonical: CanonicalTree
        do {
            canonical = try Schema.shared.canonical(typed, as: schemaType, duplicates: Set(body.duplicateFields))
        } catch {
            throw .cannotBeHandled(kind: kind, version: version, as: kind, error)
        }
        let lines = body.duplicateLines
        switch validation {
        case .ignore: return DecodedObject(value: defaulted(canonical.value, sent: typed), warnings: [])
        case .warn:
            let strict = StrictDecodingError(lines + canonical.faults)
            return DecodedObject(value: defaulted(canonical.value, sent: typed), warnings: strict.sentences)
        case .strict:
            // All of YAML's own faults are one error, line by line.
            let yaml = lines.isEmpty ? [] : [Self.yamlFault(lines)]
            let strict = StrictDecodingError(yaml + canonical.faults)
            if !strict.sentences.isEmpty { throw .cannotBeHandled(kind: kind, version: version, as: kind, strict) }
            return DecodedObject(value: defaulted(canonical.value, sent: typed), warnings: [])
        }
    }

    /// Checks what a patch has made of an object.
    func decode(
        patched tree: JSONValue, by patch: PatchDocument, _ validation: WriteOptions.FieldValidation
    ) throws(StatusError) -> DecodedObject {
        func invalid(_ shown: String, _ error: String) -> StatusError {
            .invalid(
                kind: "", name: "",
                errors: [FieldError(.invalid, "patch", "Invalid value: \(quoted(shown)): \(error)")])
        }
        // A strategic merge patch goes another way in Kubernetes, which knows the patch but not the patched text.
        let isStrategic = patch.kind == .strategic
        let shown = isStrategic ? patch.body.goText : String(decoding: tree.encoded(), as: UTF8.self)
        let typed: JSONValue
        do {
            let own = isStrategic ? withOwnTypeMeta(tree) : try withTypeMeta(tree, sent: [])
            typed = PairedFields.completed(own, kind: kind)
        } catch {
            throw invalid(shown, error.reason)
        }
        let canonical: CanonicalTree
        do {
            canonical = try Schema.shared.canonical(typed, as: schemaType)
        } catch {
            throw invalid(shown, isStrategic ? error.converterDescription : error.description)
        }
        let unknown = isStrategic ? canonical.faults.sorted() : canonical.faults
        if patch.kind == .apply, validation == .strict, !patch.faults.isEmpty {
            throw .badRequest(
                "error strict decoding YAML: error converting YAML to JSON: " + Self.yamlFault(patch.faults))
        }
        let strict = StrictDecodingError(patch.faults + unknown)
        if validation == .strict, !strict.sentences.isEmpty {
            let isPatchItself = unknown.isEmpty && !isStrategic
            throw invalid(isPatchItself ? String(decoding: patch.text, as: UTF8.self) : shown, strict.description)
        }
        return DecodedObject(
            value: defaulted(canonical.value, sent: typed), warnings: validation == .warn ? strict.sentences : [])
    }

    private static func yamlFault(_ lines: [String]) -> String {
        "yaml: unmarshal errors:" + lines.map { "\n  \($0)" }.joined()
    }

    private func defaulted(_ value: JSONValue, sent: JSONValue) -> JSONValue {
        var value = value
        Schema.shared.applyDefaults(to: &value, as: schemaType)
        // Here alone an empty list says something else than none, which the canonical form cannot.
        if sent[metadata: "managedFields"] == [] { value[metadata: "managedFields"] = FieldManager.reset }
        return value
    }

    /// Why a tree is not of the kind that the path asks for.
    private struct KindFault: Error {
        var reason: String
        var status: StatusError
    }

    /// The tree with kind and apiVersion, which may be left out, at its head.
    /// - Parameter sent: the bytes it was read from, for messages.
    private func withTypeMeta(_ tree: JSONValue, sent: [UInt8]) throws(KindFault) -> JSONValue {
        func unreadable(_ text: String) -> KindFault {
            let reason = "couldn't get version/kind; json parse error: \(text)"
            return KindFault(reason: reason, status: .unrecognized(kind, reason, sent))
        }
        // As Go reads it, null is an object in which nothing is set.
        guard case .object(let members) = tree == .null ? [:] : tree else {
            throw unreadable(
                "json: cannot unmarshal \(tree.sort) into Go value of type struct { APIVersion string "
                    + "\"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }")
        }
        for key in ["kind", "apiVersion"] {
            guard let value = members[key], value != .null, value.string == nil else { continue }
            throw unreadable("json: cannot unmarshal \(value.sort) into Go struct field .\(key) of type string")
        }
        let sentKind = nonEmpty(members["kind"]?.string) ?? kind
        let sentVersion = nonEmpty(members["apiVersion"]?.string) ?? apiVersion
        let sentType = Schema.shared.kind(sentKind, apiVersion: sentVersion)
        if sentKind != kind || sentVersion != apiVersion, sentKind != kind || sentType == nil {
            throw wrongKind(sentKind, sentVersion, sentType, tree)
        }
        if sentVersion != apiVersion {
            let reason =
                "the API version in the data (\(sentVersion)) does not match the expected API version (\(apiVersion))"
            throw KindFault(reason: reason, status: .badRequest(reason))
        }
        return headed(kind: .string(kind), apiVersion: .string(apiVersion), members)
    }

    /// The tree with this kind and apiVersion at its head, whatever it says they are; what is no text is left for the schema to
    /// refuse.
    private func withOwnTypeMeta(_ tree: JSONValue) -> JSONValue {
        guard case .object(let members) = tree else { return tree }
        func head(_ key: String, _ own: String) -> JSONValue {
            let told = members[key] ?? .null
            return told == .null || told.string != nil ? .string(own) : told
        }
        return headed(kind: head("kind", kind), apiVersion: head("apiVersion", apiVersion), members)
    }

    private func headed(kind: JSONValue, apiVersion: JSONValue, _ members: JSONObject) -> JSONValue {
        var typed: JSONObject = ["kind": kind, "apiVersion": apiVersion]
        for (key, value) in members.members where key != "kind" && key != "apiVersion" { typed[key] = value }
        return .object(typed)
    }

    private func wrongKind(
        _ sentKind: String, _ sentVersion: String, _ sentType: TypeDeclaration?, _ tree: JSONValue
    ) -> KindFault {
        let version = String(sentVersion.split(separator: "/").last ?? "")
        let package = group.isEmpty ? "core" : String(group.prefix { $0 != "." })
        var reason =
            sentType != nil
            ? "converting (\(version).\(sentKind)) to (\(package).\(kind)): unknown conversion"
            : "no kind \(quoted(sentKind)) is registered for version \(quoted(sentVersion)) in scheme "
                + "\"pkg/api/legacyscheme/scheme.go:30\""
        // What is not even of the kind that it names is told so.
        if let sentType {
            do { _ = try Schema.shared.canonical(tree, as: sentType) } catch { reason = error.description }
        }
        return KindFault(
            reason: reason,
            status: .badRequest(
                "\(sentKind) in version \(quoted(version)) cannot be handled as a \(kind): \(reason)"))
    }
}

func nonEmpty(_ text: String?) -> String? { text?.isEmpty == false ? text : nil }
