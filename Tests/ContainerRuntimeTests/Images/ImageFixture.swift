import ContainerRuntime
import Glibc
import Logging
import Subprocess
import SystemPackage

@testable import ContainerRuntime

/// A temporary directory with an image store in it; removed afterwards.
struct ImageFixture {
    let directory: String
    let store: ImageStore

    var root: String { "\(directory)/images" }

    static func run(
        limits: UnpackLimits = UnpackLimits(), _ body: (ImageFixture) async throws -> Void
    ) async throws {
        var template = Array("/tmp/mayfly-images-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ImageError.system("make a temporary directory") }
        let directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let result: Result<Void, any Error>
        do {
            let store = try await ImageStore.open(
                directory: "\(directory)/images", logger: Logger(label: "test"), limits: limits)
            try await body(ImageFixture(directory: directory, store: store))
            result = .success(())
        } catch {
            result = .failure(error)
        }
        try Directory.removeTree(directory)
        try result.get()
    }

    /// Another opening of the same store, as another process has it.
    func reopened() async throws -> ImageStore {
        try await ImageStore.open(directory: root, logger: Logger(label: "test"), limits: UnpackLimits())
    }

    /// Runs a program in the directory; its output, or an error with what it said.
    @discardableResult
    func run(_ program: String, _ arguments: String..., input: String = "") async throws -> String {
        let result = try await Subprocess.run(
            .name(program), arguments: Arguments(arguments), workingDirectory: FilePath(directory),
            input: .string(input), output: .string(limit: 1 << 24), error: .string(limit: 1 << 20))
        guard result.terminationStatus.isSuccess else {
            throw ImageError(.io, "\(program) \(arguments): \(result.standardError)")
        }
        return result.standardOutput
    }

    @discardableResult
    func shell(_ script: String) async throws -> String { try await run("bash", "-euc", script) }

    /// Runs Python with the helpers of ``pythonPrelude`` in the directory.
    @discardableResult
    func python(_ script: String) async throws -> String {
        try await run("python3", "-", input: Self.pythonPrelude + script)
    }

    /// Every file of the store with its type, mode, size and content: two equal ones mean that nothing has changed.
    func snapshot() async throws -> String {
        try await shell(
            """
            cd images
            find . -path ./generation -prune -o -printf '%p %y %m %s %l\\n' | sort
            find records -type f -print0 | sort -z | xargs -0r sha256sum
            """)
    }

    /// Makes archives byte by byte: `layer(entries)` gives a tar, `docker_archive(path, [images])` an image archive.
    static let pythonPrelude = """
        import gzip, hashlib, io, json, os, sys, tarfile
        def digest(b): return hashlib.sha256(b).hexdigest()
        def entry(name, data=None, type=None, link='', mode=0o644, uid=0, gid=0, mtime=1000000000, pax=None, major=0, minor=0):
            t = tarfile.TarInfo(name)
            t.type = type or tarfile.REGTYPE
            t.linkname, t.mode, t.uid, t.gid, t.mtime = link, mode, uid, gid, mtime
            t.devmajor, t.devminor = major, minor
            if pax: t.pax_headers = pax
            data = data.encode() if isinstance(data, str) else data
            t.size = len(data or b'') if t.isreg() else 0
            return t, data
        def folder(name, **k): return entry(name, type=tarfile.DIRTYPE, **{'mode': 0o755, **k})
        def symlink(name, to): return entry(name, type=tarfile.SYMTYPE, link=to, mode=0o777)
        def hardlink(name, to): return entry(name, type=tarfile.LNKTYPE, link=to)
        def layer(*entries, format=tarfile.PAX_FORMAT):
            out = io.BytesIO()
            with tarfile.open(fileobj=out, mode='w', format=format) as tar:
                for t, data in entries: tar.addfile(t, io.BytesIO(data) if data is not None else None)
            return out.getvalue()
        def config(layers, **more):
            return json.dumps({'architecture': 'amd64', 'os': 'linux', 'created': '2024-01-02T03:04:05Z',
                'config': {'Cmd': ['sh'], 'Env': ['PATH=/bin']} , 'rootfs': {'type': 'layers',
                'diff_ids': ['sha256:' + digest(l) for l in layers]}, **more}).encode()
        def write_tar(path, files):
            with tarfile.open(path, 'w') as tar:
                for name, data in files:
                    if isinstance(name, tarfile.TarInfo): tar.addfile(name); continue
                    t = tarfile.TarInfo(name); t.size = len(data); tar.addfile(t, io.BytesIO(data))
        def docker_archive(path, *images):
            manifest, files = [], {}
            for names, layers in images:
                c = config(layers)
                manifest.append({'Config': digest(c) + '.json', 'RepoTags': names,
                    'Layers': [digest(l) + '/layer.tar' for l in layers]})
                files[digest(c) + '.json'] = c
                for l in layers: files[digest(l) + '/layer.tar'] = l
            write_tar(path, [*files.items(), ('manifest.json', json.dumps(manifest).encode())])

        """
}
