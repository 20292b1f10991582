import Foundation
import KubernetesAPI
import MayflyTestSupport
import Testing

/// What stock kubectl does with kinds other than pods, against the whole engine.
@Suite(.serialized) struct ServedKindsTests {
    /// Runs kubectl and demands success.
    @discardableResult
    private func kubectl(_ server: TestServer, _ arguments: String..., input: String? = nil) async throws -> String {
        let result = try await server.kubectl(arguments, input: input)
        #expect(result.exitCode == 0, "\(result)")
        return result.output
    }

    @Test("a namespace is complete when it is created, and is gone when kubectl says so")
    func namespaces() async throws {
        try await withServer(images: false) { server in
            let created = try await kubectl(server, "create", "namespace", "x")
            #expect(created == "namespace/x created\n")
            let contents = try await kubectl(server, "get", "serviceaccounts,configmaps", "-n", "x", "-o", "name")
            #expect(contents == "serviceaccount/default\nconfigmap/kube-root-ca.crt\n")
            try await kubectl(server, "create", "configmap", "c", "-n", "x")
            let deleted = try await kubectl(server, "delete", "namespace", "x")
            #expect(deleted == "namespace \"x\" deleted\n")
            let gone = try await server.kubectl("get", "namespace", "x")
            #expect(gone.errors == "Error from server (NotFound): namespaces \"x\" not found\n")
            let refused = try await server.kubectl("delete", "namespace", "kube-system")
            #expect(
                refused.errors.contains("namespaces \"kube-system\" is forbidden: this namespace may not be deleted"))
        }
    }

    @Test("kubectl create token gives a token that works")
    func token() async throws {
        try await withServer(images: false) { server in
            let token = try await kubectl(server, "create", "token", "default").trimmingCharacters(in: .newlines)
            #expect(token.split(separator: ".").count == 3)
            let address = try await kubectl(server, "config", "view", "-o", "jsonpath={.clusters[0].cluster.server}")
            let alone = try await server.kubectl(
                "--kubeconfig", "/dev/null", "--server", address, "--certificate-authority",
                server.dataDirectory + "/pki/ca.crt", "--token", token, "auth", "whoami", "-o",
                "jsonpath={.status.userInfo.username}")
            #expect(alone.output == "system:serviceaccount:default:default", "\(alone)")
            let short = try await server.kubectl("create", "token", "default", "--duration", "1m")
            #expect(short.errors.contains("may not specify a duration less than 10 minutes"), "\(short)")
        }
    }

    @Test("kubectl get all and what else is listed finds nothing and complains of nothing")
    func emptyKinds() async throws {
        try await withServer(images: false) { server in
            let all = try await server.kubectl("get", "all", "-A")
            #expect(all.exitCode == 0 && all.errors == "No resources found\n", "\(all)")
            let more = try await server.kubectl("get", "pvc,pv,sc,ing,netpol,pdb,quota,limits,ep,csr", "-A")
            #expect(more.exitCode == 0 && more.errors == "No resources found\n", "\(more)")
            let refused = try await server.kubectl("create", "deployment", "d", "--image", "busybox")
            #expect(refused.exitCode == 1)
            #expect(
                refused.errors.contains("create is not supported on resources of kind \"deployments.apps\""),
                "\(refused)")
            let manifest = """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"replicas":1}}
                """
            for verb in ["create", "apply"] {
                let sent = try await server.kubectl(verb, "-f", "-", input: manifest)
                #expect(
                    sent.errors.contains("create is not supported on resources of kind \"deployments.apps\""), "\(sent)"
                )
            }
        }
    }

    @Test("events are shown in both groups")
    func events() async throws {
        try await withServer(images: false) { server in
            let event = """
                {"apiVersion":"v1","kind":"Event","metadata":{"name":"e"},"reason":"Seen","message":"it was seen",
                 "type":"Normal","involvedObject":{"kind":"Pod","name":"p","namespace":"default"},"count":1}
                """
            try await kubectl(server, "create", "-f", "-", input: event)
            for resource in ["events", "events.events.k8s.io"] {
                let shown = try await kubectl(server, "get", resource, "--no-headers")
                #expect(shown.contains("Seen") && shown.contains("pod/p") && shown.contains("it was seen"), "\(shown)")
            }
            let reason = try await kubectl(server, "get", "events.v1.events.k8s.io", "e", "-o", "jsonpath={.note}")
            #expect(reason == "it was seen")
        }
    }

    @Test("priority classes are created and shown, and pods that name none of them refused")
    func priorityClasses() async throws {
        try await withServer(images: false) { server in
            try await kubectl(
                server, "create", "priorityclass", "high", "--value", "1000", "--description", "first come")
            let shown = try await kubectl(server, "get", "pc", "--no-headers")
            #expect(shown.split(separator: "\n").count == 3, "\(shown)")
            #expect(shown.contains("system-node-critical      2000001000   false"), "\(shown)")
            let pod = """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},
                 "spec":{"priorityClassName":"nope","containers":[{"name":"a","image":"busybox"}]}}
                """
            let refused = try await server.kubectl("create", "-f", "-", input: pod)
            #expect(refused.errors.contains("pods \"p\" is forbidden: no PriorityClass with name nope was found"))
        }
    }

    @Test("dependents go, wait or stay as --cascade says")
    func cascade() async throws {
        try await withServer(images: false) { server in
            func family(_ name: String) async throws {
                try await kubectl(server, "create", "configmap", name)
                let uid = try await kubectl(server, "get", "configmap", name, "-o", "jsonpath={.metadata.uid}")
                let child = """
                    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"\(name)-child","ownerReferences":[
                     {"apiVersion":"v1","kind":"ConfigMap","name":"\(name)","uid":"\(uid)","blockOwnerDeletion":true}]}}
                    """
                try await kubectl(server, "create", "-f", "-", input: child)
            }
            try await family("a")
            try await kubectl(server, "delete", "configmap", "a", "--cascade=orphan")
            let owners = try await kubectl(
                server, "get", "configmap", "a-child", "-o", "jsonpath={.metadata.ownerReferences}")
            #expect(owners == "")
            try await family("b")
            try await kubectl(server, "delete", "configmap", "b", "--cascade=foreground")
            let gone = try await server.kubectl("get", "configmap", "b-child")
            #expect(gone.errors.contains("configmaps \"b-child\" not found"), "\(gone)")
            try await family("c")
            try await kubectl(server, "delete", "configmap", "c")
            try await kubectl(server, "wait", "--for=delete", "configmap/c-child", "--timeout=20s")
        }
    }
}
