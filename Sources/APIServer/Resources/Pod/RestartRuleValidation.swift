import KubernetesAPI

/// The rules for what a container does by its exit code, before its restart policy counts.
enum RestartRuleValidation {
    static func validate(_ container: Field, _ findings: inout Findings) {
        let list = container["restartPolicyRules"], rules = list.items
        if rules.isEmpty { return }
        if !container["restartPolicy"].isSet {
            findings.required(container["restartPolicy"], "must specify restartPolicy when restart rules are used")
        }
        findings.atMost(20, list)
        for rule in rules {
            let codes = rule["exitCodes"]
            if rule["action"].text != "Restart" { findings.notSupported(rule["action"], ["Restart"]) }
            guard codes.isSet else {
                findings.required(codes, "must be specified")
                continue
            }
            if !["In", "NotIn"].contains(codes["operator"].text) {
                findings.notSupported(codes["operator"], ["In", "NotIn"])
            }
            findings.atMost(255, codes["values"])
        }
    }
}
