import ContainerRuntime
import Glibc
import KubernetesAPI
import Testing

@testable import NodeAgent

@Suite("Volumes")
struct VolumeTests {
    let now = Timestamp(seconds: 1_700_000_000, nanoseconds: 5)

    func text(_ path: String) throws -> String? { try Files.read(path).map { String(decoding: $0, as: UTF8.self) } }

    func mode(_ path: String) -> mode_t {
        var info = stat()
        return stat(path, &info) == 0 ? info.st_mode & 0o7777 : 0
    }

    func volume(_ name: String, _ edit: (inout Volume) -> Void) -> Volume {
        var volume = Volume()
        volume.name = name
        edit(&volume)
        return volume
    }

    func configured(_ edit: (inout ConfigMapVolumeSource) -> Void = { _ in }) -> Volume {
        volume("config") {
            var source = ConfigMapVolumeSource()
            source.name = "c"
            edit(&source)
            $0.configMap = source
        }
    }

    func context(_ volumes: [Volume], data: [String: String]? = ["a": "1", "b": "2"]) -> ResolutionContext {
        var pod = makePod()
        pod.spec.volumes = volumes
        return makeContext(pod) { context in
            guard let data else { return }
            context.objects.configMaps["c"] = ConfigMap()
            context.objects.configMaps["c"]?.data = data
        }
    }

    @Test("A11: a configMap's files can be read through the kubelet's symlinks, and are replaced as a whole")
    func configMap() async throws {
        try await withTemporaryDirectory { (root: String) throws in
            let volumes = PodVolumes(directory: PodDirectory(dataDirectory: root, podUID: "u"))
            let path = volumes.directory.volume("config")
            #expect(volumes.prepare(context([configured()]), at: now) == [])
            #expect(try text("\(path)/a") == "1")
            #expect(try Set(Files.names(in: path)) == ["..data", "..2023_11_14_22_13_20.000000005", "a", "b"])
            #expect(
                volumes.prepare(context([configured()], data: ["a": "3", "c": "4"]), at: now.adding(seconds: 1)) == [])
            #expect(try text("\(path)/a") == "3")
            #expect(try Set(Files.names(in: path)) == ["..data", "..2023_11_14_22_13_21.000000005", "a", "c"])
        }
    }

    @Test("Items choose keys, paths and modes")
    func items() async throws {
        try await withTemporaryDirectory { (root: String) throws in
            let volumes = PodVolumes(directory: PodDirectory(dataDirectory: root, podUID: "u"))
            var item = KeyToPath()
            item.key = "a"
            item.path = "deep/er/name"
            item.mode = 0o400
            let chosen = item
            #expect(volumes.prepare(context([configured { $0.items = [chosen] }]), at: now) == [])
            let path = volumes.directory.volume("config")
            #expect(try text("\(path)/deep/er/name") == "1")
            #expect(mode("\(path)/deep/er/name") == 0o400)
            #expect(try Files.kind("\(path)/b") == nil)
        }
    }

    @Test("What is missing is named, unless it is optional")
    func missing() async throws {
        try await withTemporaryDirectory { (root: String) throws in
            let volumes = PodVolumes(directory: PodDirectory(dataDirectory: root, podUID: "u"))
            #expect(
                volumes.prepare(context([configured()], data: nil), at: now) == [
                    VolumeProblem(volume: "config", message: "configmap \"c\" not found")
                ])
            #expect(volumes.prepare(context([configured { $0.optional = true }], data: nil), at: now) == [])
            var item = KeyToPath()
            item.key = "none"
            item.path = "x"
            let chosen = item
            #expect(
                volumes.prepare(context([configured { $0.items = [chosen] }]), at: now).map(\.message)
                    == ["configmap references non-existent config key: none"])
        }
    }

    @Test("A path that leads out of its volume is refused", arguments: ["../x", "/x", "a/../../x", "..x", ""])
    func escape(path: String) throws {
        var item = KeyToPath()
        item.key = "a"
        item.path = path
        let chosen = item
        let context = context([configured { $0.items = [chosen] }])
        #expect(throws: ResolutionError.self) { try payload(of: context.pod.spec.volumes[0], context) }
    }

    @Test("A volume source that this node does not have is named")
    func unsupported() async throws {
        try await withTemporaryDirectory { (root: String) throws in
            let volumes = PodVolumes(directory: PodDirectory(dataDirectory: root, podUID: "u"))
            let problems = volumes.prepare(context([volume("data") { $0.nfs = NFSVolumeSource() }]), at: now)
            #expect(problems.count == 1)
            #expect(
                problems.first?.message.hasPrefix("the volume source \"nfs\" is not supported on this node") == true)
        }
    }

    @Test("A hostPath is checked by its type")
    func hostPath() async throws {
        try await withTemporaryDirectory { (root: String) throws in
            try Files.makeDirectory("\(root)/dir")
            try Files.write([], to: "\(root)/file")
            let cases: [(String, String, Bool)] = [
                ("dir", "Directory", true), ("file", "Directory", false), ("none", "Directory", false),
                ("file", "File", true), ("dir", "File", false), ("file", "Socket", false),
                ("new/dir", "DirectoryOrCreate", true), ("newfile", "FileOrCreate", true),
                ("dir", "FileOrCreate", false),
                ("dir", "CharDevice", false), ("dir", "BlockDevice", false), ("made", "", true), ("dir", "Odd", false),
            ]
            for (name, type, works) in cases {
                if works {
                    try prepareHostPath("\(root)/\(name)", type: type)
                    #expect(try Files.kind("\(root)/\(name)") != nil)
                } else {
                    #expect(throws: ResolutionError.self, "\(name) \(type)") {
                        try prepareHostPath("\(root)/\(name)", type: type)
                    }
                }
            }
            #expect(throws: ResolutionError("hostPath type check failed: \(root)/file is not a directory")) {
                try prepareHostPath("\(root)/file", type: "Directory")
            }
        }
    }

    @Test("A11: an emptyDir is open to all, and to the group of the pod")
    func emptyDirectory() async throws {
        try await withTemporaryDirectory { (root: String) throws in
            let volumes = PodVolumes(directory: PodDirectory(dataDirectory: root, podUID: "u"))
            var context = context([volume("data") { $0.emptyDir = EmptyDirVolumeSource() }])
            #expect(volumes.prepare(context, at: now) == [])
            #expect(mode(volumes.directory.volume("data")) == 0o777)
            context.pod.spec.volumes = [volume("group") { $0.emptyDir = EmptyDirVolumeSource() }]
            context.pod.spec.securityContext = PodSecurityContext()
            context.pod.spec.securityContext?.fsGroup = 1234
            #expect(volumes.prepare(context, at: now) == [])
            #expect(mode(volumes.directory.volume("group")) == 0o2777)
        }
    }

    @Test("A mount is resolved with what Kubernetes manages beside it, parents first")
    func mounts() async throws {
        try await withTemporaryDirectory { (root: String) throws in
            let volumes = PodVolumes(directory: PodDirectory(dataDirectory: root, podUID: "u"))
            var pod = context([configured(), volume("host") { $0.hostPath = HostPathVolumeSource() }]).pod
            pod.spec.volumes[1].hostPath?.path = "/srv"
            var container = makeContainer("app")
            container.terminationMessagePath = "/dev/termination-log"
            for (name, path) in [("config", "/a/b/c"), ("host", "rel")] {
                var mount = VolumeMount()
                mount.name = name
                mount.mountPath = path
                container.volumeMounts.append(mount)
            }
            container.volumeMounts[1].mountPropagation = "HostToContainer"
            let mounts = try volumes.mounts(for: container, attempt: 0, in: pod, ResolvedEnvironment())
            #expect(
                mounts.map(\.destination) == [
                    "/rel", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/dev/termination-log", "/a/b/c",
                ])
            #expect(mounts[0].source == "/srv")
            #expect(mounts[0].propagation == "rslave")
            #expect(mounts[5].readOnly)
            #expect(mode(volumes.directory.terminationLog("app", attempt: 0)) == 0o666)
        }
    }

    @Test("Removal never empties what is mounted, and never follows a symlink")
    func removal() async throws {
        try await withTemporaryDirectory { (root: String) throws in
            try Files.makeDirectory("\(root)/outside")
            try Files.write([1], to: "\(root)/outside/kept")
            try Files.makeDirectory("\(root)/inside/deep")
            #expect(symlink("\(root)/outside", "\(root)/inside/link") == 0)
            try FileTree.remove("\(root)/inside")
            #expect(try Files.read("\(root)/outside/kept") == [1])
            #expect(try Files.kind("\(root)/inside") == nil)
        }
    }

    @Test("Mount points are read with the kernel's escapes undone")
    func mountTable() {
        let table = """
            22 1 0:21 / /proc rw - proc proc rw
            23 1 0:22 / /data/a\\040b rw - tmpfs tmpfs rw
            24 1 0:23 / /data rw - tmpfs tmpfs rw
            25 1 0:24 / /database rw - tmpfs tmpfs rw
            """
        #expect(mountPoints(in: table, below: "/data") == ["/data/a b", "/data"])
    }

    @Test("a projected token is its pod's own, beside what else the volume has")
    func token() async throws {
        try await withTemporaryDirectory { (root: String) throws in
            let volumes = PodVolumes(directory: PodDirectory(dataDirectory: root, podUID: "u"))
            var wanted = ServiceAccountTokenProjection()
            wanted.path = "token"
            wanted.audience = "vault"
            let volume = volume("access") {
                var source = ProjectedVolumeSource()
                var part = VolumeProjection()
                part.serviceAccountToken = wanted
                source.sources = [part]
                $0.projected = source
            }
            var context = context([volume])
            #expect(
                volumes.prepare(context, at: now) == [
                    VolumeProblem(volume: "access", message: "no token for service account \"\"")
                ])
            let wish = try #require(ObjectNames(volumesOf: context.pod.spec).tokens.first)
            #expect(wish == TokenWish(wanted))
            #expect(wish.seconds == 3600)
            context.objects.tokens[wish] = IssuedToken(text: "abc", expires: now)
            #expect(volumes.prepare(context, at: now) == [])
            let path = volumes.directory.volume("access") + "/token"
            #expect(try text(path) == "abc")
            #expect(mode(path) == 0o644)
            // Where all containers run as one user the file is that user's alone.
            context.pod.spec.securityContext = PodSecurityContext()
            context.pod.spec.securityContext?.runAsUser = 1000
            context.objects.tokens[wish] = IssuedToken(text: "def", expires: now)
            #expect(volumes.prepare(context, at: Timestamp(seconds: now.seconds + 1)) == [])
            #expect(try text(path) == "def")
            #expect(mode(path) == 0o600)
        }
    }
}
