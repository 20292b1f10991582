import Glibc
import Testing

@testable import ContainerRuntime

/// Bad input: refused in one sentence, with the store and the rest of the machine as before.
@Suite struct BadArchiveTests {
    private func refuse(
        _ script: String, archive: String = "a.tar", limits: UnpackLimits = UnpackLimits(), saying text: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await ImageFixture.run(limits: limits) { fixture in
            try await fixture.python("docker_archive('good.tar', (['good:1'], [layer(entry('f', 'x'))]))")
            _ = try await fixture.store.load(archive: "\(fixture.directory)/good.tar")
            try await fixture.python(script)
            let before = try await fixture.snapshot()
            let error = await #expect(throws: ImageError.self, sourceLocation: sourceLocation) {
                try await fixture.store.load(archive: "\(fixture.directory)/\(archive)")
            }
            let message = error?.message ?? ""
            #expect(message.contains(text), sourceLocation: sourceLocation)
            #expect(!message.contains("\n"), sourceLocation: sourceLocation)
            #expect(try await fixture.snapshot() == before, sourceLocation: sourceLocation)
            #expect(try await fixture.shell("ls \(fixture.directory)/outside 2>/dev/null || true") == "")
            #expect(try await fixture.store.find("bad:1") == nil)
            #expect(try await fixture.store.find("good:1") != nil)
        }
    }

    @Test(
        "B9: a layer whose entries lead out of its root is refused",
        arguments: [
            ("entry('../outside', 'x')", "leads out of the root"),
            ("entry('a/../../outside', 'x')", "leads out of the root"),
            ("entry('/../../outside', 'x')", "leads out of the root"),
            ("symlink('s', '..'), entry('s/s/../../../outside', 'x')", "leads out of the root"),
            ("symlink('s', '/tmp'), entry('s/outside', 'x')", "cannot be placed"),
            ("symlink('s', '../../../../..'), symlink('t', 's/tmp'), entry('t/outside', 'x')", "cannot be placed"),
            (
                "folder('d'), symlink('d/s', '../../'), entry('d/s/tmp/x/../outside', 'x'), entry('d/s/nope', 'x'), hardlink('h', '../etc/passwd')",
                "leads out of the root"
            ),
            ("hardlink('h', '/etc/passwd')", "which is not there"),
            ("symlink('s', '/etc'), hardlink('h', 's/passwd')", "which is not there"),
            ("symlink('s', 's'), entry('s/f', 'x')", "cannot be placed"),
            ("entry('f', 'x'), entry('f/g', 'x')", "cannot be placed"),
            ("entry('.', 'x')", "replaces its own root"),
            ("entry('.wh...', '')", "names nothing"),
            ("entry('.wh.', '')", "names nothing"),
            ("entry('n' * 300, 'x')", "too long a name"),
            ("entry('d/' * 2500 + 'f', 'x')", "too long a name"),
        ])
    func escapes(_ entries: String, _ text: String) async throws {
        try await refuse("docker_archive('a.tar', (['bad:1'], [layer(\(entries))]))", saying: text)
    }

    @Test("A layer may lead through its own links, even absolute ones, and stays inside")
    func linksInside() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python(
                """
                docker_archive('a.tar', (['app:1'], [layer(folder('run'), symlink('var', '/run'), entry('var/f', 'x'),
                    symlink('up', '../../run'), entry('up/g', 'y'))]))
                """)
            let image = try await fixture.store.load(archive: "\(fixture.directory)/a.tar")[0]
            #expect(try await fixture.shell("cat \(image.layers[0])/run/f \(image.layers[0])/run/g") == "xy")
        }
    }

    @Test(
        "B9: an archive that is cut off, damaged or something else is refused",
        arguments: [
            ("open('a.tar', 'wb').write(open('good.tar', 'rb').read()[:3000])", "damaged or truncated"),
            ("open('a.tar', 'wb').write(gzip.compress(open('good.tar', 'rb').read())[:-60])", "damaged or truncated"),
            ("open('a.tar', 'wb')", "no tar archive"),
            ("open('a.tar', 'w').write('no archive at all\\n' * 100)", "no tar archive"),
            ("open('a.tar', 'wb').write(b'\\x07\\x01' * 5000)", "no tar archive"),
            ("write_tar('a.tar', [('other', b'x')])", "neither a docker-archive"),
            ("write_tar('a.tar', [('manifest.json', b'[{')])", "not valid JSON"),
            ("write_tar('a.tar', [('manifest.json', b'[]')])", "lists no image"),
            ("write_tar('a.tar', [('manifest.json', b'[{\"Config\": \"c.json\"}]')])", "is missing"),
            ("write_tar('a.tar', [('manifest.json', b'[{\"Config\": \"/etc/passwd\"}]')])", "is missing"),
            (
                "write_tar('a.tar', [symlink('c', '/etc/passwd'), ('manifest.json', b'[{\"Config\": \"c\"}]')])",
                "is missing"
            ),
            (
                "write_tar('a.tar', [entry('c', type=tarfile.FIFOTYPE), ('manifest.json', b'[{\"Config\": \"c\"}]')])",
                "device or pipe"
            ),
            ("write_tar('a.tar', [('manifest.json', b'[' * 100000)])", "not valid JSON"),
            ("write_tar('a.tar', [('repositories', b'{}')])", "older than 1.10"),
        ])
    func damaged(_ script: String, _ text: String) async throws {
        try await refuse(script, saying: text)
    }

    @Test("A missing archive is said to be missing")
    func missing() async throws {
        try await refuse("", archive: "nowhere.tar", saying: "No such file or directory")
    }

    @Test("B9: a layer, a configuration or a blob with another digest than its name is refused")
    func digests() async throws {
        let prelude = """
            l, other = layer(entry('f', 'a')), layer(entry('f', 'b'))
            c = config([l])

            """
        try await refuse(
            prelude + """
                write_tar('a.tar', [('l', other), ('c', c), ('manifest.json', json.dumps([{'Config': 'c', 'RepoTags': ['bad:1'], 'Layers': ['l']}]).encode())])
                """, saying: "wrong digest when unpacked")
        try await refuse(
            prelude + """
                name = 'ab' * 32 + '.json'
                write_tar('a.tar', [('l', l), (name, c), ('manifest.json', json.dumps([{'Config': name, 'RepoTags': ['bad:1'], 'Layers': ['l']}]).encode())])
                """, saying: "has the wrong digest")
        try await refuse(
            prelude + """
                write_tar('a.tar', [('l', l), ('c', c), ('manifest.json', json.dumps([{'Config': 'c', 'RepoTags': ['bad:1'], 'Layers': ['l', 'l']}]).encode())])
                """, saying: "2 layers, the configuration 1")
    }

    @Test("An archive with more entries, or more bytes, than is sensible is refused")
    func bombs() async throws {
        var limits = UnpackLimits()
        limits.entries = 100
        limits.bytes = 1 << 20
        try await refuse(
            "docker_archive('a.tar', (['bad:1'], [layer(*[entry('f%d' % i, 'x') for i in range(101)])]))",
            limits: limits, saying: "more than 100 entries")
        try await refuse(
            """
            l = layer(entry('zeros', b'\\0' * (2 << 20)))
            c = config([l])
            write_tar('a.tar', [('l', gzip.compress(l)), ('c', c), ('manifest.json', json.dumps([{'Config': 'c', 'RepoTags': ['bad:1'], 'Layers': ['l']}]).encode())])
            """, limits: limits, saying: "more than 1048576 bytes")
    }

    @Test("B9: archives with random faults never end the program, and those refused leave the store as it was")
    func fuzz() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python(
                """
                l = layer(folder('d', mode=0o700), entry('d/f', 'x' * 3000), symlink('s', 'd'), hardlink('h', 'd/f'),
                    entry('.wh.gone', ''), entry('d/.wh..wh..opq', ''), entry('p', 'y', pax={'SCHILY.xattr.user.a': 'b'}))
                c = config([l])
                z = gzip.compress(l, mtime=0)
                m = json.dumps({'schemaVersion': 2, 'config': {'mediaType': 'application/vnd.oci.image.config.v1+json', 'digest': 'sha256:' + digest(c), 'size': len(c)},
                    'layers': [{'mediaType': 'application/vnd.oci.image.layer.v1.tar+gzip', 'digest': 'sha256:' + digest(z), 'size': len(z)}]}).encode()
                i = json.dumps({'schemaVersion': 2, 'manifests': [{'digest': 'sha256:' + digest(m), 'size': len(m), 'annotations': {'org.opencontainers.image.ref.name': 'fuzz:1'}}]}).encode()
                write_tar('oci.tar', [('oci-layout', b'{"imageLayoutVersion":"1.0.0"}'), ('index.json', i)] + [('blobs/sha256/' + digest(b), b) for b in (c, z, m)])
                docker_archive('docker.tar', (['fuzz:2'], [l]))
                import random
                random.seed(20240229)
                for n in range(240):
                    data = bytearray(open(('oci.tar', 'docker.tar')[n % 2], 'rb').read())
                    for _ in range(random.choice((1, 1, 3, 20))):
                        at = random.randrange(len(data))
                        kind = random.randrange(4)
                        if kind == 0: data[at] ^= 1 << random.randrange(8)
                        elif kind == 1: data[at] = random.randrange(256)
                        elif kind == 2: del data[at:at + random.choice((1, 512, 1024))]
                        else: data[at:at] = data[random.randrange(len(data)):][:random.choice((1, 512))]
                    open('fuzz-%03d.tar' % n, 'wb').write(data)
                """)
            var before = try await fixture.snapshot()
            var refused = 0
            for number in 0..<240 {
                let name = String(number)
                let path = "\(fixture.directory)/fuzz-\(String(repeating: "0", count: 3 - name.count))\(name).tar"
                do {
                    _ = try await fixture.store.load(archive: path)
                    before = try await fixture.snapshot()
                } catch let error as ImageError {
                    refused += 1
                    #expect(!error.message.isEmpty)
                    if number % 8 == 0 { #expect(try await fixture.snapshot() == before, "\(path)") }
                }
            }
            #expect(try await fixture.snapshot() == before)
            #expect(refused > 100)
            #expect(
                try await fixture.shell("ls images/staging images/quarantine")
                    == "images/quarantine:\n\nimages/staging:\n")
        }
    }
}
