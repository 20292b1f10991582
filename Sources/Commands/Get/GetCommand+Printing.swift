internal import KubernetesAPI
internal import KubernetesClient

extension GetCommand {
    /// One table a kind; kinds are set apart by an empty line, and names carry their kind where there are several.
    func printTables(_ selections: [Selection]) async throws {
        var isFirst = true
        var nothing: Selection?
        for selection in selections {
            var printer = printer(for: selection, prefixed: selections.count > 1)
            for table in merged(try await selection.fetch(table: true)) {
                guard table["rows"]?.array?.isEmpty == false else {
                    nothing = selection
                    continue
                }
                if !isFirst { print() }
                isFirst = false
                printer.lines(of: table).forEach { print($0) }
            }
        }
        if isFirst, let nothing, !options.ignoreNotFound {
            printError(
                nothing.kind.namespaced && nothing.namespace != nil
                    ? "No resources found in \(session(of: nothing)) namespace." : "No resources found")
        }
    }

    private func session(of selection: Selection) -> String { selection.session.namespace }

    func printer(for selection: Selection, prefixed: Bool) -> TablePrinter {
        var printer = TablePrinter(
            wide: options.output == "wide", showsNamespace: options.allNamespaces && selection.kind.namespaced,
            showsHeader: !options.noHeaders, showsLabels: options.showLabels)
        if prefixed { printer.namePrefix = selection.kind.displayName + "/" }
        return printer
    }

    /// One table for the rows of several requests.
    private func merged(_ tables: [JSONValue]) -> [JSONValue] {
        guard var first = tables.first, tables.count > 1 else { return tables }
        first["rows"] = .array(tables.flatMap { $0["rows"]?.array ?? [] })
        return [first]
    }

    /// The objects whole: a single named one by itself, everything else as a list.
    func printObjects(_ selections: [Selection], _ format: OutputFormat) async throws {
        var items: [(JSONValue, ResourceKind)] = []
        for selection in selections {
            for answer in try await selection.fetch(table: false) {
                if let listed = answer["items"]?.array {
                    items += listed.map { (typed($0, selection.kind), selection.kind) }
                } else {
                    items.append((answer, selection.kind))
                }
            }
        }
        if format == .name {
            for (object, kind) in items { write(rendered(object, as: .name, kind: kind)) }
        } else if selections.count == 1, selections[0].names.count == 1 {
            if let (object, kind) = items.first { show(object, format, kind) }
        } else {
            let list: JSONValue = [
                "apiVersion": "v1", "items": .array(items.map(\.0)), "kind": "List",
                "metadata": ["resourceVersion": ""],
            ]
            show(list, format, nil)
        }
    }

    private func show(_ object: JSONValue, _ format: OutputFormat, _ kind: ResourceKind?, before: String = "") {
        write(before + rendered(object, as: format, kind: kind, showsManagedFields: options.showManagedFields))
    }

    /// Items of a list carry no kind of their own; on their own they need one.
    private func typed(_ item: JSONValue, _ kind: ResourceKind) -> JSONValue {
        var typed: JSONValue = ["apiVersion": .string(kind.apiVersion), "kind": .string(kind.kind)]
        for member in item.object?.members ?? [] { typed[member.key] = member.value }
        return typed
    }

    /// What there is, then every change, until the command is interrupted.
    func watch(_ selection: Selection, _ format: OutputFormat?) async throws {
        var printer = printer(for: selection, prefixed: false)
        let asTable = format == nil || format == .wide
        var request = selection.collection
        if asTable { request.headers["Accept"] = tableMediaTypes }
        let list = try await selection.session.client.json(request)
        func showChange(_ object: JSONValue) {
            if asTable {
                printer.lines(of: object).forEach { print($0) }
            } else if let format {
                show(object, format, selection.kind, before: format == .yaml ? "---\n" : "")
            }
            flushOutput()
        }
        if !options.watchOnly {
            if asTable {
                showChange(list)
            } else {
                (list["items"]?.array ?? []).forEach { showChange(typed($0, selection.kind)) }
            }
        }
        request.query["watch"] = "true"
        request.query["resourceVersion"] = list["metadata", "resourceVersion"]?.string
        for try await frame in try await selection.session.client.watchFrames(request) {
            guard let object = frame["object"] else { continue }
            if frame["type"]?.string == "ERROR" { throw StatusError(try Status(json: object)) }
            showChange(object)
        }
    }
}
