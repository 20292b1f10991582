internal import KubernetesAPI

/// `POST pods/NAME/eviction`: a deletion that asks for leave first. Nothing here refuses it, as there are no disruption budgets.
struct PodEviction: Sendable {
    let pods: ResourceRegistry

    func evict(_ request: APIRequest, _ exchange: Exchange) async throws -> APIResponse {
        let info = exchange.info
        let options = try WriteOptions(request.query, kind: "CreateOptions")
        let decoder = ObjectDecoder(kind: "Eviction", group: "policy", version: "v1", schemaType: "Eviction")
        var body = try RequestBody(request, as: decoder.kind, schemaType: decoder.schemaType)
        // Both versions say the same.
        if body.value["apiVersion"] == "policy/v1beta1" { body.value["apiVersion"] = "policy/v1" }
        let eviction = exchange.accept(try decoder.decode(body, options.fieldValidation))
        guard eviction.name == info.name else {
            throw StatusError.badRequest("name in URL does not match name in Eviction object")
        }
        let deletion = try DeleteOptions(json: eviction["deleteOptions"] ?? [:])
        let isChecked = deletion.dryRun.isEmpty || !options.dryRun || deletion.dryRun == request.query.all("dryRun")
        guard isChecked else {
            throw StatusError.badRequest(
                "Non-matching dry-run options in request and content: \(request.query.all("dryRun")) and "
                    + "\(deletion.dryRun)")
        }
        _ = try await pods.delete(
            info.name, namespace: info.namespace, try DeleteRequest(deletion, dryRun: options.dryRun ? ["All"] : []))
        return .json(StatusSuccess.created, status: 201)
    }
}
