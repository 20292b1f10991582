import KubernetesAPI
import KubernetesSchema
import Testing

@testable import APIServer

/// What users write, and what the server makes of it.
@Suite("A1: manifests of the documents") struct ManifestTests {
    private func created(_ yaml: String) async throws -> JSONValue {
        let document = try #require(try JSONValue.parseYAML(yaml).first)
        return try await TestServer().create(TestServer.pods, document)
    }

    @Test("A12: the shell-less pod becomes what Kubernetes makes of it")
    func pause() async throws {
        let pod = try await created(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: ephemeral-demo
            spec:
              shareProcessNamespace: false
              containers:
              - image: registry.k8s.io/pause:3.1
                name: ephemeral-demo
                resources: {}
              restartPolicy: Never
            """)
        #expect(
            pod["spec"] == [
                "containers": [
                    [
                        "name": "ephemeral-demo", "image": "registry.k8s.io/pause:3.1", "resources": [:],
                        "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
                        "imagePullPolicy": "IfNotPresent",
                    ]
                ], "restartPolicy": "Never", "terminationGracePeriodSeconds": 30, "dnsPolicy": "ClusterFirst",
                "serviceAccountName": "default", "serviceAccount": "default", "securityContext": [:],
                "schedulerName": "default-scheduler", "shareProcessNamespace": false, "enableServiceLinks": true,
                "priority": 0, "preemptionPolicy": "PreemptLowerPriority",
                "tolerations": [
                    [
                        "key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute",
                        "tolerationSeconds": 300,
                    ],
                    [
                        "key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute",
                        "tolerationSeconds": 300,
                    ],
                ],
            ])
        #expect(pod["status", "phase"] == "Pending" && pod["status", "qosClass"] == "BestEffort")
    }

    @Test("A1: a pod with all that people use is valid")
    func rich() async throws {
        let pod = try await created(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, labels: {app: web}}
            spec:
              initContainers:
              - {name: setup, image: busybox, command: [sh, -c, "true"]}
              - {name: side, image: busybox, restartPolicy: Always, startupProbe: {exec: {command: ["true"]}}}
              containers:
              - name: web
                image: nginx:1.27
                ports: [{containerPort: 80, name: http}]
                env:
                - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                - {name: KEY, valueFrom: {secretKeyRef: {name: s, key: k}}}
                - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
                envFrom: [{configMapRef: {name: c}}]
                resources: {limits: {cpu: 0.5, memory: 64Mi}}
                livenessProbe: {httpGet: {port: http}}
                readinessProbe: {tcpSocket: {port: 80}}
                lifecycle: {preStop: {exec: {command: [sleep, "1"]}}}
                securityContext: {runAsUser: 1000, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}
                volumeMounts:
                - {name: scratch, mountPath: /tmp}
                - {name: config, mountPath: /etc/web, subPath: web}
                - {name: all, mountPath: /var/run/all}
              volumes:
              - name: scratch
              - {name: config, configMap: {name: c, items: [{key: a, path: web/a}]}}
              - {name: host, hostPath: {path: /var/log, type: Directory}}
              - name: all
                projected:
                  sources:
                  - secret: {name: s}
                  - downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}
                  - serviceAccountToken: {path: token}
              tolerations: [{operator: Exists}]
              hostAliases: [{ip: 127.0.0.1, hostnames: [a.local]}]
            """)
        let container = pod["spec", "containers"]?.array?.first
        #expect(container?["resources", "requests"] == ["cpu": "500m", "memory": "64Mi"])
        #expect(container?["livenessProbe", "httpGet"] == ["path": "/", "port": "http", "scheme": "HTTP"])
        #expect(pod["spec", "initContainers"]?.array?.first?["imagePullPolicy"] == "Always")
        #expect(pod["status", "qosClass"] == "Burstable")
    }

    @Test("A6: through the schema too, an empty list of ports is refused")
    func emptyPorts() throws {
        let strategy = EphemeralContainersStrategy()
        let raw: JSONValue = [
            "kind": "EphemeralContainers", "apiVersion": "v1",
            "ephemeralContainers": [["name": "dbg", "image": "busybox", "ports": [], "resources": [:]]],
        ]
        let body = try Schema.shared.canonical(raw, as: "EphemeralContainers").value
        let new = try strategy.merge(body, into: plainPod, for: .alpha)
        #expect(strategy.validate(new, old: plainPod, for: .current).isEmpty)
        #expect(
            strategy.validateRaw(raw, for: .alpha).texts
                == ["spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container"])
    }

    /// Members and what may stand in them, most of it wrong.
    static let paths = [
        "/spec/containers", "/spec/containers/0/env", "/spec/containers/0/ports", "/spec/volumes", "/spec/dnsConfig",
        "/spec/containers/0/livenessProbe", "/spec/tolerations", "/spec/securityContext", "/metadata/labels",
        "/spec/ephemeralContainers", "/status", "/spec", "/metadata", "/spec/containers/0/resources",
        "/spec/containers/0/volumeMounts", "/spec/initContainers",
    ]
    static let values: [JSONValue] = [
        nil, [], [:], "", "x", 0, -1, true, [nil], [[:]], ["x"], [[["a": 1]]], ["limits": ["cpu": "x"]], ["a": nil],
        ["volumeMounts": "x"], [["name": 1, "valueFrom": "x"]],
    ]

    @Test("even what the schema would have refused does not bring the strategies down", arguments: paths, values)
    func robustness(path: String, value: JSONValue) throws {
        let strategy = PodStrategy(gates: FeatureGates())
        var pod = try edited(plainPod, [(path, value)])
        strategy.prepareForCreate(&pod)
        _ = strategy.validateCreate(pod)
        _ = strategy.validateUpdate(pod, old: plainPod)
        _ = EphemeralContainersStrategy().validate(pod, old: pod, for: .current)
        _ = PodStatusStrategy().validate(pod, old: plainPod, for: .current)
        #expect(strategy.tableCells(pod, now: 0).count == PodTable.columns.count)
    }
}
