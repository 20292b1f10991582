internal import KubernetesAPI

/// Whom a request wants to be done as (`kubectl --as`), by its `Impersonate-` headers.
struct Impersonation {
    /// The user that is asked for, with the groups that Kubernetes adds.
    let user: UserInfo
    /// What the asker must be allowed to do for it, each with the verb `impersonate`.
    let rights: [RequestInfo]

    /// Nil where nobody is named. Throws 400 where something else of a user is.
    init?(_ headers: HeaderFields) throws(StatusError) {
        var extra: [String: [String]] = [:]
        for field in headers.all(beginningWith: "Impersonate-Extra-") {
            extra[Self.extraKey(field.rest.lowercased()), default: []].append(field.value)
        }
        let groups = headers.all("Impersonate-Group")
        let uid = headers["Impersonate-Uid"] ?? ""
        guard let name = nonEmpty(headers["Impersonate-User"]) else {
            guard groups.isEmpty, uid.isEmpty, extra.isEmpty else {
                throw .badRequest("requested impersonation of a group, uid or extra without impersonating a user")
            }
            return nil
        }
        let account = Self.serviceAccount(name)
        var user = UserInfo(name: name, uid: uid, groups: groups)
        user.extra = extra
        if groups.isEmpty, let account {
            user.groups = ["system:serviceaccounts", "system:serviceaccounts:\(account.namespace)"]
        }
        if let standing = Self.standing(user) { user.groups.append(standing) }
        self.user = user
        var rights = [
            account.map { Self.right("serviceaccounts", $0.name, namespace: $0.namespace) } ?? Self.right("users", name)
        ]
        rights += groups.map { Self.right("groups", $0) }
        for (key, values) in extra.sorted(by: { $0.key < $1.key }) {
            rights += values.map { Self.right("userextras", $0, of: Self.group, subresource: key) }
        }
        if !uid.isEmpty { rights.append(Self.right("uids", uid, of: Self.group)) }
        self.rights = rights
    }

    private static let group = "authentication.k8s.io"

    /// What is no encoding is the key itself.
    private static func extraKey(_ name: String) -> String {
        do { return try PercentEncoding.decode(Array(name.utf8)[...]) } catch { return name }
    }

    /// The group that says whether the user is known, unless one is among those asked for.
    private static func standing(_ user: UserInfo) -> String? {
        let standings = ["system:authenticated", "system:unauthenticated"]
        if user.name == UserInfo.anonymous.name { return user.groups.contains(standings[1]) ? nil : standings[1] }
        return user.groups.contains { standings.contains($0) } ? nil : standings[0]
    }

    private static func serviceAccount(_ user: String) -> (namespace: String, name: String)? {
        let prefix = "system:serviceaccount:"
        guard user.hasPrefix(prefix) else { return nil }
        let names = user.dropFirst(prefix.count)
        let parts = names.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, NameRules.dnsLabel(parts[0]).isEmpty, NameRules.dnsSubdomain(parts[1]).isEmpty else {
            return nil
        }
        return (parts[0], parts[1])
    }

    private static func right(
        _ resource: String, _ name: String, of group: String = "", namespace: String = "", subresource: String = ""
    ) -> RequestInfo {
        var right = RequestInfo()
        right.isResource = true
        right.verb = "impersonate"
        right.group = group
        right.resource = resource
        right.subresource = subresource
        right.namespace = namespace
        right.name = name
        return right
    }
}
