internal import KubernetesAPI
internal import Logging

/// One request on its way: what it asks for and who asks.
struct Exchange: Sendable {
    let info: RequestInfo
    /// The user on whose behalf it is done.
    let user: UserInfo
    let trail: AuditTrail
    let warnings: RequestWarnings

    /// What was sent; its sender is warned of what was dropped.
    func accept(_ decoded: DecodedObject) -> JSONValue {
        warnings.add(decoded.warnings)
        return decoded.value
    }
}

/// What an exchange leads to, as far as the stages around the handler have to know.
protocol ExchangeResult: Sendable {
    var auditStage: String { get }
    /// The HTTP status code.
    var auditCode: Int { get }
    /// Adds the headers that every answer has.
    mutating func add(_ warnings: RequestWarnings, auditID: String)
}

extension APIResponse: ExchangeResult {
    var auditStage: String { if case .stream = body { "ResponseStarted" } else { "ResponseComplete" } }
    var auditCode: Int { status }

    mutating func add(_ warnings: RequestWarnings, auditID: String) {
        headers.add(name: AuditEvent.header, value: auditID)
        for header in warnings.headers { headers.add(name: "Warning", value: header) }
    }
}

extension UpgradeDecision: ExchangeResult {
    var auditStage: String { if case .accept = self { "ResponseStarted" } else { "ResponseComplete" } }
    var auditCode: Int { if case .refuse(let response) = self { response.status } else { 101 } }

    mutating func add(_ warnings: RequestWarnings, auditID: String) {
        guard case .refuse(var response) = self else { return }
        response.add(warnings, auditID: auditID)
        self = .refuse(response)
    }
}

extension APIPipeline {
    /// The stages around a handler for a request from a connection.
    func exchange<Result: ExchangeResult>(
        _ request: APIRequest, _ info: RequestInfo, _ connection: ConnectionIdentity,
        _ handle: (Exchange) async throws -> Result, failure: (StatusError) -> Result
    ) async -> Result {
        let user = await configuration.authenticator.authenticate(request, from: connection)
        return await exchange(request, info, user, connection.remoteAddress, handle, failure: failure)
    }

    /// The stages around a handler. `user` nil means that authentication has failed.
    func exchange<Result: ExchangeResult>(
        _ request: APIRequest, _ info: RequestInfo, _ user: UserInfo?, _ address: String,
        _ handle: (Exchange) async throws -> Result, failure: (StatusError) -> Result
    ) async -> Result {
        let received = Timestamp.now
        let auditID = nonEmpty(request.headers[AuditEvent.header]) ?? UniqueID.random()
        let trail = AuditTrail()
        let warnings = RequestWarnings()
        var acting = user
        var result: Result
        var status: Status?
        do {
            guard let user else { throw StatusError.unauthorized() }
            guard request.body.count <= Self.maximumBodyBytes else {
                throw StatusError.tooLarge(limit: Self.maximumBodyBytes)
            }
            acting = try await impersonated(request, by: user) ?? user
            let exchange = Exchange(info: info, user: acting ?? user, trail: trail, warnings: warnings)
            try await authorize(exchange.user, info)
            result = try await handle(exchange)
        } catch {
            let error = ErrorMapping.status(of: error, logger: configuration.logger)
            status = error.status
            result = failure(error)
        }
        result.add(warnings, auditID: auditID)
        var named = info
        if named.name.isEmpty { named.name = trail.name }
        await configuration.audit.record(
            AuditEvent(
                id: auditID, stage: result.auditStage, user: user ?? .anonymous,
                impersonatedUser: acting == user ? nil : acting, request: request, info: named, sourceAddress: address,
                responseCode: result.auditCode, responseStatus: status, received: received, finished: .now))
        return result
    }

    private func authorize(_ user: UserInfo, _ info: RequestInfo) async throws {
        let decision = await configuration.authorizer.authorize(user, info)
        guard decision.isAllowed else { throw StatusError.forbidden(user, info, reason: decision.reason) }
    }

    /// The user that a request is to be done as, if the asker may act as that one. Throws 403, 400.
    private func impersonated(_ request: APIRequest, by user: UserInfo) async throws -> UserInfo? {
        guard let impersonation = try Impersonation(request.headers) else { return nil }
        for right in impersonation.rights { try await authorize(user, right) }
        return impersonation.user
    }
}
