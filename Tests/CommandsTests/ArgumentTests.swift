import ArgumentParser
import KubernetesAPI
import Testing

@testable import Commands

@Suite struct ArgumentTests {
    @Test(
        "Arguments as people type them for kubectl reach the parser in its own form",
        arguments: [
            (["get", "pods"], ["get", "pods"]),
            (["-n", "prod", "get", "pods"], ["get", "-n", "prod", "pods"]),
            (
                ["--namespace=prod", "--context", "eks", "logs", "web"],
                ["logs", "--namespace=prod", "--context", "eks", "web"]
            ),
            (["debug", "web", "--interactive=true", "--tty=true"], ["debug", "web", "--interactive", "--tty"]),
            (["debug", "web", "--tty=false", "--image=busybox"], ["debug", "web", "--image=busybox"]),
            (["delete", "pod", "web", "--wait=false"], ["delete", "pod", "web", "--no-wait"]),
            (["delete", "pod", "web", "--wait=true"], ["delete", "pod", "web", "--wait"]),
            (["exec", "web", "--", "sh", "--tty=true"], ["exec", "web", "--", "sh", "--tty=true"]),
            (["get", "pods", "--watch=maybe"], ["get", "pods", "--watch=maybe"]),
            ([], []),
            (["-n"], ["-n"]),
        ])
    func normalization(typed: [String], expected: [String]) {
        #expect(normalized(typed) == expected)
    }

    @Test(
        "The words behind a verb name kinds and objects",
        arguments: [
            (["pods"], [("pods", [String]())]),
            (["pod", "a", "b"], [("pod", ["a", "b"])]),
            (["pod/a", "cm/b"], [("pod", ["a"]), ("cm", ["b"])]),
            (["pods,configmaps"], [("pods", []), ("configmaps", [])]),
        ])
    func resources(words: [String], expected: [(String, [String])]) throws {
        let targets = try ResourceArguments(words).targets
        #expect(targets.map(\.word) == expected.map(\.0))
        #expect(targets.map(\.names) == expected.map(\.1))
    }

    @Test(
        "Words that name nothing are refused", arguments: [[], ["pod/a/b"], ["pod/a", "b"], ["pod/"], ["/a"], [","]])
    func refusedResources(words: [String]) {
        #expect(throws: CommandFailure.self) { try ResourceArguments(words) }
    }

    @Test(
        "A pod is named alone or with its kind",
        arguments: [("web", "web"), ("pod/web", "web"), ("pods/web", "web"), ("po/web", "web")])
    func podNames(argument: String, name: String) throws {
        #expect(try podName(argument) == name)
    }

    @Test("Other kinds are no pods", arguments: ["node/a", "", "pod/", "a/b/c"])
    func noPods(argument: String) {
        #expect(throws: CommandFailure.self) { try podName(argument) }
    }

    @Test(
        "Durations are Go's",
        arguments: [("5s", 5), ("1m30s", 90), ("2h", 7200), ("250ms", 1), ("0s", 0), ("1.5m", 90)] as [(String, Int64)])
    func durations(text: String, expected: Int64) throws {
        #expect(try seconds(inDuration: text) == expected)
    }

    @Test("What is no duration is refused", arguments: ["", "5", "s", "5x", "-5s", "5s5"])
    func noDurations(text: String) {
        #expect(throws: CommandFailure.self) { try seconds(inDuration: text) }
    }

    @Test("A14: debug's container is what kubectl would add")
    func debugContainer() throws {
        let options = try DebugOptions.parse(["-i", "-t", "--image=busybox", "--target=app", "--env=A=b=c"])
        try options.check()
        let expected: JSONValue = [
            "name": "dbg", "image": "busybox", "terminationMessagePolicy": "File", "resources": [:], "command": ["sh"],
            "env": [["name": "A", "value": "b=c"]], "targetContainerName": "app", "stdin": true, "tty": true,
        ]
        #expect(options.ephemeralContainer(name: "dbg", command: ["sh"]) == expected)
    }

    @Test(
        "Flags of debug that contradict are refused",
        arguments: [
            ["-i"], ["-t", "--image=x"], ["--image=x", "--image-pull-policy=Sometimes"], ["--image=x", "--env=A"],
        ])
    func contradictions(arguments: [String]) throws {
        let options = try DebugOptions.parse(arguments)
        #expect(throws: CommandFailure.self) { try options.check() }
    }
}
