/// A selection by labels: every requirement must hold. Made from the text of a query (`app in (a,b),!old`) or from a
/// LabelSelector.
public struct LabelMatcher: Sendable, Equatable {
    public enum Operator: String, Sendable {
        case `in`, notIn = "notin", equals = "=", doubleEquals = "==", notEquals = "!=", exists, doesNotExist = "!"
        case greaterThan = "gt", lessThan = "lt"
    }

    public struct Requirement: Sendable, Equatable {
        public let key: String
        public let `operator`: Operator
        /// Sorted, without duplicates.
        public let values: [String]

        /// Throws ``SelectorError`` where the key, a value or their number is wrong.
        public init(_ key: String, _ operator: Operator, _ values: [String] = []) throws(SelectorError) {
            self.key = key
            self.operator = `operator`
            self.values = Set(values).sorted()
            let faults = faults
            if !faults.isEmpty { throw SelectorError(aggregate(faults)) }
        }
    }

    public var requirements: [Requirement]

    public init(_ requirements: [Requirement]) { self.requirements = requirements }

    /// Whether it selects everything.
    public var isEmpty: Bool { requirements.isEmpty }

    public func matches(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { $0.matches(labels[$0.key]) }
    }

    /// Matches the labels of an object's tree.
    public func matches(object: JSONValue) -> Bool {
        if requirements.isEmpty { return true }
        let labels = object["metadata", "labels"]
        return requirements.allSatisfy { $0.matches(labels?[$0.key]?.string) }
    }
}

extension LabelMatcher.Requirement {
    /// Whether an object with this value for the key, or without the key, is selected.
    func matches(_ value: String?) -> Bool {
        switch `operator` {
        case .in, .equals, .doubleEquals: value.map(values.contains) ?? false
        case .notIn, .notEquals: !(value.map(values.contains) ?? false)
        case .exists: value != nil
        case .doesNotExist: value == nil
        case .greaterThan: compares(value, >)
        case .lessThan: compares(value, <)
        }
    }

    private func compares(_ value: String?, _ order: (Int64, Int64) -> Bool) -> Bool {
        guard let value, let left = Int64(value), let bound = values.first, let right = Int64(bound) else {
            return false
        }
        return order(left, right)
    }

    fileprivate var faults: [String] {
        var faults: [String] = []
        let keyFaults = NameRules.qualifiedName(key)
        if !keyFaults.isEmpty {
            faults.append("key: Invalid value: \(quoted(key)): \(keyFaults.joined(separator: "; "))")
        }
        func wrongCount(_ rule: String) {
            faults.append("values: Invalid value: [\(values.map(quoted).joined(separator: ","))]: \(rule)")
        }
        switch `operator` {
        case .in, .notIn:
            if values.isEmpty { wrongCount("for 'in', 'notin' operators, values set can't be empty") }
        case .equals, .doubleEquals, .notEquals:
            if values.count != 1 { wrongCount("exact-match compatibility requires one single value") }
        case .exists, .doesNotExist:
            if !values.isEmpty { wrongCount("values set must be empty for exists and does not exist") }
        case .greaterThan, .lessThan:
            if values.count != 1 { wrongCount("for 'Gt', 'Lt' operators, exactly one value is required") }
            for (index, value) in values.enumerated() where Int64(value) == nil {
                faults.append(
                    "values[\(index)]: Invalid value: \(quoted(value)): for 'Gt', 'Lt' operators, the value must be an integer"
                )
            }
        }
        for (index, value) in values.enumerated() {
            let valueFaults = NameRules.labelValue(value)
            if !valueFaults.isEmpty {
                faults.append(
                    "values[\(index)][\(key)]: Invalid value: \(quoted(value)): \(valueFaults.joined(separator: "; "))")
            }
        }
        return faults
    }
}

/// Why a selector cannot be used, in Kubernetes' words.
public struct SelectorError: Error, Equatable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}

/// Several messages as Kubernetes' aggregate errors print them.
func aggregate(_ messages: [String]) -> String {
    messages.count == 1 ? messages[0] : "[\(messages.joined(separator: ", "))]"
}

extension LabelMatcher: CustomStringConvertible {
    public var description: String { requirements.map(\.description).joined(separator: ",") }
}

extension LabelMatcher.Requirement: CustomStringConvertible {
    public var description: String {
        let list = values.joined(separator: ",")
        return switch `operator` {
        case .in: "\(key) in (\(list))"
        case .notIn: "\(key) notin (\(list))"
        case .equals, .doubleEquals, .notEquals: "\(key)\(`operator`.rawValue)\(list)"
        case .exists: key
        case .doesNotExist: "!\(key)"
        case .greaterThan: "\(key)>\(list)"
        case .lessThan: "\(key)<\(list)"
        }
    }
}
