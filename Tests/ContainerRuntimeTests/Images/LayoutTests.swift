import Glibc
import Testing

@testable import ContainerRuntime

/// OCI archives and layouts, as skopeo, umoci and others write them.
@Suite struct LayoutTests {
    /// Python: an image as OCI blobs; `oci(path, [(name, platform, layers)])` writes an archive.
    private static let prelude = """
        blobs = {}
        def blob(data, **more):
            blobs[digest(data)] = data
            return {'digest': 'sha256:' + digest(data), 'size': len(data), **more}
        def manifest(*layers, pack=gzip.compress, media='application/vnd.oci.image.config.v1+json', **more):
            return json.dumps({'schemaVersion': 2, 'config': blob(config(layers), mediaType=media),
                'layers': [blob(pack(l)) for l in layers], **more}).encode()
        def index(*descriptors): return json.dumps({'schemaVersion': 2, 'manifests': list(descriptors)}).encode()
        def platform(arch, variant='', os='linux'): return {'platform': {'os': os, 'architecture': arch, 'variant': variant}}
        def named(name, key='org.opencontainers.image.ref.name'): return {'annotations': {key: name}}
        def oci(path, *descriptors):
            write_tar(path, [('oci-layout', b'{"imageLayoutVersion": "1.0.0"}'), ('index.json', index(*descriptors))]
                + [('blobs/sha256/' + d, b) for d, b in blobs.items()])
        import platform as p
        here = {'x86_64': 'amd64', 'aarch64': 'arm64'}[p.machine()]

        """

    @Test(
        "A24: archives and layouts that skopeo writes are loaded, and share their layer", arguments: ["gzip", "zstd"])
    func skopeo(_ compression: String) async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python("docker_archive('a.tar', (['app:1'], [layer(entry('f', 'x'))]))")
            try await fixture.shell(
                """
                skopeo copy -q --dest-compress-format \(compression) docker-archive:a.tar oci:layout:app:1
                skopeo copy -q oci:layout:app:1 oci-archive:b.tar:docker.io/library/app:2
                skopeo copy -q docker-archive:a.tar docker-archive:c.tar:app:3; gzip -k b.tar
                """)
            let images = try await ["a.tar", "layout", "b.tar", "b.tar.gz", "c.tar"].asyncMap { name in
                try await fixture.store.load(archive: "\(fixture.directory)/\(name)")[0]
            }
            // skopeo writes the configuration anew when it goes from Docker's form to OCI's, so that the ids differ.
            #expect(Set(images.map(\.layers)).count == 1)
            #expect(Set(images[1...3].map(\.id)).count == 1)
            let image = try #require(try await fixture.store.find("app:2"))
            #expect(image.names.sorted() == ["docker.io/library/app:1", "docker.io/library/app:2"])
            let digest = try #require(image.digests.first)
            #expect(digest.hasPrefix("docker.io/library/app@sha256:"))
            #expect(try await fixture.store.find(digest) == image)
            #expect(image.imageID(for: "app:2") == digest)
        }
    }

    @Test("A layout that umoci makes and changes is loaded, its deletions included")
    func umoci() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.shell(
                """
                umoci init --layout l; umoci new --image l:1; umoci unpack --image l:1 b >/dev/null
                mkdir b/rootfs/d; echo x >b/rootfs/d/old; echo k >b/rootfs/kept; umoci repack --image l:1 b >/dev/null
                rm -r b; umoci unpack --image l:1 b >/dev/null; rm -r b/rootfs/d; echo new >b/rootfs/new
                umoci repack --image l:1 b >/dev/null; umoci config --image l:1 --config.cmd /new
                """)
            let image = try await fixture.store.load(archive: "\(fixture.directory)/l", as: "made:1")[0]
            #expect(image.configuration.command == ["/new"])
            let lower = image.layers.reversed().joined(separator: ":")
            #expect(
                try await fixture.shell(
                    "mkdir m; mount -t overlay overlay -o lowerdir=\(lower) m; trap 'umount m' EXIT; ls m")
                    == "kept\nnew\n")
        }
    }

    @Test("Of an index, nested or not, the image for this machine is taken; attestations are passed over")
    func platforms() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python(
                Self.prelude + """
                    mine, other = manifest(layer(entry('f', 'mine'))), manifest(layer(entry('f', 'other')))
                    blobs_of_other = [d for d in blobs]
                    inner = index(blob(b'{}', **{'annotations': {'vnd.docker.reference.type': 'attestation-manifest'}}, **platform('unknown', os='unknown')),
                        blob(other, **platform('s390x')), blob(mine, **platform(here)), blob(other, **platform(here, os='windows')))
                    oci('nested.tar', blob(inner, **named('quay.io/x/nested:1', 'io.containerd.image.name')))
                    oci('flat.tar', blob(other, **platform('s390x'), **named('flat:1')), blob(mine, **platform(here), **named('flat:1')))
                    blobs.clear()
                    oci('foreign.tar', blob(index(blob(manifest(layer()), **platform('s390x'))), **named('foreign:1')))
                    """)
            for (file, name) in [("nested", "quay.io/x/nested:1"), ("flat", "docker.io/library/flat:1")] {
                let images = try await fixture.store.load(archive: "\(fixture.directory)/\(file).tar")
                #expect(images.count == 1)
                #expect(images[0].names.contains(name))
                #expect(try await fixture.run("cat", images[0].layers[0] + "/f") == "mine")
            }
            #expect(
                try await fixture.store.find("quay.io/x/nested:1")?.digests.filter { $0.hasPrefix("quay") }.count == 2)
            let error = await #expect(throws: ImageError.self) {
                try await fixture.store.load(archive: "\(fixture.directory)/foreign.tar")
            }
            #expect(error?.message.contains("holds no image for linux/") == true)
        }
    }

    @Test(
        "B9: blobs that are missing, of another digest or size, or no image at all are refused",
        arguments: [
            ("m = manifest(l); d = blob(m); blobs[digest(m)] = m + b' '; oci('a.tar', d)", "has the wrong digest"),
            ("d = blob(manifest(l)); d['size'] += 1; oci('a.tar', d)", "bytes, not"),
            ("m = manifest(l); d = blob(m); del blobs[digest(config([l]))]; oci('a.tar', d)", "is missing"),
            ("m = manifest(l); d = blob(m); del blobs[digest(gzip.compress(l))]; oci('a.tar', d)", "is missing"),
            (
                "m = manifest(l); d = blob(m); k = digest(gzip.compress(l)); blobs[k] = blobs[k][:-1] + b'x'; oci('a.tar', d)",
                "has the wrong digest"
            ),
            ("oci('a.tar', blob(manifest(l, media='application/vnd.wasm.config.v1+json')))", "no container image"),
            ("oci('a.tar', blob(b'{\"schemaVersion\": 1, \"fsLayers\": []}'))", "neither an image manifest"),
            ("oci('a.tar', {'digest': 'sha512:' + 'a' * 128, 'size': 1})", "no SHA-256 digest"),
            ("oci('a.tar', {'digest': 'sha256:../../x', 'size': 1})", "no SHA-256 digest"),
            ("oci('a.tar')", "lists no image"),
            ("oci('a.tar', blob(manifest(l, manifests=[])))", "neither an image manifest"),
        ])
    func refused(_ script: String, _ text: String) async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python(
                "gzip.compress = lambda data, z=gzip.compress: z(data, mtime=0)\n" + Self.prelude
                    + "l = layer(entry('f', 'x'))\n" + script)
            let before = try await fixture.snapshot()
            let error = await #expect(throws: ImageError.self) {
                try await fixture.store.load(archive: "\(fixture.directory)/a.tar")
            }
            #expect(error?.kind == .corrupt)
            #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
            #expect(try await fixture.snapshot() == before)
        }
    }

    @Test("Links between the layers of an old docker-archive are followed, within the archive only")
    func legacyLinks() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python(
                """
                l = layer(entry('f', 'x'))
                c = config([l, l])
                write_tar('a.tar', [('one/layer.tar', l), symlink('two/layer.tar', '../one/layer.tar'), (digest(c) + '.json', c),
                    ('manifest.json', json.dumps([{'Config': digest(c) + '.json', 'RepoTags': None, 'Layers': ['one/layer.tar', 'two/layer.tar']}]).encode())])
                """)
            let image = try await fixture.store.load(archive: "\(fixture.directory)/a.tar")[0]
            #expect(image.layers.count == 2)
            #expect(image.names == [])
        }
    }
}

extension Array {
    func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var result: [T] = []
        for element in self { result.append(try await transform(element)) }
        return result
    }
}
