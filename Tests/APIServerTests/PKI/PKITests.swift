import APIServer
import Foundation
import Testing

@Suite struct PKITests {
    private static func withDirectory(_ body: (String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("mayfly-pki-\(UUID())").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await body(directory)
    }

    private static func make(_ directory: String, bind: String = "127.0.0.1") throws -> PKI {
        try PKI(directory: directory + "/pki", names: ServerNames(bindAddress: bind))
    }

    private static func files(_ directory: String) throws -> [String: Data] {
        try Dictionary(
            uniqueKeysWithValues: FileManager.default.contentsOfDirectory(atPath: directory + "/pki").map {
                ($0, try Data(contentsOf: URL(fileURLWithPath: directory + "/pki/" + $0)))
            })
    }

    @Test("the set is made once, readable by its owner only, and kept")
    func kept() async throws {
        try await Self.withDirectory { directory in
            _ = try Self.make(directory)
            let first = try Self.files(directory)
            #expect(
                first.keys.sorted() == [
                    "admin.crt", "admin.key", "apiserver.crt", "apiserver.key", "ca.crt", "ca.key", "sa.key", "sa.pub",
                ])
            for name in first.keys {
                let mode = try FileManager.default.attributesOfItem(atPath: directory + "/pki/" + name)[
                    .posixPermissions]
                #expect(mode as? Int == 0o600, "\(name)")
            }
            _ = try Self.make(directory)
            #expect(try Self.files(directory) == first)
        }
    }

    @Test("openssl finds every certificate good, for the names it is for")
    func verifies() async throws {
        try await Self.withDirectory { directory in
            _ = try Self.make(directory)
            let pki = directory + "/pki/"
            for arguments in [
                ["-purpose", "sslserver", "-verify_hostname", "localhost", pki + "apiserver.crt"],
                ["-purpose", "sslserver", "-verify_hostname", "kubernetes.default.svc", pki + "apiserver.crt"],
                ["-purpose", "sslserver", "-verify_ip", "127.0.0.1", pki + "apiserver.crt"],
                ["-purpose", "sslserver", "-verify_ip", "::1", pki + "apiserver.crt"],
                ["-purpose", "sslclient", pki + "admin.crt"],
            ] {
                let output = try await run(
                    "openssl", ["verify", "-x509_strict", "-CAfile", pki + "ca.crt"] + arguments)
                #expect(output.code == 0, "\(arguments): \(output.standardError)")
            }
            let subject = try await run(
                "openssl", ["x509", "-in", pki + "admin.crt", "-noout", "-subject", "-checkend", "31000000"])
            #expect(subject.standardOutput.contains("O = system:masters, CN = kubernetes-admin"))
            #expect(subject.code == 0)
        }
    }

    @Test(
        "a set that a crash left half-written is completed and its authority kept",
        arguments: [
            ["ca.crt"], ["apiserver.crt", "apiserver.key"], ["apiserver.crt"], ["admin.key"], ["sa.key", "sa.pub"],
            ["sa.pub"],
            ["ca.crt", "apiserver.crt", "apiserver.key", "admin.crt", "admin.key", "sa.key", "sa.pub"],
        ])
    func halfWritten(missing: [String]) async throws {
        try await Self.withDirectory { directory in
            _ = try Self.make(directory)
            let before = try Self.files(directory)
            for name in missing { try FileManager.default.removeItem(atPath: directory + "/pki/" + name) }
            try Data("half".utf8).write(to: URL(fileURLWithPath: directory + "/pki/admin.crt.new"))
            _ = try Self.make(directory)
            let after = try Self.files(directory)
            #expect(after["ca.key"] == before["ca.key"])
            if !missing.contains("ca.crt") { #expect(after["ca.crt"] == before["ca.crt"]) }
            #expect(Set(before.keys).isSubset(of: after.keys))
            for name in ["apiserver.crt", "admin.crt"] {
                let pki = directory + "/pki/"
                #expect(try await run("openssl", ["verify", "-CAfile", pki + "ca.crt", pki + name]).code == 0)
            }
        }
    }

    @Test(
        "an authority that cannot be read is told and left alone",
        arguments: [
            ("ca.key", "is no P-256 private key in PEM"), ("ca.crt", "is no certificate in PEM"),
        ])
    func damaged(name: String, reason: String) async throws {
        try await Self.withDirectory { directory in
            _ = try Self.make(directory)
            try Data("damaged".utf8).write(to: URL(fileURLWithPath: directory + "/pki/" + name))
            let before = try Self.files(directory)
            let failure = #expect(throws: PKI.Failure.self) { try Self.make(directory) }
            #expect(failure?.description.contains(reason) == true, "\(failure?.description ?? "")")
            #expect(failure?.description.contains("restore it from a backup") == true)
            #expect(try Self.files(directory) == before)
        }
    }

    @Test("an authority whose key is missing or another's is told")
    func mismatch() async throws {
        try await Self.withDirectory { directory in
            _ = try Self.make(directory)
            let key = directory + "/pki/ca.key"
            let own = try Data(contentsOf: URL(fileURLWithPath: key))
            try FileManager.default.removeItem(atPath: key)
            #expect(throws: PKI.Failure.self) { try Self.make(directory) }
            try FileManager.default.copyItem(atPath: directory + "/pki/sa.key", toPath: key)
            let failure = #expect(throws: PKI.Failure.self) { try Self.make(directory) }
            #expect(failure?.description.contains("do not belong together") == true)
            try own.write(to: URL(fileURLWithPath: key))
            _ = try Self.make(directory)
        }
    }

    @Test("a new bind address renews the server's certificate and nothing else")
    func newName() async throws {
        try await Self.withDirectory { directory in
            _ = try Self.make(directory)
            let before = try Self.files(directory)
            _ = try Self.make(directory, bind: "192.0.2.7")
            let after = try Self.files(directory)
            #expect(before.keys.filter { before[$0] != after[$0] }.sorted() == ["apiserver.crt", "apiserver.key"])
        }
    }

    @Test("A17: kubectl works with the kubeconfig that the server writes")
    func kubeconfig() async throws {
        try await LiveServer.with(DocumentsHandler()) { server in
            let mode = try FileManager.default.attributesOfItem(atPath: server.directory + "/admin.kubeconfig")[
                .posixPermissions]
            #expect(mode as? Int == 0o600)
            let output = try await server.kubectl(["get", "--raw", "/version"])
            #expect(output.standardOutput.contains("mayfly"), "\(output.standardError)")
        }
    }

    @Test("a client certificate of another authority is refused")
    func foreign() async throws {
        try await LiveServer.with(EchoHandler()) { server in
            try await Self.withDirectory { directory in
                _ = try Self.make(directory)
                let answer = try await server.curl(
                    "/", ["--cert", directory + "/pki/admin.crt", "--key", directory + "/pki/admin.key"])
                #expect(answer.status == nil)
                #expect(answer.exitCode != 0)
            }
        }
    }
}
