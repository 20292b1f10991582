public import KubernetesAPI

/// What holds for kinds that say nothing else.
extension ResourceStrategy {
    public func applyDefaults(to object: inout JSONValue) {}
    public func prepareForCreate(_ object: inout JSONValue) {}
    public func warnings(creating object: JSONValue, sent: JSONValue) -> [String] { [] }
    public func prepareForUpdate(_ new: inout JSONValue, old: JSONValue) {}
    public func bumpsGeneration(_ new: JSONValue, old: JSONValue) -> Bool { new["spec"] != old["spec"] }
    public func selectableFields(_ object: JSONValue) -> [String: String] { [:] }
    public var tableColumns: [TableColumn] { [.name, .age] }
    public func tableCells(_ object: JSONValue, now: Double) -> [JSONValue] {
        [Cell.name(object), Cell.created(object, now: now)]
    }
    public func tableRowConditions(_ object: JSONValue) -> [JSONValue] { [] }
    public func gracePeriodForDeletion(_ object: JSONValue, requested: Int64?) -> Int64 { 0 }
    public var resetFields: ResetFields { .all([["status"]]) }
}

extension SubresourceStrategy {
    public func project(_ parent: JSONValue, for client: ClientGeneration) -> JSONValue { parent }
    public func validateRaw(_ body: JSONValue, for client: ClientGeneration) -> [FieldError] { [] }
    public func generation(of request: APIRequest, body: JSONValue?) -> ClientGeneration { .current }
    public var resetFields: ResetFields { .all([["spec"]]) }
}

extension JSONValue {
    /// Takes over from another tree what this verb may not change, or clears it where the other has nothing.
    mutating func reset(_ member: String, to other: JSONValue) { self[member] = other[member] }
}
