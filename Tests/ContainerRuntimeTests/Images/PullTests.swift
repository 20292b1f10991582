import Glibc
import Subprocess
import Synchronization
import SystemPackage
import Testing

@testable import ContainerRuntime

/// Pulls from a small registry on loopback (Python's HTTP server over blobs and manifests).
@Suite struct PullTests {
    /// Serves what `put(repository, tag, manifest)` and `blob` were given, asks for a password for `private/…`, logs paths
    /// to `requests`, and writes its port to standard output.
    private static let server = """
        import base64, http.server, threading
        manifests, blobs = {}, {}
        def blob(data, media):
            blobs['sha256:' + digest(data)] = data
            return {'mediaType': media, 'digest': 'sha256:' + digest(data), 'size': len(data)}
        DOCKER = 'application/vnd.docker.distribution.manifest.v2+json'
        def image(*layers):
            return json.dumps({'schemaVersion': 2, 'mediaType': DOCKER,
                'config': blob(config(layers), 'application/vnd.docker.container.image.v1+json'),
                'layers': [blob(gzip.compress(l, mtime=0), 'application/vnd.docker.image.rootfs.diff.tar.gzip') for l in layers]}).encode()
        def put(repository, tag, data):
            manifests[repository, tag] = manifests[repository, 'sha256:' + digest(data)] = data
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def log_message(self, *a): pass
            def do_HEAD(self): self.do_GET()
            def answer(self, code, data, media='application/json', **headers):
                self.send_response(code)
                for k, v in headers.items(): self.send_header(k.replace('_', '-'), v)
                self.send_header('Content-Type', media); self.send_header('Content-Length', str(len(data)))
                self.end_headers()
                if self.command == 'GET': self.wfile.write(data)
            def do_GET(self):
                open('requests', 'a').write(self.path + '\\n')
                known = self.headers.get('Authorization') == 'Basic ' + base64.b64encode(b'me:secret').decode()
                denied = lambda: self.answer(401, b'{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}', WWW_Authenticate='Basic realm="r"')
                if self.path == '/v2/': return self.answer(200, b'{}') if known else denied()
                repository, kind, name = self.path[4:].rsplit('/', 2)
                if repository.startswith('private/') and not known: return denied()
                data = manifests.get((repository, name)) if kind == 'manifests' else blobs.get(name)
                if data is None:
                    return self.answer(404, b'{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}')
                media = json.loads(data).get('mediaType', DOCKER) if kind == 'manifests' else 'application/octet-stream'
                self.answer(200, data, media)
        def serve():
            s = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
            print(s.server_address[1], flush=True)
            threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0))).start()
            s.serve_forever()

        """

    /// Runs the registry with what the script puts into it; the body gets its address.
    private func withRegistry(_ script: String, _ body: (ImageFixture, String) async throws -> Void) async throws {
        try await ImageFixture.run { fixture in
            let program = ImageFixture.pythonPrelude + Self.server + script + "\nserve()\n"
            let arguments: Arguments = ["-c", "\(program)"]
            _ = try await Subprocess.run(
                .name("python3"), arguments: arguments, workingDirectory: FilePath(fixture.directory),
                input: .inputWriter, output: .sequence, error: .currentStandardError
            ) { execution in
                var lines = execution.standardOutput.strings().makeAsyncIterator()
                let port = try #require(try await lines.next()).filter(\.isNumber)
                try await body(fixture, "127.0.0.1:\(port)")
                try await execution.standardInputWriter.finish()
            }
        }
    }

    @Test("A24: an image is pulled by tag and by digest, with progress, and keeps the registry's digest")
    func pull() async throws {
        try await withRegistry("put('lib/app', '1', image(layer(entry('f', 'x'))))") { fixture, address in
            let lines = Mutex<[String]>([])
            let image = try await fixture.store.pull("\(address)/lib/app:1", credentials: nil) { line in
                lines.withLock { $0.append(line) }
            }
            #expect(image.names == ["\(address)/lib/app:1"])
            #expect(lines.withLock { $0.contains { $0.contains("Copying blob") } })
            #expect(try await fixture.run("cat", image.layers[0] + "/f") == "x")
            let digest = try #require(image.digests.first)
            #expect(image.imageID(for: "\(address)/lib/app:1") == digest)
            #expect(try await fixture.store.find("\(address)/lib/app:1") == image)
            #expect(try await fixture.store.find(digest) == image)
            #expect(try await fixture.store.pull(digest, credentials: nil, progress: nil).id == image.id)
            #expect(try await fixture.shell("ls images/staging") == "")
        }
    }

    @Test("A24: an image that is here already is not fetched again; only the registry's word for the tag is")
    func upToDate() async throws {
        try await withRegistry("put('app', '1', image(layer(entry('f', 'x')))); put('app', '2', manifests['app', '1'])")
        {
            fixture, address in
            let first = try await fixture.store.pull("\(address)/app:1", credentials: nil, progress: nil)
            try await fixture.shell("rm requests")
            let second = try await fixture.store.pull("\(address)/app:2", credentials: nil, progress: nil)
            #expect(second.id == first.id)
            #expect(second.names == ["\(address)/app:1", "\(address)/app:2"])
            #expect(try await fixture.shell("grep -c blobs requests || true") == "0\n")
        }
    }

    @Test("Of an index the image for this machine is pulled, and the index's digest is the image's")
    func index() async throws {
        let script = """
            import platform
            mine, other = image(layer(entry('f', 'mine'))), image(layer(entry('f', 'other')))
            here = {'x86_64': 'amd64', 'aarch64': 'arm64'}[platform.machine()]
            put('app', 'm', mine); put('app', 'o', other)
            put('app', '1', json.dumps({'schemaVersion': 2, 'mediaType': 'application/vnd.docker.distribution.manifest.list.v2+json',
                'manifests': [{'mediaType': DOCKER, 'digest': 'sha256:' + digest(d), 'size': len(d), 'platform': {'os': 'linux', 'architecture': a}}
                    for d, a in ((other, 's390x'), (mine, here))]}).encode())
            """
        try await withRegistry(script) { fixture, address in
            let image = try await fixture.store.pull("\(address)/app:1", credentials: nil, progress: nil)
            #expect(try await fixture.run("cat", image.layers[0] + "/f") == "mine")
            #expect(image.digests.count == 2)
            #expect(try await fixture.store.find(image.digests[0]) == image)
            #expect(try await fixture.store.find(image.digests[1]) == image)
        }
    }

    @Test("A24: a private image needs credentials, which leave no trace on disk")
    func credentials() async throws {
        try await withRegistry("put('private/app', '1', image(layer(entry('f', 'x'))))") { fixture, address in
            let name = "\(address)/private/app:1"
            for credentials in [nil, RegistryCredentials(username: "me", password: "wrong")] {
                let error = await #expect(throws: ImageError.self) {
                    try await fixture.store.pull(name, credentials: credentials, progress: nil)
                }
                #expect(error?.kind == .pull)
                #expect(error?.message.contains("denies access") == true, "\(error?.message ?? "")")
            }
            let credentials = RegistryCredentials(username: "me", password: "secret")
            _ = try await fixture.store.pull(name, credentials: credentials, progress: nil)
            #expect(try await fixture.shell("grep -rl 'bWU6c2VjcmV0\\|auths' images || true") == "")
        }
    }

    @Test("B9: a pull that cannot succeed says why in one sentence, and the store is as before")
    func failures() async throws {
        let script = """
            m = image(layer(entry('f', 'x')))
            put('app', '1', m)
            for d in list(blobs): blobs[d] = blobs[d] + b'!' if b'diff_ids' not in blobs[d] else blobs[d]
            put('app', '2', b'{"schemaVersion": 2, "mediaType": "%s", "config": {}, "layers": []}' % DOCKER.encode())
            """
        try await withRegistry(script) { fixture, address in
            let before = try await fixture.snapshot()
            let cases: [(String, ImageError.Kind)] = [
                ("\(address)/app:nope", .notFound), ("\(address)/none:1", .notFound), ("\(address)/app:1", .pull),
                ("127.0.0.1:1/app:1", .registryUnavailable), ("localhost:1/app:1", .registryUnavailable),
                ("\(address)/App", .invalidReference), ("\(address)/app:2", .corrupt),
            ]
            for (name, kind) in cases {
                let error = await #expect(throws: ImageError.self) {
                    try await fixture.store.pull(name, credentials: nil, progress: nil)
                }
                #expect(error?.kind == kind, "\(name): \(error?.message ?? "")")
                #expect(error?.message.contains("\n") == false)
            }
            #expect(try await fixture.snapshot() == before)
        }
    }

    @Test("A cancelled pull ends skopeo at once and leaves nothing")
    func cancelled() async throws {
        let script = """
            import time
            put('app', '1', image(layer(entry('f', 'x'))))
            answer = Handler.answer
            def slowly(self, code, data, media='application/json', **headers):
                if media == 'application/octet-stream': time.sleep(600)
                answer(self, code, data, media, **headers)
            Handler.answer = slowly
            """
        try await withRegistry(script) { fixture, address in
            let before = try await fixture.snapshot()
            let store = fixture.store
            let (lines, line) = AsyncStream.makeStream(of: String.self)
            let began = ContinuousClock.now
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try await store.pull("\(address)/app:1", credentials: nil) { line.yield($0) } }
                    for await _ in lines { break }
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
            #expect(ContinuousClock.now - began < .seconds(60))
            #expect(try await fixture.snapshot() == before)
        }
    }

    @Test(
        "Only loopback addresses may speak plain HTTP",
        arguments: [
            ("localhost:5000/a", true), ("127.0.0.1/a", true), ("127.8.9.1:1/a", true), ("[::1]:5000/a", true),
            ("127.0.0.1.example.com/a", false), ("localhost.example.com/a", false), ("busybox", false),
            ("10.0.0.1:5000/a", false), ("[::2]:5/a", false), ("[::1f]:5/a", false),
        ])
    func loopback(_ name: String, _ expected: Bool) throws {
        #expect(try ImageReference(name).isOnLoopback == expected)
    }

    @Test(
        "Credentials are encoded as the registry protocol wants them",
        arguments: [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("me:secret", "bWU6c2VjcmV0")])
    func base64(_ text: String, _ expected: String) { #expect(AuthFile.base64(Array(text.utf8)) == expected) }
}
