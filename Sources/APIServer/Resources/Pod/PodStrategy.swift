import KubernetesAPI

/// Pods: run as written, replaced rather than edited.
struct PodStrategy: ResourceStrategy {
    let gates: FeatureGates

    func applyDefaults(to pod: inout JSONValue) { PodDefaults.apply(to: &pod) }

    func prepareForCreate(_ pod: inout JSONValue) {
        if !gates.ephemeralContainers { pod["spec"]?["ephemeralContainers"] = nil }
        PodDefaults.apply(to: &pod)
        PodDerivations.labelSelectors(&pod)
        PodDerivations.appArmorFields(&pod)
        var status: JSONObject = ["phase": "Pending"]
        if let gates = pod["spec", "schedulingGates"]?.array, !gates.isEmpty {
            status["conditions"] = [
                [
                    "type": "PodScheduled", "status": "False", "lastProbeTime": nil, "lastTransitionTime": nil,
                    "reason": "SchedulingGated",
                    "message": "Scheduling is blocked due to non-empty scheduling gates",
                ]
            ]
        }
        status["qosClass"] = .string(QualityOfService.of(pod).rawValue)
        pod["status"] = .object(status)
    }

    func validateCreate(_ pod: JSONValue) -> [FieldError] {
        var findings = Findings()
        findings.add(PodValidation.metadataAndSpec(pod))
        let spec = Field(root: pod)["spec"]
        if !spec["ephemeralContainers"].items.isEmpty {
            findings.forbidden(spec["ephemeralContainers"], "cannot be set on create")
        }
        if !spec["nodeName"].text.isEmpty, !spec["schedulingGates"].items.isEmpty {
            findings.forbidden(spec["nodeName"], "cannot be set until all schedulingGates have been cleared")
        }
        PodAnnotationValidation.matchFields(Field(root: pod), &findings)
        return findings.errors
    }

    func warnings(creating pod: JSONValue, sent: JSONValue) -> [String] {
        PodWarnings.of(pod, sent: sent)
    }

    func prepareForUpdate(_ new: inout JSONValue, old: JSONValue) {
        let hasAny = old["spec", "ephemeralContainers"]?.array?.isEmpty == false
        if !gates.ephemeralContainers, !hasAny { new["spec"]?["ephemeralContainers"] = nil }
        PodDefaults.apply(to: &new)
        new.reset("status", to: old)
    }

    func validateUpdate(_ new: JSONValue, old: JSONValue) -> [FieldError] {
        PodUpdateValidation.validate(new, old: old)
    }

    func selectableFields(_ pod: JSONValue) -> [String: String] {
        let spec = pod["spec"], status = pod["status"]
        return [
            "spec.nodeName": spec?["nodeName"]?.string ?? "",
            "spec.restartPolicy": spec?["restartPolicy"]?.string ?? "",
            "spec.schedulerName": spec?["schedulerName"]?.string ?? "",
            "spec.serviceAccountName": spec?["serviceAccountName"]?.string ?? "",
            "spec.hostNetwork": String(spec?["hostNetwork"]?.bool ?? false),
            "status.phase": status?["phase"]?.string ?? "",
            "status.podIP": status?["podIP"]?.string ?? "",
            "status.podIPs": (status?["podIPs"]?.array ?? []).compactMap { $0["ip"]?.string }.joined(separator: ","),
            "status.nominatedNodeName": status?["nominatedNodeName"]?.string ?? "",
        ]
    }

    var tableColumns: [TableColumn] { PodTable.columns }
    func tableCells(_ pod: JSONValue, now: Double) -> [JSONValue] { PodTable.cells(pod, now: now) }

    func tableRowConditions(_ pod: JSONValue) -> [JSONValue] {
        let messages = ["Succeeded": "The pod has completed successfully.", "Failed": "The pod failed."]
        guard let phase = pod["status", "phase"]?.string, let message = messages[phase] else { return [] }
        return [["type": "Completed", "status": "True", "reason": .string(phase), "message": .string(message)]]
    }

    var returnsDeletedObject: Bool { true }
    var isDeletedGracefully: Bool { true }

    /// What was asked for, else what the pod says; nothing to wait for where no container can be running.
    func gracePeriodForDeletion(_ pod: JSONValue, requested: Int64?) -> Int64 {
        let phase = pod["status", "phase"]?.string
        let unscheduled = (pod["spec", "nodeName"]?.string ?? "").isEmpty
        if unscheduled || phase == "Succeeded" || phase == "Failed" { return 0 }
        let period = requested ?? pod["spec", "terminationGracePeriodSeconds"]?.int64 ?? 0
        return period < 0 ? 1 : period
    }
}
