import KubernetesAPI
import Testing

@testable import NodeAgent

@Suite("Files that Kubernetes manages")
struct NetworkFilesTests {
    @Test("/etc/hosts of a pod")
    func hosts() {
        var pod = makePod()
        var alias = HostAlias()
        alias.ip = "192.0.2.9"
        alias.hostnames = ["a", "b"]
        pod.spec.hostAliases = [alias]
        let text = hostsFile(of: pod, addresses: ["10.85.0.2"], hostname: "web", hostFile: "x")
        #expect(text.hasPrefix("# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n"))
        #expect(text.hasSuffix("10.85.0.2\tweb\n\n# Entries added by HostAliases.\n192.0.2.9\ta\tb\n"))
        pod.spec.hostNetwork = true
        pod.spec.hostAliases = []
        #expect(
            hostsFile(of: pod, addresses: [], hostname: "n", hostFile: "127.0.0.1 localhost\n")
                == "# Kubernetes-managed hosts file (host network).\n127.0.0.1 localhost\n")
    }

    @Test("/etc/resolv.conf by policy")
    func resolver() {
        var pod = makePod()
        let machine = "# text\nnameserver 192.0.2.53\nsearch example.com\noptions ndots:5 rotate\n"
        #expect(
            resolverFile(of: pod, hostFile: machine)
                == "search example.com\nnameserver 192.0.2.53\noptions ndots:5 rotate\n")
        var config = PodDNSConfig()
        config.nameservers = ["192.0.2.1"]
        config.searches = ["x"]
        var option = PodDNSConfigOption()
        option.name = "ndots"
        option.value = "2"
        config.options = [option]
        pod.spec.dnsConfig = config
        #expect(
            resolverFile(of: pod, hostFile: machine)
                == "search example.com x\nnameserver 192.0.2.53\nnameserver 192.0.2.1\noptions rotate ndots:2\n")
        pod.spec.dnsPolicy = "None"
        #expect(resolverFile(of: pod, hostFile: machine) == "search x\nnameserver 192.0.2.1\noptions ndots:2\n")
    }
}
