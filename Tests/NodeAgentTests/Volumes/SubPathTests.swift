import Glibc
import Testing

@testable import NodeAgent

@Suite("Parts of volumes", .serialized)
struct SubPathTests {
    @Test("A directory or a file is mounted, and made where it is missing")
    func mounts() async throws {
        try await withTemporaryDirectory { (root: String) throws in
            try Files.makeDirectory("\(root)/volume/a")
            try Files.write([7], to: "\(root)/volume/a/file")
            try SubPath.mount("a", of: "\(root)/volume", at: "\(root)/points/0")
            #expect(try Files.read("\(root)/points/0/file") == [7])
            try SubPath.mount("a/file", of: "\(root)/volume", at: "\(root)/points/1")
            #expect(try Files.read("\(root)/points/1") == [7])
            try SubPath.mount("new/deep", of: "\(root)/volume", at: "\(root)/points/2")
            try Files.write([8], to: "\(root)/points/2/x")
            #expect(try Files.read("\(root)/volume/new/deep/x") == [8])
            #expect(try Mounts.isMountPoint("\(root)/points/2"))
            try Mounts.unmountAll(below: "\(root)/points")
            #expect(try !Mounts.isMountPoint("\(root)/points/2"))
        }
    }

    @Test("A symlink that leads out of the volume is refused", arguments: ["link", "link/etc", "link/new", "dir/up"])
    func escape(path: String) async throws {
        try await withTemporaryDirectory { (root: String) throws in
            try Files.makeDirectory("\(root)/volume/dir")
            try Files.makeDirectory("\(root)/outside")
            #expect(symlink("/", "\(root)/volume/link") == 0)
            #expect(symlink("../../outside", "\(root)/volume/dir/up") == 0)
            #expect(throws: ResolutionError.self) {
                try SubPath.mount(path, of: "\(root)/volume", at: "\(root)/point")
            }
            #expect(try Files.kind("/new") == nil)
        }
    }

    @Test("A symlink that stays inside is followed")
    func inside() async throws {
        try await withTemporaryDirectory { (root: String) throws in
            try Files.makeDirectory("\(root)/volume/real")
            try Files.write([1], to: "\(root)/volume/real/x")
            #expect(symlink("real", "\(root)/volume/link") == 0)
            try SubPath.mount("link", of: "\(root)/volume", at: "\(root)/point")
            #expect(try Files.read("\(root)/point/x") == [1])
        }
    }

    @Test("Dots and absolute paths are refused", arguments: ["..", "a/../b", "/a"])
    func refused(path: String) async throws {
        try await withTemporaryDirectory { (root: String) throws -> Void in
            #expect(throws: ResolutionError.self) { try SubPath.mount(path, of: root, at: "\(root)/p") }
        }
    }
}
