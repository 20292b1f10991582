internal import KubernetesAPI
internal import KubernetesSchema

/// What the client wants back, negotiated from `Accept`.
struct ResponseFormat: Sendable, Equatable {
    enum Representation: Sendable, Equatable {
        /// The object itself, or a list of them.
        case whole
        /// A server-rendered table; the version of meta.k8s.io, `v1` or `v1beta1`.
        case table(String)
        /// Only metadata (PartialObjectMetadata), likewise.
        case metadata(String)
        /// The metadata of a list's items (PartialObjectMetadataList), likewise.
        case metadataList(String)
    }

    /// The encodings, by their media types.
    enum Encoding: String, Sendable, CaseIterable {
        case json = "application/json"
        case yaml = "application/yaml"
        case protobuf = "application/vnd.kubernetes.protobuf"
    }

    /// What a request is answered with.
    enum Answer {
        case object
        case list
        case watch
    }

    var representation = Representation.whole
    var encoding = Encoding.json
    var isPretty = false

    init() {}

    /// Chooses by `Accept`, in the client's order of preference. Throws 406.
    /// - Parameters:
    ///   - allowsTransforms: whether tables and partial metadata can be had of this resource.
    ///   - answer: what is to be written: YAML has no stream of frames.
    init(_ request: APIRequest, allowsTransforms: Bool, for answer: Answer = .object) throws(StatusError) {
        isPretty = Self.isPretty(request)
        let accepted = request.headers.all("Accept")
        if accepted.isEmpty || accepted == [Encoding.json.rawValue] { return }
        let clauses = accepted.flatMap { $0.split(separator: ",") }.map(MediaType.init)
        guard !clauses.isEmpty else { return }
        // Kubernetes' router compares types by their names before anything looks at what they mean.
        guard clauses.contains(where: { $0.name == "*/*" || Encoding(rawValue: $0.name) != nil }) else {
            // Lists and watches are one route.
            throw .notRoutable(
                accepting: Encoding.allCases.map(\.rawValue) + (answer == .object ? [] : Self.streamTypes))
        }
        let isWatch = answer == .watch
        let encodings = Encoding.allCases.filter { !isWatch || $0 != .yaml }
        let ordered = clauses.enumerated().sorted { ($1.element.quality, $0.offset) < ($0.element.quality, $1.offset) }
        for (_, clause) in ordered where clause.quality > 0 {
            for encoding in encodings where clause.matches(encoding.rawValue) {
                if accept(clause, encoding, allowsTransforms) { return }
            }
        }
        throw .notAcceptable(accepted: isWatch ? Self.streamTypes : encodings.map(\.rawValue))
    }

    private static let streamTypes = [Encoding.json, .protobuf].map { $0.rawValue + ";stream=watch" }

    /// The format for an answer that must be given in any case: a `Status`.
    init(anyFor request: APIRequest) {
        do {
            try self.init(request, allowsTransforms: false)
        } catch {
            self.init()
        }
    }

    private mutating func accept(_ clause: MediaType, _ encoding: Encoding, _ allowsTransforms: Bool) -> Bool {
        if let stream = clause.parameters["stream"], !stream.isEmpty, stream != "watch" || encoding == .yaml {
            return false
        }
        self.encoding = encoding
        guard let kind = clause.parameters["as"] else { return true }
        guard allowsTransforms, clause.parameters["g"] == "meta.k8s.io", let version = clause.parameters["v"],
            ["v1", "v1beta1"].contains(version)
        else { return false }
        switch kind {
        // Tables have no field numbers.
        case "Table" where encoding != .protobuf: representation = .table(version)
        case "PartialObjectMetadata": representation = .metadata(version)
        case "PartialObjectMetadataList": representation = .metadataList(version)
        default: return false
        }
        return true
    }

    /// Indented where the query says so, and for people with a browser or curl, as in Kubernetes.
    private static func isPretty(_ request: APIRequest) -> Bool {
        if let wish = request.query["pretty"], !wish.isEmpty { return RequestInfo.isTrue(wish) }
        guard let agent = request.headers["User-Agent"] else { return false }
        return ["curl", "Wget", "Mozilla/5.0"].contains { agent.hasPrefix($0) }
    }

    /// An answer of one document that names its kind. Throws 406 where it cannot be had as protobuf.
    func response(_ value: JSONValue, status: Int = 200) throws -> APIResponse {
        switch encoding {
        case .json: .json(isPretty ? value.encoded(indent: 2) : value.encoded(), status: status)
        case .yaml: response(body: Array(value.yaml().utf8), status: status)
        case .protobuf: response(body: try Self.protobuf(value), status: status)
        }
    }

    /// An answer whose body is at hand in this encoding.
    func response(body: [UInt8], status: Int = 200) -> APIResponse {
        APIResponse(status: status, headers: ["Content-Type": encoding.rawValue], body: .bytes(body))
    }

    /// An answer of one document that is at hand as JSON; decoded only where the client wants another form.
    func response(encoded bytes: [UInt8], status: Int = 200) throws -> APIResponse {
        encoding == .json && !isPretty
            ? .json(bytes, status: status) : try response(try JSONValue.parse(bytes), status: status)
    }

    /// A list; a long one is encoded while it is sent, where it goes out as it is stored.
    func response(_ list: ListPieces) throws -> APIResponse {
        guard encoding == .json, !isPretty, list.length > 512 << 10 else { return try response(encoded: list.bytes) }
        return APIResponse(
            status: 200, headers: ["Content-Type": encoding.rawValue], body: .pieces(list, length: list.length))
    }

    /// A document as protobuf, its type found by the kind it names.
    static func protobuf(_ value: JSONValue) throws -> [UInt8] {
        guard
            let type = Schema.shared.kind(value["kind"]?.string ?? "", apiVersion: value["apiVersion"]?.string ?? "v1")
        else { throw StatusError.notAcceptable(accepted: [Encoding.json.rawValue, Encoding.yaml.rawValue]) }
        return try ProtobufEnvelope.encode(value, as: type)
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

    /// Whether it stands for a type, by its name or with asterisks.
    func matches(_ type: String) -> Bool {
        name == type || name == "*/*" || name.hasSuffix("/*") && type.hasPrefix(name.dropLast())
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
