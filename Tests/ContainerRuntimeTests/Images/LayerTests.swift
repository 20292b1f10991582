import Glibc
import Testing

@testable import ContainerRuntime

/// What becomes of the entries of layers.
@Suite struct LayerTests {
    /// Loads an image of the given layers (Python expressions) and passes the directories on.
    private func load(_ layers: String..., body: (ImageFixture, [String]) async throws -> Void) async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python("docker_archive('a.tar', (['app:1'], [\(layers.joined(separator: ", "))]))")
            let image = try await fixture.store.load(archive: "\(fixture.directory)/a.tar")[0]
            try await body(fixture, image.layers)
        }
    }

    @Test("Owners, modes, times, set-id bits, links, pipes and devices are unpacked as the layer has them")
    func metadata() async throws {
        let layer = """
            layer(folder('d', mode=0o1777, uid=5, gid=6, mtime=1100000000), entry('d/f', 'x', mode=0o4755, uid=1000, gid=100),
              hardlink('d/same', 'd/f'), symlink('d/link', '/absolute/../target'),
              entry('d/null', type=tarfile.CHRTYPE, major=1, minor=3, mode=0o666), entry('d/disk', type=tarfile.BLKTYPE, major=8, minor=1),
              entry('d/pipe', type=tarfile.FIFOTYPE, mode=0o600, uid=7))
            """
        try await load(layer) { fixture, layers in
            let listing = try await fixture.shell(
                "cd \(layers[0]); stat -c '%n %F %a %u %g %h %Y %t %T' d d/*; readlink d/link")
            #expect(
                listing == """
                    d directory 1777 5 6 2 1100000000 0 0
                    d/disk block special file 644 0 0 1 1000000000 8 1
                    d/f regular file 4755 1000 100 2 1000000000 0 0
                    d/link symbolic link 777 0 0 1 1000000000 0 0
                    d/null character special file 666 0 0 1 1000000000 1 3
                    d/pipe fifo 600 7 0 1 1000000000 0 0
                    d/same regular file 4755 1000 100 2 1000000000 0 0
                    /absolute/../target

                    """)
        }
    }

    @Test("File capabilities and user attributes are kept, attributes that steer overlayfs are not")
    func attributes() async throws {
        let layer = """
            layer(entry('f', 'x', uid=1000, pax={
              'SCHILY.xattr.security.capability': b'\\x01\\0\\0\\x02\\0\\x20\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0'.decode('latin1'),
              'SCHILY.xattr.user.note': 'hi', 'SCHILY.xattr.trusted.overlay.redirect': '/etc'}),
              folder('d', pax={'SCHILY.xattr.trusted.overlay.opaque': 'y'}))
            """
        try await load(layer) { fixture, layers in
            let listing = try await fixture.python(
                """
                for f in 'f', 'd':
                    p = '\(layers[0])/' + f
                    print(f, {n: os.getxattr(p, n).hex() for n in sorted(os.listxattr(p)) if not n.startswith('security.selinux')})
                """)
            #expect(
                listing == """
                    f {'security.capability': '0100000200200000000000000000000000000000', 'user.note': '6869'}
                    d {}

                    """)
        }
    }

    @Test("Whiteouts become overlayfs's: what a layer deletes is not seen through it")
    func whiteouts() async throws {
        let base = """
            layer(entry('gone', 'x'), entry('kept', 'x'), folder('emptied'), entry('emptied/old', 'x'),
              folder('replaced'), entry('replaced/old', 'x'), folder('late'), entry('late/old', 'x'), entry('tofile', 'x'))
            """
        let top = """
            layer(entry('.wh.gone', ''), folder('emptied'), entry('emptied/.wh..wh..opq', ''), entry('emptied/new', 'y'),
              entry('.wh.replaced', ''), entry('replaced/new', 'y'), folder('late'), entry('late/new', 'y'), entry('.wh.late', ''),
              entry('.wh.tofile', ''), entry('tofile', 'y'), entry('.wh..wh.plnk/1.2', 'x'))
            """
        try await load(base, top) { fixture, layers in
            let listing = try await fixture.shell(
                """
                mkdir m; mount -t overlay overlay -o lowerdir=\(layers[1]):\(layers[0]) m
                trap 'umount m' EXIT; (cd m; find . -type f | sort; cat tofile)
                """)
            #expect(listing == "./emptied/new\n./kept\n./late/new\n./replaced/new\n./tofile\ny")
        }
    }

    @Test(
        "A directory that a layer only implies keeps the owner and mode it has below, in a layer not shared with others"
    )
    func impliedDirectories() async throws {
        let base = "layer(folder('tmp', mode=0o1777, uid=3), folder('tmp/sub', mode=0o700))"
        let top = "layer(entry('tmp/sub/file', 'x'), entry('fresh/file', 'x'))"
        try await load(base, top) { fixture, layers in
            let listing = try await fixture.shell("cd \(layers[1]); stat -c '%n %a %u' tmp tmp/sub fresh")
            #expect(listing == "tmp 1777 3\ntmp/sub 700 0\nfresh 755 0\n")
            try await fixture.python("docker_archive('b.tar', (['alone:1'], [\(top)]))")
            let alone = try await fixture.store.load(archive: "\(fixture.directory)/b.tar")[0]
            #expect(alone.layers[0] != layers[1])
            #expect(try await fixture.shell("stat -c %a \(alone.layers[0])/tmp") == "755\n")
        }
    }

    @Test("A hard link to a file of a lower layer brings the file along")
    func linkBelow() async throws {
        try await load("layer(folder('d'), entry('d/f', 'content', mode=0o750, uid=9))", "layer(hardlink('g', 'd/f'))")
        {
            fixture, layers in
            let listing = try await fixture.shell("cd \(layers[1]); stat -c '%a %u %h' g; cat g d/f")
            #expect(listing == "750 9 2\ncontentcontent")
        }
    }

    @Test("Names keep their bytes, whether they are composed, decomposed or no UTF-8 at all")
    func names() async throws {
        let layer = """
            layer(entry('nfc-\\u00e9', 'x'), entry('nfd-e\\u0301', 'x'), symlink('l', 't-e\\u0301'),
              entry('long/' + 'n\\u0301' * 80, 'x')), \
            layer(entry(b'raw-\\xff\\xe9'.decode('utf8', 'surrogateescape'), 'x'), format=tarfile.GNU_FORMAT)
            """
        try await load(layer) { fixture, layers in
            let listing = try await fixture.python(
                """
                for d in \(layers.map { "b'\($0)'" }.joined(separator: ", ")):
                    for r, ds, fs in os.walk(d):
                        for f in sorted(fs): print(f[:20])
                print(os.readlink(b'\(layers[0])/l'))
                """)
            #expect(
                listing == """
                    b'l'
                    b'nfc-\\xc3\\xa9'
                    b'nfd-e\\xcc\\x81'
                    b'n\\xcc\\x81n\\xcc\\x81n\\xcc\\x81n\\xcc\\x81n\\xcc\\x81n\\xcc\\x81n\\xcc'
                    b'raw-\\xff\\xe9'
                    b't-e\\xcc\\x81'

                    """)
        }
    }

    @Test("A later entry of one name replaces the earlier one, whatever either is")
    func replaced() async throws {
        let layer = """
            layer(folder('a'), entry('a/x', '1'), entry('a', 'file'), entry('b', 'file'), folder('b'), entry('b/y', '2'),
              symlink('c', 'b'), folder('c'), entry('c/z', '3'), folder('d', mode=0o700), folder('d', mode=0o711),
              entry('e', 'old'), entry('e', 'new'))
            """
        try await load(layer) { fixture, layers in
            let listing = try await fixture.shell(
                "cd \(layers[0]); find . -mindepth 1 -printf '%p %y %m\\n' | sort; cat a e")
            #expect(
                listing == """
                    ./a f 644
                    ./b d 755
                    ./b/y f 644
                    ./c d 755
                    ./c/z f 644
                    ./d d 711
                    ./e f 644
                    filenew
                    """)
        }
    }

    @Test("A sparse file keeps its size and content")
    func sparse() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.shell(
                """
                mkdir r; truncate -s 10M r/s; printf end | dd of=r/s bs=1 seek=5000000 conv=notrunc status=none
                tar -C r --sparse --format=pax -cf r.tar s; sha256sum <r/s >sum
                """)
            let image = try await fixture.store.importRoot("\(fixture.directory)/r.tar", as: "sparse")
            #expect(try await fixture.shell("sha256sum <\(image.layers[0])/s | cmp - sum") == "")
            #expect(image.size == 10 << 20)
        }
    }

    @Test("An image without layers, and one with an empty layer, have a directory to mount")
    func noLayers() async throws {
        try await ImageFixture.run { fixture in
            try await fixture.python("docker_archive('a.tar', (['none:1'], []), (['empty:1'], [layer()]))")
            for image in try await fixture.store.load(archive: "\(fixture.directory)/a.tar") {
                #expect(image.layers.count == 1)
                #expect(try await fixture.shell("find \(image.layers[0]) -mindepth 1") == "")
            }
        }
    }

    @Test("Layers may be packed with gzip, zstd, xz or bzip2", arguments: ["gzip", "zstd", "xz", "bzip2"])
    func packed(_ program: String) async throws {
        try await ImageFixture.run { fixture in
            try await fixture.shell("mkdir r; seq 100000 >r/f; tar -C r -cf - . | \(program) -c >r.tar")
            let image = try await fixture.store.importRoot("\(fixture.directory)/r.tar", as: "packed")
            #expect(try await fixture.shell("cmp r/f \(image.layers[0])/f") == "")
        }
    }
}
