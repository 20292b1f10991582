internal import KubernetesClient
internal import Synchronization

/// Connects while the command line is still being parsed: for a session's verbs, parsing and handshake each take about as
/// long as the request that follows, and need not wait for one another.
enum SessionAhead {
    private struct Started {
        var kubeconfig: String?
        var context: String?
        var transport: HTTPSTransport
        var connection: ClusterConnection
    }

    private static let started = Mutex<Started?>(nil)

    /// How many connections the verbs that join a container need.
    private static let connections = ["debug": 2, "alpha": 2, "attach": 1, "exec": 1]

    /// Begins to connect where the arguments name a verb that will. Whatever is wrong here, the command finds again and says.
    static func begin(_ arguments: [String]) {
        let flags = arguments.prefix { $0 != "--" }
        guard let count = flags.first.flatMap({ connections[$0] }), !flags.contains("--help"), !flags.contains("-h")
        else { return }
        let (kubeconfig, context) = (value(of: "--kubeconfig", in: flags), value(of: "--context", in: flags))
        guard let (transport, connection) = try? connect(kubeconfig: kubeconfig, context: context) else { return }
        transport.openAhead(count)
        started.withLock {
            $0 = Started(kubeconfig: kubeconfig, context: context, transport: transport, connection: connection)
        }
    }

    /// What was begun for these options; each only once.
    static func take(kubeconfig: String?, context: String?) -> (HTTPSTransport, ClusterConnection)? {
        started.withLock { started in
            guard let found = started, found.kubeconfig == kubeconfig, found.context == context else { return nil }
            started = nil
            return (found.transport, found.connection)
        }
    }

    /// Reads the kubeconfig and its certificates; nothing is connected yet. Throws a `KubeconfigError`.
    static func connect(kubeconfig: String?, context: String?) throws -> (HTTPSTransport, ClusterConnection) {
        let connection = try Kubeconfig.load(explicitPath: kubeconfig).connection(context: context)
        return (try HTTPSTransport(connection, userAgent: "mayfly/\(mayflyVersion) (linux/amd64)"), connection)
    }

    /// The last value given to an option, as `--name VALUE` or `--name=VALUE`.
    private static func value(of name: String, in arguments: ArraySlice<String>) -> String? {
        var found: String?
        for (index, argument) in zip(arguments.indices, arguments) {
            if argument == name, index + 1 < arguments.endIndex { found = arguments[index + 1] }
            if argument.hasPrefix(name + "=") { found = String(argument.dropFirst(name.count + 1)) }
        }
        return found
    }
}
