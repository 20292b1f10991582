internal import KubernetesAPI

/// What the client wants back, negotiated from `Accept`.
struct ResponseFormat: Sendable, Equatable {
    enum Representation: Sendable, Equatable {
        /// The object itself, or a list of them.
        case whole
        /// A server-rendered table; the version of meta.k8s.io, `v1` or `v1beta1`.
        case table(String)
        /// Only metadata (PartialObjectMetadata), likewise.
        case metadata(String)
    }

    var representation = Representation.whole
    var isYAML = false
    var isPretty = false

    static let mediaTypes = ["application/json", "application/yaml"]

    init() {}

    /// Chooses by `Accept`, in the client's order of preference. Throws 406.
    /// - Parameter allowsTransforms: whether tables and partial metadata can be had of this resource.
    init(_ request: APIRequest, allowsTransforms: Bool) throws(StatusError) {
        isPretty = RequestInfo.isTrue(request.query["pretty"])
        let clauses = request.headers.all("Accept").flatMap { $0.split(separator: ",") }.map(MediaType.init)
        guard !clauses.isEmpty else { return }
        let ordered = clauses.enumerated().sorted { ($1.element.quality, $0.offset) < ($0.element.quality, $1.offset) }
        for (_, clause) in ordered where clause.quality > 0 && accept(clause, allowsTransforms) { return }
        throw .notAcceptable(accepted: Self.mediaTypes)
    }

    private mutating func accept(_ clause: MediaType, _ allowsTransforms: Bool) -> Bool {
        switch clause.name {
        case "application/json", "application/*", "*/*": isYAML = false
        case "application/yaml": isYAML = true
        default: return false
        }
        guard let kind = clause.parameters["as"] else { return true }
        guard allowsTransforms, clause.parameters["g"] == "meta.k8s.io", let version = clause.parameters["v"],
            ["v1", "v1beta1"].contains(version)
        else { return false }
        switch kind {
        case "Table": representation = .table(version)
        case "PartialObjectMetadata", "PartialObjectMetadataList": representation = .metadata(version)
        default: return false
        }
        return true
    }

    /// An answer of one document.
    func response(_ value: JSONValue, status: Int = 200) -> APIResponse {
        isYAML
            ? APIResponse(
                status: status, headers: ["Content-Type": "application/yaml"], body: .bytes(Array(value.yaml().utf8)))
            : .json(value.encoded(pretty: isPretty), status: status)
    }

    /// An answer of one document that is at hand as JSON; decoded only where the client wants another form.
    func response(encoded bytes: [UInt8], status: Int = 200) throws -> APIResponse {
        isYAML || isPretty ? response(try JSONValue.parse(bytes), status: status) : .json(bytes, status: status)
    }
}

/// A media type with its parameters, as in `Accept` and `Content-Type`.
struct MediaType: Sendable, Equatable {
    var name: String
    var parameters: [String: String] = [:]

    init(_ text: some StringProtocol) {
        let parts = text.split(separator: ";").map { trimmed($0) }
        name = parts.first?.lowercased() ?? ""
        for part in parts.dropFirst() {
            let sides = part.split(separator: "=", maxSplits: 1).map { trimmed($0) }
            if sides.count == 2 { parameters[sides[0].lowercased()] = sides[1] }
        }
    }

    /// The weight from `q`; 1 where there is none.
    var quality: Double { parameters["q"].flatMap(Double.init) ?? 1 }
}

private func trimmed(_ text: some StringProtocol) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
}
