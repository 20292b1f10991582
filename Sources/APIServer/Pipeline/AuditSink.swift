internal import KubernetesAPI
public import Logging
internal import NIOPosix
internal import Synchronization
internal import SystemPackage

/// Where audit events go. A sink is told of every request, after its answer is made and before it is sent.
public protocol AuditSink: Sendable {
    func record(_ event: AuditEvent) async
}

/// One log event a request: writes and refusals at `info`, reads at `debug`.
public struct AuditLog: AuditSink {
    private let logger: Logger

    public init(_ logger: Logger) { self.logger = logger }

    public func record(_ event: AuditEvent) {
        let isRead = ["get", "list", "watch"].contains(event.info.verb) && event.info.subresource.isEmpty
        let level: Logger.Level = isRead && event.responseCode < 400 ? .debug : .info
        guard logger.logLevel <= level else { return }
        var metadata: Logger.Metadata = [
            "verb": "\(event.info.verb)", "uri": "\(event.uri)", "user": "\(event.user.name)",
            "code": "\(event.responseCode)", "audit-id": "\(event.id)",
        ]
        if let status = event.responseStatus { metadata["message"] = "\(status.message)" }
        logger.log(level: level, "request", metadata: metadata)
    }
}

/// `--audit-log-path`: JSON lines of audit.k8s.io/v1, appended.
public final class AuditFile: AuditSink {
    private let file: FileDescriptor
    private let logger: Logger

    /// Opens the file, mode 0600 where it is new. Throws the system's error.
    public init(path: String, logger: Logger) throws {
        file = try FileDescriptor.open(
            FilePath(path), .writeOnly, options: [.append, .create, .closeOnExec], permissions: .ownerReadWrite)
        self.logger = logger
    }

    /// Returns when the line is with the system, so that no answer goes out unrecorded.
    public func record(_ event: AuditEvent) async {
        let line = event.json.encoded() + [UInt8(ascii: "\n")]
        do {
            try await NIOThreadPool.singleton.runIfActive { [file] in _ = try file.writeAll(line) }
        } catch {
            logger.error("an audit event could not be written", metadata: ["error": "\(error)"])
        }
    }

    deinit {
        do { try file.close() } catch { logger.error("closing the audit log", metadata: ["error": "\(error)"]) }
    }
}

/// Tells several sinks, in order.
public struct AuditSinks: AuditSink {
    private let sinks: [any AuditSink]

    public init(_ sinks: [any AuditSink]) { self.sinks = sinks }

    public func record(_ event: AuditEvent) async {
        for sink in sinks { await sink.record(event) }
    }
}
