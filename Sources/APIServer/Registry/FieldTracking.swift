internal import KubernetesAPI
internal import KubernetesSchema

/// How a write keeps `metadata.managedFields`.
enum FieldTracking: Sendable {
    /// What differs is the manager's from now on.
    case update(FieldManager)
    /// The object comes with them, as the result of an apply.
    case applied

    /// Sets those of an object that is created, to which nothing was added yet that the client has not sent.
    func track(creating object: inout JSONValue) {
        guard case .update(let manager) = self else { return }
        object[metadata: "managedFields"] = manager.managedFields(
            updating: nil, to: object, requested: object[metadata: "managedFields"], now: .now)
    }

    /// Sets those of a new version.
    /// - Parameters:
    ///   - sent: the object as the client has sent it, or as the apply has made it.
    ///   - isWhole: whether it is the object itself; through a subresource an update cannot set managed fields.
    func track(_ new: inout JSONValue, old: JSONValue, sent: JSONValue, isWhole: Bool) {
        let sent = sent[metadata: "managedFields"]
        switch self {
        case .update(let manager):
            new[metadata: "managedFields"] = manager.managedFields(
                updating: old, to: new, requested: isWhole ? sent : nil, now: .now)
        case .applied: new[metadata: "managedFields"] = sent
        }
        // A write that comes to nothing once defaults are set is no change, whatever time it is.
        guard new[metadata: "managedFields"] != old[metadata: "managedFields"] else { return }
        if Self.withoutTimes(new) == Self.withoutTimes(old) { new = old }
    }

    private static func withoutTimes(_ object: JSONValue) -> JSONValue {
        var object = object
        object[metadata: "managedFields"] = object[metadata: "managedFields"]?.array.map { entries in
            .array(
                entries.map { entry in
                    var entry = entry
                    entry["time"] = nil
                    return entry
                })
        }
        return object
    }

    /// What is wrong with entries that a client has sent.
    static func violations(_ object: JSONValue) -> [FieldError] {
        (object[metadata: "managedFields"]?.array ?? []).enumerated().flatMap { index, entry in
            let path = "metadata.managedFields[\(index)]"
            var errors = WriteOptions.violations(fieldManager: entry["manager"]?.string ?? "", "\(path).manager")
            if (entry["subresource"]?.string ?? "").utf8.count > 256 {
                errors.append(
                    FieldError(.tooLong, "\(path).subresource", "Too long: may not be more than 256 bytes"))
            }
            return errors
        }
    }
}

extension ResourceRegistry {
    /// Who a request writes as: the manager it names, else the program that sent it.
    func fieldManager(
        _ request: APIRequest, _ options: WriteOptions, _ subresource: SubresourceDefinition? = nil
    ) -> FieldManager {
        let name = nonEmpty(options.fieldManager) ?? Self.program(userAgent: request.headers["User-Agent"] ?? "")
        return fieldManager(name, subresource)
    }

    func fieldManager(_ name: String, _ subresource: SubresourceDefinition? = nil) -> FieldManager {
        FieldManager(
            name: name, kind: Schema.shared[definition.schemaType], subresource: subresource?.name ?? "",
            resetFields: subresource?.strategy?.resetFields ?? strategy.resetFields)
    }

    /// The name before the first slash, without what cannot be printed, cut to what a manager's name may be long.
    private static func program(userAgent: String) -> String {
        var name = ""
        for scalar in userAgent.prefix(while: { $0 != "/" }).unicodeScalars where WriteOptions.isPrintable(scalar) {
            if name.utf8.count + scalar.utf8.count > WriteOptions.longestFieldManager { break }
            name.unicodeScalars.append(scalar)
        }
        return name
    }
}
