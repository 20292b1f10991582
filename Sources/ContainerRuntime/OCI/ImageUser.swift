import CLinux
import Glibc

/// Who a container's processes are.
struct ResolvedUser: Sendable, Equatable {
    var uid: Int64
    var gid: Int64
    var additionalGroups: [Int64]
    var home: String
}

/// The image's accounts: the text of its `/etc/passwd` and `/etc/group`, empty where it has none.
struct ImageAccounts: Sendable {
    var passwd = ""
    var group = ""

    init(passwd: String = "", group: String = "") {
        self.passwd = passwd
        self.group = group
    }

    /// Reads them from a root directory as the container would see them: no symbolic link leads out of it, and only
    /// regular files are read, of which the first mebibyte counts.
    init(rootDirectory: String) throws(LinuxError) {
        let root = try Descriptor.directory(rootDirectory)
        passwd = try Self.text("etc/passwd", in: root)
        group = try Self.text("etc/group", in: root)
    }

    private static func text(_ path: String, in root: Descriptor) throws(LinuxError) -> String {
        let raw = cl_open_in_root(root.raw, path)
        if raw < 0 { return "" }
        let file = Descriptor(raw)
        var status = stat()
        guard fstat(file.raw, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return "" }
        return String(decoding: try Files.read(file, limit: 1 << 20), as: UTF8.self)
    }

    /// Finds out who runs: Kubernetes' numbers win over the image's user (`USER[:GROUP]`, names or numbers).
    func resolve(imageUser: String, spec: ContainerSpec) throws(RuntimeError) -> ResolvedUser {
        let parts = imageUser.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let wanted = spec.user.map(String.init) ?? parts.first ?? ""
        let account = entries(passwd).first { $0.count > 2 && ($0[0] == wanted || $0[2] == wanted) }
        let uid: Int64
        if let number = Int64(wanted.isEmpty ? "0" : wanted) {
            uid = number
        } else if let number = account.flatMap({ Int64($0[2]) }) {
            uid = number
        } else {
            throw RuntimeError(.create, "unable to find user \(wanted): no matching entries in passwd file")
        }
        // An empty USER is root, whose account is found by number.
        let entry = account ?? entries(passwd).first { $0.count > 2 && $0[2] == String(uid) }
        let named = try group(named: spec.user == nil && parts.count > 1 ? parts[1] : "")
        let gid = spec.group ?? named ?? entry.flatMap { $0.count > 3 ? Int64($0[3]) : nil } ?? 0
        if spec.mustRunAsNonRoot, uid == 0 {
            throw RuntimeError(.configuration, "container has runAsNonRoot and image will run as root")
        }
        return ResolvedUser(
            uid: uid, gid: gid, additionalGroups: memberships(of: entry?.first, [gid] + spec.supplementalGroups),
            home: entry.flatMap { $0.count > 5 && !$0[5].isEmpty ? $0[5] : nil } ?? "/")
    }

    private func group(named name: String) throws(RuntimeError) -> Int64? {
        if name.isEmpty { return nil }
        if let number = Int64(name) { return number }
        let entry = entries(group).first { $0.count > 2 && $0[0] == name }
        guard let number = entry.flatMap({ Int64($0[2]) }) else {
            throw RuntimeError(.create, "unable to find group \(name): no matching entries in group file")
        }
        return number
    }

    /// The primary group is among them, or a file that denies its group something would not deny it (CVE-2022-36109).
    private func memberships(of user: String?, _ given: [Int64]) -> [Int64] {
        var groups = given
        if let user {
            for entry in entries(group)
            where entry.count > 3 && entry[3].split(separator: ",").contains(Substring(user)) {
                if let number = Int64(entry[2]), !groups.contains(number) { groups.append(number) }
            }
        }
        return groups
    }

    private func entries(_ text: String) -> [[String]] {
        text.split(separator: "\n").map { line in
            line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
