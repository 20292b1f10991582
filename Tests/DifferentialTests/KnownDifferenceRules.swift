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
        guard pod["spec"] != nil, pod["spec", "serviceAccountName"] == nil else { return }
        pod["spec"]?["serviceAccount"] = "default"
        pod["spec"]?["serviceAccountName"] = "default"
    },
    KnownDifference("pod-generation") { _, answer, step in
        // There it is tested.
        guard !step.name.hasPrefix("update/generation/") else { return }
        answer.editObjects(of: "Pod") { $0["metadata"]?["generation"] = nil }
        answer.editObjects(of: "PartialObjectMetadata") { $0["metadata"]?["generation"] = nil }
    },
    .overlooking("pods-are-placed-on-creation", of: "Pod") { pod in
        guard var conditions = pod["status", "conditions"]?.array else { return }
        conditions.removeAll { $0["type"] == "PodScheduled" && $0["reason"] == "Unschedulable" }
        pod["status"]?["conditions"] = conditions.isEmpty ? nil : .array(conditions)
    },
    .expecting("node-not-ready-taint", of: "Node") { node in
        guard var taints = node["spec", "taints"]?.array else { return }
        taints.removeAll { $0["key"] == "node.kubernetes.io/not-ready" && $0["effect"] == "NoSchedule" }
        node["spec"]?["taints"] = taints.isEmpty ? nil : .array(taints)
    },
    KnownDifference("column-descriptions") { expected, answer, _ in
        expected.editObjects(of: "Table", dropDescriptions)
        answer.editObjects(of: "Table", dropDescriptions)
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

/// The texts that explain columns are written for people, each server's in its own words.
private func dropDescriptions(_ table: inout JSONValue) {
    table["columnDefinitions"] = table["columnDefinitions"]?.array.map { columns in
        .array(
            columns.map { column in
                var column = column
                column["description"] = nil
                return column
            })
    }
}
