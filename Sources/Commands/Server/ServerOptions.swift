internal import APIServer
internal import ArgumentParser
internal import Glibc
internal import Logging

/// The flags of `server`.
struct ServerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where state, keys, images and pods are kept.", valueName: "directory"))
    var dataDir: String = "/var/lib/mayfly"

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var bindAddress: String = "127.0.0.1"

    @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one.", valueName: "port"))
    var securePort: Int = 6443

    @Option(help: ArgumentHelp("The node's name; by default the machine's.", valueName: "name"))
    var nodeName: String?

    @Option(help: ArgumentHelp("auto, crun, runc, or the path of a runtime.", valueName: "runtime"))
    var runtime: String = "auto"

    @Option(help: ArgumentHelp("The range pods get their addresses from.", valueName: "range"))
    var podCidr: String = "10.85.0.0/16"

    @Option(help: ArgumentHelp("Features to switch, as NAME=true or NAME=false.", valueName: "gates"))
    var featureGates: String = ""

    @Option(help: ArgumentHelp("RBAC or AlwaysAllow.", valueName: "mode"))
    var authorizationMode: String = "RBAC"

    @Option(help: ArgumentHelp("Bearer tokens, as lines of token,user,uid,\"group1,group2\".", valueName: "file"))
    var tokenAuthFile: String?

    @Option(help: ArgumentHelp("Where to write audit events; - for standard error.", valueName: "file"))
    var auditLogPath: String?

    @Option(help: ArgumentHelp("trace, debug, info, notice, warning, error or critical.", valueName: "level"))
    var logLevel: String = "info"

    /// The machine's name as Kubernetes takes it for a node: lower case.
    func resolvedNodeName() throws -> String {
        if let nodeName { return nodeName }
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else {
            throw CommandFailure("error: this machine's name cannot be read: give one with --node-name")
        }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).lowercased()
    }

    func logger() throws -> Logger {
        guard let level = Logger.Level(rawValue: logLevel) else {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure("error: invalid --log-level \"\(logLevel)\": it is one of \(levels)")
        }
        var logger = Logger(label: "mayfly") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }

    /// Throws a ``CommandFailure`` where a value cannot be meant.
    func check() throws {
        guard (0...65535).contains(securePort) else {
            throw CommandFailure("error: invalid --secure-port \(securePort): a port is 0 to 65535")
        }
        guard ["RBAC", "AlwaysAllow"].contains(authorizationMode) else {
            throw CommandFailure(
                "error: invalid --authorization-mode \"\(authorizationMode)\": it is RBAC or AlwaysAllow")
        }
    }
}
