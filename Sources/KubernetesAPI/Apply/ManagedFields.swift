/// The entries of `metadata.managedFields`: who manages which fields.
struct ManagedFields: Sendable {
    enum Operation: String, Sendable {
        case apply = "Apply"
        case update = "Update"
    }

    /// What tells managers apart. Those that apply are the same in every version of the API.
    struct Manager: Sendable, Hashable {
        var name: String
        var operation: Operation
        var apiVersion: String
        var subresource: String

        static func == (left: Manager, right: Manager) -> Bool {
            left.name == right.name && left.operation == right.operation && left.subresource == right.subresource
                && (left.operation == .apply || left.apiVersion == right.apiVersion)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(name)
            hasher.combine(operation)
        }

        /// How conflicts name it: `"kubectl" with subresource "status" using v1`.
        var description: String {
            quoted(name) + (subresource.isEmpty ? "" : " with subresource \(quoted(subresource))")
                + (operation == .update ? " using \(apiVersion)" : "")
        }
    }

    struct Entry: Sendable {
        var manager: Manager
        /// RFC 3339; nil where nothing was changed when the entry came to be.
        var time: String?
        var fields: FieldSet
    }

    private(set) var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }

    init() {}

    /// What an object has stored: entries this server has written.
    init(stored json: JSONValue?) {
        entries = (json?.array ?? []).compactMap { Entry($0) { FieldSet(trusted: $0) } }
    }

    /// What a client has sent. Throws for entries that make no sense.
    init(parsing json: JSONValue) throws(FieldSetError) {
        guard case .array(let list) = json else { throw FieldSetError("no list") }
        for item in list {
            let set = try FieldSet(parsing: item["fieldsV1"] ?? [:])
            guard let entry = Entry(item, { _ in set }), !entry.manager.apiVersion.isEmpty,
                item["fieldsType"] == "FieldsV1"
            else { throw FieldSetError("invalid entry") }
            self[entry.manager] = entry
        }
    }

    /// The entry of a manager. Its place in the list is given by ``json`` alone.
    subscript(manager: Manager) -> Entry? {
        get { entries.first { $0.manager == manager } }
        set {
            let index = entries.firstIndex { $0.manager == manager }
            switch (index, newValue) {
            case (let index?, let entry?): entries[index] = entry
            case (let index?, nil): entries.remove(at: index)
            case (nil, let entry?): entries.append(entry)
            case (nil, nil): break
            }
        }
    }

    /// Takes fields from everybody but one, and drops who has none left.
    mutating func take(_ fields: FieldSet, exceptFrom manager: Manager? = nil, of apiVersion: String) {
        for index in entries.indices where entries[index].manager != manager {
            guard entries[index].manager.apiVersion == apiVersion else { continue }
            entries[index].fields = entries[index].fields.subtracting(fields)
        }
        entries.removeAll { $0.fields.isEmpty }
    }

    /// Completes the entry of an apply: what nobody can own goes, and the time is that of the change, if there was one.
    mutating func settle(_ manager: Manager, without fields: FieldSet, changedAt now: Timestamp?) {
        guard var entry = self[manager] else { return }
        entry.fields = entry.fields.subtracting(fields)
        if let now { entry.time = now.description }
        self[manager] = entry.fields.isEmpty ? nil : entry
    }

    /// The form that is written, in Kubernetes' order; nil where there is no entry.
    var json: JSONValue? {
        if entries.isEmpty { return nil }
        let sorted = entries.map { (entry: $0, seconds: $0.seconds) }.sorted { left, right in
            let (one, other) = (left.entry.manager, right.entry.manager)
            if one.operation != other.operation { return one.operation == .apply }
            if left.seconds != right.seconds { return left.seconds < right.seconds }
            return (one.name, one.apiVersion, one.subresource) < (other.name, other.apiVersion, other.subresource)
        }
        return .array(sorted.map(\.entry.json))
    }
}

extension ManagedFields.Entry {
    init?(_ json: JSONValue, _ fields: (JSONValue?) -> FieldSet) {
        guard let operation = json["operation"]?.string.flatMap(ManagedFields.Operation.init) else { return nil }
        manager = ManagedFields.Manager(
            name: json["manager"]?.string ?? "", operation: operation, apiVersion: json["apiVersion"]?.string ?? "",
            subresource: json["subresource"]?.string ?? "")
        time = json["time"]?.string
        self.fields = fields(json["fieldsV1"])
    }

    var seconds: Int64 { time.flatMap { Timestamp($0) }?.seconds ?? 0 }

    /// The members in the order of the schema.
    var json: JSONValue {
        var members: [(key: String, value: JSONValue)] = []
        func add(_ key: String, _ text: String?) {
            if let text, !text.isEmpty { members.append((key, .string(text))) }
        }
        add("manager", manager.name)
        add("operation", manager.operation.rawValue)
        add("apiVersion", manager.apiVersion)
        add("time", time)
        add("fieldsType", "FieldsV1")
        members.append(("fieldsV1", fields.json))
        add("subresource", manager.subresource)
        return .object(JSONObject(unchecked: members))
    }
}
