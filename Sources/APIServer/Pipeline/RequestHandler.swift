public import KubernetesAPI
public import StreamProtocols

/// What the HTTP layer calls. It never throws: every failure is a response with a `Status`.
public protocol RequestHandler: Sendable {
    func respond(to request: APIRequest, from connection: ConnectionIdentity) async -> APIResponse

    /// Decides on a request that asks for an upgraded stream (exec, attach): authentication, authorization and every check
    /// come first, so that a refusal is a plain HTTP answer.
    func prepareUpgrade(_ request: APIRequest, from connection: ConnectionIdentity) async -> UpgradeDecision
}

public enum UpgradeDecision: Sendable {
    case refuse(APIResponse)
    /// Upgrade, then hand the client's stream to the session.
    case accept(any PreparedSession, RemoteCommandOptions)
}
