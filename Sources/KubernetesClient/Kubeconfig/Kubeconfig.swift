public import KubernetesAPI

/// A kubeconfig, or several merged, as kubectl reads them (clientcmd `Config`).
public struct Kubeconfig: Sendable {
    public var clusters: [String: JSONValue] = [:]
    public var users: [String: JSONValue] = [:]
    public var contexts: [String: JSONValue] = [:]
    public var currentContext = ""
    /// For each named entry, the directory of the file it came from: relative file names start there.
    var directories: [String: String] = [:]

    public init() {}

    /// Reads the text of one file. Throws a ``KubeconfigError`` naming the file.
    public init(text: String, path: String) throws {
        let documents: [JSONValue]
        do { documents = try JSONValue.parseYAML(text) } catch {
            throw KubeconfigError("error loading config file \"\(path)\": \(error)")
        }
        guard let document = documents.first, document != .null else { return }
        guard document.object != nil else {
            throw KubeconfigError("error loading config file \"\(path)\": it is not a kubeconfig")
        }
        let directory = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
        func entries(_ list: String, _ member: String) -> [String: JSONValue] {
            var found: [String: JSONValue] = [:]
            for entry in document[list]?.array ?? [] {
                guard let name = entry["name"]?.string, found[name] == nil else { continue }
                found[name] = entry[member] ?? [:]
                directories["\(member)/\(name)"] = directory
            }
            return found
        }
        clusters = entries("clusters", "cluster")
        users = entries("users", "user")
        contexts = entries("contexts", "context")
        currentContext = document["current-context"]?.string ?? ""
    }

    /// Adds what `other` has and this one has not: the first file to name a thing wins (clientcmd's rule for `$KUBECONFIG`).
    public mutating func merge(_ other: Kubeconfig) {
        clusters.merge(other.clusters) { mine, _ in mine }
        users.merge(other.users) { mine, _ in mine }
        contexts.merge(other.contexts) { mine, _ in mine }
        directories.merge(other.directories) { mine, _ in mine }
        if currentContext.isEmpty { currentContext = other.currentContext }
    }
}

/// Why no connection could be made from a kubeconfig; one sentence for the terminal.
public struct KubeconfigError: Error, Sendable, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}
