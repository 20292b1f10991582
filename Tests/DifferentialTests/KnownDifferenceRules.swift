import KubernetesAPI

/// Every rule, applied in this order.
let knownDifferences: [KnownDifference] = [
    .expecting("namespace-name-label", of: "Namespace") { namespace in
        guard let name = namespace["metadata", "name"] else { return }
        var labels = namespace["metadata", "labels"] ?? [:]
        labels["kubernetes.io/metadata.name"] = name
        namespace["metadata"]?["labels"] = labels
    },
    .expecting("service-account-admission", of: "Pod") { pod in
        // A node's own pods have none.
        guard pod["spec"] != nil, pod["spec", "serviceAccountName"] == nil,
            pod["metadata", "annotations", "kubernetes.io/config.mirror"] == nil
        else { return }
        pod["spec"]?["serviceAccount"] = "default"
        pod["spec"]?["serviceAccountName"] = "default"
    },
    KnownDifference("pod-generation") { expected, answer, step in
        // There it is tested.
        guard !step.name.hasPrefix("update/generation/") else { return }
        for kind in ["Pod", "PartialObjectMetadata"] {
            expected.editObjects(of: kind) { $0["metadata"]?["generation"] = nil }
            answer.editObjects(of: kind) { $0["metadata"]?["generation"] = nil }
        }
    },
    .overlooking("pods-are-placed-on-creation", of: "Pod") { pod in
        guard var conditions = pod["status", "conditions"]?.array else { return }
        conditions.removeAll { $0["type"] == "PodScheduled" && $0["reason"] == "Unschedulable" }
        pod["status"]?["conditions"] = conditions.isEmpty ? nil : .array(conditions)
    },
    .overlooking("namespace-contents", of: "ConfigMapList") { list in
        guard let items = list["items"]?.array else { return }
        list["items"] = .array(items.filter { $0["metadata", "name"] != "kube-root-ca.crt" })
    },
    .expecting("node-not-ready-taint", of: "Node") { node in
        guard var taints = node["spec", "taints"]?.array else { return }
        taints.removeAll { $0["key"] == "node.kubernetes.io/not-ready" && $0["effect"] == "NoSchedule" }
        node["spec"]?["taints"] = taints.isEmpty ? nil : .array(taints)
    },
    .expecting("go-nil-lists", of: "CSINode") { node in
        guard let drivers = node["spec", "drivers"] else { return }
        node["spec"]?["drivers"] = .array(
            (drivers.array ?? []).map { driver in
                var driver = driver
                if driver["topologyKeys"] == .null { driver["topologyKeys"] = [] }
                return driver
            })
    },
    KnownDifference("bookmarks") { expected, answer, _ in
        expected.keepEvents { $0["type"] != "BOOKMARK" }
        answer.keepEvents { $0["type"] != "BOOKMARK" }
    },
    KnownDifference("one-commit-deletions") { expected, _, _ in expected.joinDeletions() },
    KnownDifference("root-ca") { _, answer, _ in
        answer.keepEvents { $0["object", "kind"] != "ConfigMap" || $0.subject?["name"] != "kube-root-ca.crt" }
    },
    KnownDifference("discovery-hints") { expected, answer, _ in
        expected.editObjects(of: "APIResourceList", dropHints)
        answer.editObjects(of: "APIResourceList", dropHints)
    },
    KnownDifference("discovery-address") { expected, _, _ in
        for kind in ["APIVersions", "APIGroup"] {
            expected.editObjects(of: kind) { document in
                if document["serverAddressByClientCIDRs"] != nil { document["serverAddressByClientCIDRs"] = [] }
            }
        }
    },
    .rewording("scheme-path") { $0.replacing("\"k8s.io/kubernetes/pkg/api/", with: "\"pkg/api/") },
    .rewording("storage-details") {
        $0.replacing(#/StorageError: invalid object, Code: 4, Key: .*, AdditionalErrorMsg: /#, with: "")
    },
    KnownDifference("patched-text") { expected, answer, _ in
        expected.editObjects(of: "Status") { $0.editMessages(sortingPatched) }
        answer.editObjects(of: "Status") { $0.editMessages(sortingPatched) }
    },
    .expecting("review-metadata", of: "SelfSubjectAccessReview") { review in
        if review["metadata", "creationTimestamp"] == .null { review["metadata"]?["creationTimestamp"] = nil }
    },
    .expecting("empty-metadata-list", of: "PartialObjectMetadataList") { list in
        if list["items"] == .null { list["items"] = [] }
    },
    KnownDifference("eviction-version") { expected, _, _ in
        expected.headers.removeAll {
            $0.name == "Warning" && $0.value.contains("policy/v1beta1 Eviction is deprecated")
        }
    },
    KnownDifference("other-kinds") { expected, answer, _ in
        guard case .documents(let theirs) = expected.body, case .documents(let ours) = answer.body,
            let their = theirs.first, let our = ours.first, their["kind"] == our["kind"]
        else { return }
        for (kind, list) in ["APIResourceList": "resources", "APIGroupList": "groups", "APIGroup": "versions"]
        where their["kind"]?.string == kind {
            expected.body = .documents([their.keeping(list, of: our)])
            answer.body = .documents([our.keeping(list, of: their)])
        }
    },
    KnownDifference("column-descriptions") { expected, answer, _ in
        expected.editObjects(of: "Table", dropDescriptions)
        answer.editObjects(of: "Table", dropDescriptions)
    },
    .rewording("available-representations") { message in
        message != "406: Not Acceptable"
            ? message
            : message
                + "\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf"
    },
    .expecting("restarts-are-text", of: "Table") { table in
        let columns = table["columnDefinitions"]?.array ?? []
        guard let index = columns.firstIndex(where: { $0["name"] == "Restarts" }) else { return }
        var changed = columns
        changed[index]["type"] = "string"
        table["columnDefinitions"] = .array(changed)
        table["rows"] = table["rows"]?.array.map { rows in
            .array(
                rows.map { row in
                    var row = row
                    guard var cells = row["cells"]?.array, index < cells.count else { return row }
                    cells[index] = cells[index].int64.map { .string(String($0)) } ?? cells[index]
                    row["cells"] = .array(cells)
                    return row
                })
        }
    },
]

/// The object that a patch has made, in the refusal of it: with sorted members and without what the normalizer drops elsewhere.
private func sortingPatched(_ message: String) -> String {
    guard let match = message.firstMatch(of: #/Invalid value: ("\{(?:[^"\\]|\\.)*")/#),
        let text = (try? JSONValue.parse(match.1.utf8))?.string,  // a text in Go's quotes may be no JSON
        var object = try? JSONValue.parse(text.utf8), object["metadata"] != nil
    else { return message }
    object["metadata"]?["managedFields"] = nil
    object["metadata"]?["resourceVersion"] = "VERSION"
    let sorted = JSONValue.string(String(decoding: object.sortedByKeys.encoded(), as: UTF8.self))
    return message.replacing(match.1, with: String(decoding: sorted.encoded(), as: UTF8.self))
}

/// The texts that explain columns are written for people, each server's in its own words.
private func dropDescriptions(_ table: inout JSONValue) {
    guard let columns = table["columnDefinitions"]?.array else { return }
    table["columnDefinitions"] = .array(
        columns.map { column in
            var column = column
            column["description"] = nil
            return column
        })
}

/// What clients need not know of a resource.
private func dropHints(_ list: inout JSONValue) {
    list["apiVersion"] = nil
    list["resources"] = list["resources"]?.array.map { resources in
        .array(
            resources.map { resource in
                var resource = resource
                resource["singularName"] = nil
                resource["storageVersionHash"] = nil
                return resource
            })
    }
}

extension RecordedAnswer {
    /// Takes out of a watch the events that are not to be kept.
    fileprivate mutating func keepEvents(where isKept: (JSONValue) -> Bool) {
        guard case .documents(let events) = body, events.first?["type"] != nil else { return }
        let kept = events.filter(isKept)
        // A watch without events has a body without documents, which is read as a text.
        body = kept.isEmpty ? .text("") : .documents(kept)
    }

    /// Makes one event of the two that tell of a deletion without grace.
    fileprivate mutating func joinDeletions() {
        guard case .documents(var events) = body else { return }
        for index in events.indices.dropFirst().reversed() {
            let mark = events[index - 1]
            guard mark["type"] == "MODIFIED", mark.subject?["deletionGracePeriodSeconds"] == 0,
                events[index]["type"] == "DELETED", events[index].subject?["uid"] == mark.subject?["uid"]
            else { continue }
            events[index - 1]["type"] = "DELETED"
            events.remove(at: index)
        }
        body = .documents(events)
    }
}

extension JSONValue {
    /// The metadata of the object that an event of a watch tells of, whole or as the row of a table.
    fileprivate var subject: JSONValue? {
        let row = self["object", "rows"]?.array?.first?["object"]
        return (row ?? self["object"])?["metadata"]
    }

    /// Without the elements of a list that `other` does not have, known by their names.
    fileprivate func keeping(_ list: String, of other: JSONValue) -> JSONValue {
        func name(_ element: JSONValue) -> String? { (element["name"] ?? element["version"])?.string }
        let names = Set((other[list]?.array ?? []).compactMap(name))
        var value = self
        value[list] = .array((self[list]?.array ?? []).filter { names.contains(name($0) ?? "") })
        return value
    }
}
