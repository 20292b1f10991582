internal import Crypto
internal import FoundationEssentials
internal import KubernetesAPI
internal import KubernetesSchema

/// A published document: its bytes, and the hash by which clients keep it.
struct Document: Sendable {
    let bytes: [UInt8]
    let contentType: String
    let hash: String

    init(bytes: [UInt8], contentType: String) {
        self.bytes = bytes
        self.contentType = contentType
        hash = SHA256.hash(data: Data(bytes)).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 2 ? digits : "0" + digits
        }.joined()
    }

    init(_ value: JSONValue, contentType: String = "application/json") {
        self.init(bytes: value.encoded(), contentType: contentType)
    }

    /// A document of a declared type as protobuf; nil where it cannot be written so.
    init?(protobuf value: JSONValue, as type: String, contentType: String = ProtobufEnvelope.mediaType) {
        do {
            self.init(
                bytes: try ProtobufEnvelope.encode(value, as: Schema.shared[type]), contentType: contentType)
        } catch {
            return nil
        }
    }

    /// The document, or 304 where the client has this very one.
    func response(to request: APIRequest) -> APIResponse {
        let tag = "\"\(hash)\""
        let headers: HeaderFields = ["Content-Type": contentType, "ETag": tag, "Vary": "Accept"]
        let known = request.headers["If-None-Match"]?.split { $0 == "," || $0 == " " } ?? []
        if known.contains(where: { $0 == tag || $0 == "W/\(tag)" }) {
            return APIResponse(status: 304, headers: headers)
        }
        return APIResponse(status: 200, headers: headers, body: .bytes(bytes))
    }

    static func notAcceptable(_ accepted: [String]) -> APIResponse {
        APIResponse(StatusError.notAcceptable(accepted: accepted))
    }
}

/// The media types of an `Accept` header in the client's order. Weights are ignored, as clients of Kubernetes send none.
struct AcceptHeader: Sendable {
    struct MediaType: Sendable, Equatable {
        var name: String
        var parameters: [String: String]

        /// JSON without a conversion to another kind.
        var isJSON: Bool { ["application/json", "application/*", "*/*"].contains(name) && parameters["as"] == nil }

        var isYAML: Bool { name == "application/yaml" && parameters["as"] == nil }

        /// Protobuf likewise.
        var isProtobuf: Bool { name == ProtobufEnvelope.mediaType && parameters["as"] == nil }
    }

    let types: [MediaType]

    /// No header at all accepts everything.
    init(_ headers: HeaderFields) {
        let texts = headers.all("Accept").flatMap { $0.split(separator: ",") }
        types =
            texts.isEmpty
            ? [MediaType(name: "*/*", parameters: [:])]
            : texts.map { text in
                let parts = text.split(separator: ";").map { $0.filter { $0 != " " } }
                var parameters: [String: String] = [:]
                for part in parts.dropFirst() {
                    let pair = part.split(separator: "=", maxSplits: 1)
                    if pair.count == 2 { parameters[String(pair[0])] = String(pair[1]) }
                }
                return MediaType(name: parts.first?.lowercased() ?? "", parameters: parameters)
            }
    }
}
