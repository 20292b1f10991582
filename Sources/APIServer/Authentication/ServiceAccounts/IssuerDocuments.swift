internal import KubernetesAPI

/// What others need to check tokens by themselves: OpenID discovery of the issuer and its public key.
extension ServiceAccountTokens {
    static let configurationPath = "/.well-known/openid-configuration"
    static let keysPath = "/openid/v1/jwks"

    /// Nil: the path is none of these.
    func respond(to request: APIRequest) -> APIResponse? {
        switch request.path {
        case Self.configurationPath:
            // The keys are where the asker has found this document.
            let base = request.headers["Host"].map { "https://\($0)" } ?? issuer
            return Self.document(
                [
                    "issuer": .string(issuer), "jwks_uri": .string(base + Self.keysPath),
                    "response_types_supported": ["id_token"], "subject_types_supported": ["public"],
                    "id_token_signing_alg_values_supported": ["ES256"],
                ], type: "application/json")
        case Self.keysPath: return Self.document(["keys": [key.publicKey]], type: "application/jwk-set+json")
        default: return nil
        }
    }

    private static func document(_ value: JSONValue, type: String) -> APIResponse {
        APIResponse(
            status: 200, headers: ["Content-Type": type, "Cache-Control": "public, max-age=3600"],
            body: .bytes(value.encoded()))
    }
}
