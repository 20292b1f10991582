internal import KubernetesAPI

/// `/version`. Clients take the API's level from major and minor, and the program's name from the build suffix.
enum VersionInfo {
    static func document(_ gitVersion: String) -> JSONValue {
        [
            "major": "1", "minor": "32", "gitVersion": .string(gitVersion), "gitCommit": "", "gitTreeState": "",
            "buildDate": "", "goVersion": "", "compiler": "swiftc", "platform": .string("linux/" + architecture),
        ]
    }

    private static var architecture: String {
        #if arch(arm64)
            "arm64"
        #else
            "amd64"
        #endif
    }
}
