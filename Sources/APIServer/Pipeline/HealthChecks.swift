internal import KubernetesAPI

/// `/livez`, `/readyz` and `/healthz`.
public struct HealthCheck: Sendable {
    public var name: String
    /// Nil when all is well, else what is wrong.
    public var fault: @Sendable () async -> String?

    public init(_ name: String, fault: @escaping @Sendable () async -> String?) {
        self.name = name
        self.fault = fault
    }
}

/// Answers for the health of the server: `ok`, or 500 with what failed; a list of all checks with `?verbose`.
struct HealthEndpoints: Sendable {
    let liveness: [HealthCheck]
    let readiness: [HealthCheck]

    /// Nil: the path is none of its own.
    func respond(to request: APIRequest) async -> APIResponse? {
        let parts = request.path.split(separator: "/")
        guard let endpoint = parts.first.map(String.init), ["livez", "readyz", "healthz"].contains(endpoint) else {
            return nil
        }
        guard request.method == .get else { return APIResponse(StatusError.methodNotAllowed()) }
        var checks = [HealthCheck("ping") { nil }] + liveness + (endpoint == "livez" ? [] : readiness)
        if parts.count > 1 {
            checks = checks.filter { parts.count == 2 && $0.name == parts[1] }
            if checks.isEmpty { return APIResponse(StatusError.unknownResource()) }
        }
        let excluded = request.query.all("exclude")
        var lines: [String] = []
        var faults: [String] = []
        for check in checks {
            if excluded.contains(check.name) {
                lines.append("[+]\(check.name) excluded: ok")
            } else if let fault = await check.fault() {
                lines.append("[-]\(check.name) failed: \(fault)")
                faults.append(check.name)
            } else {
                lines.append("[+]\(check.name) ok")
            }
        }
        if !faults.isEmpty {
            return .text((lines + ["\(endpoint) check failed"]).joined(separator: "\n") + "\n", status: 500)
        }
        guard request.query["verbose"] != nil else { return .text("ok") }
        return .text((lines + ["\(endpoint) check passed"]).joined(separator: "\n") + "\n")
    }
}
