import KubernetesAPI

/// The rules for selectors of labels and nodes.
enum SelectorValidation {
    static func labels(_ selector: Field, _ findings: inout Findings) {
        guard selector.isSet else { return }
        ObjectMetadata.labels(selector["matchLabels"], &findings)
        for requirement in selector["matchExpressions"].items {
            switch requirement["operator"].text {
            case "In", "NotIn", "Exists", "DoesNotExist": setOperator(requirement, &findings)
            default: unknownOperator(requirement, &findings)
            }
            key(requirement, &findings)
            values(requirement, &findings)
        }
    }

    /// - Parameter checksValues: preferences may name values that no label can have.
    static func nodeTerm(_ term: Field, checksValues: Bool, _ findings: inout Findings) {
        for requirement in term["matchExpressions"].items {
            switch requirement["operator"].text {
            case "In", "NotIn", "Exists", "DoesNotExist": setOperator(requirement, &findings)
            case "Gt", "Lt":
                if requirement["values"].items.count != 1 {
                    findings.required(
                        requirement["values"], "must be specified single value when `operator` is 'Lt' or 'Gt'")
                }
            default: unknownOperator(requirement, &findings)
            }
            key(requirement, &findings)
            if checksValues { values(requirement, &findings) }
        }
        for requirement in term["matchFields"].items { nodeField(requirement, &findings) }
    }

    /// The only field of a node that can be selected is its name.
    private static func nodeField(_ requirement: Field, _ findings: inout Findings) {
        if !["In", "NotIn"].contains(requirement["operator"].text) {
            unknownOperator(requirement, &findings)
        } else if requirement["values"].items.count != 1 {
            findings.required(
                requirement["values"],
                "must be only one value when `operator` is 'In' or 'NotIn' for node field selector")
        }
        guard requirement["key"].text == "metadata.name" else {
            return findings.invalid(
                requirement["key"], shown: .string(requirement["key"].text), "not a valid field selector key")
        }
        for value in requirement["values"].items { findings.invalid(value, NameRules.dnsSubdomain(value.text)) }
    }

    private static func setOperator(_ requirement: Field, _ findings: inout Findings) {
        let values = requirement["values"], takesValues = requirement["operator"].text.hasSuffix("In")
        if takesValues, values.items.isEmpty {
            findings.required(values, "must be specified when `operator` is 'In' or 'NotIn'")
        } else if !takesValues, !values.items.isEmpty {
            findings.forbidden(values, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
        }
    }

    private static func unknownOperator(_ requirement: Field, _ findings: inout Findings) {
        findings.invalid(
            requirement["operator"], shown: .string(requirement["operator"].text), "not a valid selector operator")
    }

    private static func key(_ requirement: Field, _ findings: inout Findings) {
        findings.invalid(
            Field(requirement["key"].path, .string(requirement["key"].text)),
            NameRules.qualifiedName(requirement["key"].text))
    }

    private static func values(_ requirement: Field, _ findings: inout Findings) {
        for value in requirement["values"].items { findings.invalid(value, NameRules.labelValue(value.text)) }
    }
}
