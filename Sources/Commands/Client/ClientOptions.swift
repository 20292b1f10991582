internal import ArgumentParser
internal import KubernetesAPI
internal import KubernetesClient

/// How every client command finds its cluster, as kubectl does.
struct ClientOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The kubeconfig to use.", valueName: "file"))
    var kubeconfig: String?

    @Option(help: ArgumentHelp("The kubeconfig's context to use.", valueName: "name"))
    var context: String?

    @Option(name: [.short, .long], help: ArgumentHelp("The namespace to work in.", valueName: "name"))
    var namespace: String?

    /// Reads the kubeconfig, unless that has been done while these options were parsed. Throws a `KubeconfigError`.
    func session() throws -> ClusterSession {
        let (transport, connection) =
            try SessionAhead.take(kubeconfig: kubeconfig, context: context)
            ?? SessionAhead.connect(kubeconfig: kubeconfig, context: context)
        return ClusterSession(transport: transport, namespace: namespace ?? connection.namespace ?? "default")
    }
}

/// A cluster and a namespace to talk to.
struct ClusterSession: Sendable {
    let transport: HTTPSTransport
    let namespace: String
    var client: KubernetesClient { KubernetesClient(transport: transport) }
}
