internal import KubernetesAPI
internal import ResourceStore

/// The query of a list or watch (meta/v1 ListOptions), checked.
struct ListQuery: Sendable {
    enum Match: String, Sendable {
        case exact = "Exact"
        case notOlderThan = "NotOlderThan"
    }

    /// A page holds no more objects, whatever was asked for: a client that asks for pages follows their tokens. A list that
    /// was asked for whole is sent whole, encoded as it goes out.
    static let largestPage = 10_000

    var namespace = ""
    var selection: Selection
    var limit: Int?
    var continueToken: ContinueToken?
    /// Nil: the newest; 0: any.
    var revision: Revision?
    var match: Match?
    // Of a watch only.
    var sendsInitialEvents: Bool?
    var allowsBookmarks = false
    var timeoutSeconds: Int64?

    init(namespace: String = "", selection: Selection) {
        self.namespace = namespace
        self.selection = selection
    }

    /// Throws 400 for what cannot be read and 422 for combinations that Kubernetes refuses.
    init(_ query: QueryItems, namespace: String, name: String, isWatch: Bool, of definition: ResourceDefinition)
        throws
    {
        self.namespace = namespace
        selection = try Selection(
            labels: query["labelSelector"] ?? "", fields: query["fieldSelector"] ?? "", name: name,
            namespace: namespace, of: definition)
        limit = try Self.number(query, "limit").map { min(Int(clamping: max(0, $0)), Self.largestPage) }
        if limit == 0 { limit = nil }
        timeoutSeconds = try Self.number(query, "timeoutSeconds")
        allowsBookmarks = RequestInfo.isTrue(query["allowWatchBookmarks"])
        sendsInitialEvents = query["sendInitialEvents"].map { RequestInfo.isTrue($0) }
        let version = query["resourceVersion"] ?? ""
        let matchText = query["resourceVersionMatch"] ?? ""
        let token = query["continue"] ?? ""
        let errors =
            isWatch
            ? ListRules.watchViolations(sendsInitialEvents: sendsInitialEvents, match: matchText, token: token)
            : ListRules.listViolations(
                version: version, match: matchText, token: token, sendsInitialEvents: sendsInitialEvents)
        if !errors.isEmpty {
            throw StatusError.invalid(kind: "ListOptions", group: "meta.k8s.io", name: "", errors: errors)
        }
        match = Match(rawValue: matchText)
        revision = try Self.revision(version)
        // A client that takes any revision is served from kube-apiserver's cache, which knows no pages.
        if revision == 0, token.isEmpty { limit = nil }
        guard !token.isEmpty, !isWatch else { return }
        continueToken = try ContinueToken(token)
        if let revision, revision > 0 {
            throw StatusError.badRequest("specifying resource version is not allowed when using continue")
        }
    }

    /// A resourceVersion from a query; nil where it is empty. Throws 400.
    static func revision(_ text: String) throws(StatusError) -> Revision? {
        if text.isEmpty { return nil }
        guard let revision = UInt64(text) else {
            throw .badRequest(
                "resourceVersion: Invalid value: \(quoted(text)): strconv.ParseUint: parsing \(quoted(text)): invalid syntax"
            )
        }
        return Revision(clamping: revision)
    }

    private static func number(_ query: QueryItems, _ name: String) throws(StatusError) -> Int64? {
        guard let text = query[name] else { return nil }
        guard let value = Int64(text) else {
            throw .badRequest("strconv.ParseInt: parsing \(quoted(text)): invalid syntax")
        }
        return value
    }
}

/// Which options of a list or a watch go together (meta/internalversion ValidateListOptions).
enum ListRules {
    static func listViolations(
        version: String, match: String, token: String, sendsInitialEvents: Bool?
    ) -> [FieldError] {
        var errors: [FieldError] = []
        if !match.isEmpty {
            if version.isEmpty {
                errors.append(
                    forbidden(
                        "resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided"))
            }
            if !token.isEmpty { errors.append(matchWithContinue) }
            if ListQuery.Match(rawValue: match) == nil {
                errors.append(unsupported(match, "\"Exact\", \"NotOlderThan\", \"\""))
            }
            if match == "Exact", version == "0" {
                errors.append(
                    forbidden(
                        "resourceVersionMatch",
                        "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""))
            }
        }
        if sendsInitialEvents != nil {
            errors.append(forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"))
        }
        return errors
    }

    static func watchViolations(sendsInitialEvents: Bool?, match: String, token: String) -> [FieldError] {
        var errors: [FieldError] = []
        if sendsInitialEvents != nil, match != "NotOlderThan" {
            errors.append(
                forbidden(
                    "resourceVersionMatch",
                    "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"))
        }
        guard !match.isEmpty else { return errors }
        if sendsInitialEvents == nil {
            errors.append(
                forbidden(
                    "resourceVersionMatch",
                    "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"))
        }
        if match != "NotOlderThan" { errors.append(unsupported(match, "\"NotOlderThan\"")) }
        if !token.isEmpty { errors.append(matchWithContinue) }
        return errors
    }

    private static let matchWithContinue = forbidden(
        "resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided")

    private static func forbidden(_ field: String, _ text: String) -> FieldError {
        FieldError(.forbidden, field, "Forbidden: \(text)")
    }

    private static func unsupported(_ match: String, _ supported: String) -> FieldError {
        FieldError(
            .notSupported, "resourceVersionMatch",
            "Unsupported value: \(quoted(match)): supported values: \(supported)")
    }
}
