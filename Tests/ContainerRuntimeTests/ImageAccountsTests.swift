import Glibc
import Testing

@testable import ContainerRuntime

struct ImageAccountsTests {
    private static let accounts = ImageAccounts(
        passwd: "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1001::/home/app:/bin/sh\nbroken\n",
        group: "root:x:0:\nwheel:x:10:root,app\nextra:x:2000:app\nbroken\n")

    struct Case: Sendable {
        var image = ""
        var user: Int64?
        var group: Int64?
        var expected: ResolvedUser
    }

    static let cases = [
        Case(expected: ResolvedUser(uid: 0, gid: 0, additionalGroups: [0], home: "/root")),
        Case(
            image: "app",
            expected: ResolvedUser(uid: 1000, gid: 1001, additionalGroups: [1001, 10, 2000], home: "/home/app")),
        Case(
            image: "1000",
            expected: ResolvedUser(uid: 1000, gid: 1001, additionalGroups: [1001, 10, 2000], home: "/home/app")),
        Case(
            image: "app:extra",
            expected: ResolvedUser(uid: 1000, gid: 2000, additionalGroups: [2000, 10], home: "/home/app")),
        Case(image: "7:8", expected: ResolvedUser(uid: 7, gid: 8, additionalGroups: [8], home: "/")),
        Case(image: "app", user: 7, expected: ResolvedUser(uid: 7, gid: 0, additionalGroups: [0], home: "/")),
        Case(
            image: "app", group: 5,
            expected: ResolvedUser(uid: 1000, gid: 5, additionalGroups: [5, 10, 2000], home: "/home/app")),
        Case(
            image: "root", user: 1000, group: 3,
            expected: ResolvedUser(uid: 1000, gid: 3, additionalGroups: [3, 10, 2000], home: "/home/app")),
    ]

    private static func spec(_ test: Case) -> ContainerSpec {
        var spec = ContainerSpec(
            id: ContainerID(podUID: "u", name: "c", attempt: 0), imageID: "i", imageReference: "i")
        spec.user = test.user
        spec.group = test.group
        return spec
    }

    @Test("the pod's numbers win over the image's user, whose groups come with it", arguments: cases)
    func resolve(_ test: Case) throws {
        var expected = test.expected
        // root's own supplementary groups
        if expected.uid == 0 { expected.additionalGroups = [0, 10] }
        #expect(try Self.accounts.resolve(imageUser: test.image, spec: Self.spec(test)) == expected)
    }

    @Test("a user the image does not know is an error, and so is root where it is forbidden")
    func refused() throws {
        var spec = Self.spec(Case(expected: ResolvedUser(uid: 0, gid: 0, additionalGroups: [0], home: "/")))
        let unknown = #expect(throws: RuntimeError.self) {
            try Self.accounts.resolve(imageUser: "nobody", spec: spec)
        }
        #expect(unknown?.message == "unable to find user nobody: no matching entries in passwd file")
        spec.mustRunAsNonRoot = true
        let root = #expect(throws: RuntimeError.self) { try Self.accounts.resolve(imageUser: "", spec: spec) }
        #expect(root?.kind == .configuration)
    }

    @Test("an image's symbolic links do not lead to the machine's accounts, and a pipe does not block")
    func escape() throws {
        var template = Array("/tmp/mayfly-accounts-XXXXXX".utf8CString)
        let directory = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer { #expect(throws: Never.self) { try Files.removeTree(directory) } }
        try Files.makeDirectory("\(directory)/etc")
        symlink("/etc/group", "\(directory)/etc/group")
        symlink("../../../../../../etc/hostname", "\(directory)/etc/passwd")
        let links = try ImageAccounts(rootDirectory: directory)
        #expect(links.group.isEmpty && links.passwd.isEmpty)
        unlink("\(directory)/etc/passwd")
        mkfifo("\(directory)/etc/passwd", 0o600)
        #expect(try ImageAccounts(rootDirectory: directory).passwd.isEmpty)
        unlink("\(directory)/etc/passwd")
        try Files.write(Array("inside".utf8), to: "\(directory)/accounts")
        symlink("/accounts", "\(directory)/etc/passwd")
        #expect(try ImageAccounts(rootDirectory: directory).passwd == "inside")
    }
}
