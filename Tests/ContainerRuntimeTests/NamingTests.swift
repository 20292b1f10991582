import Testing

@testable import ContainerRuntime

struct NamingTests {
    @Test(
        "a range's bridge has a name the kernel takes, and no two ranges the same",
        arguments: [
            ("10.85.0.0/16", "mf0a550000-16"), ("192.168.255.128/30", "mfc0a8ff80-30"),
            ("10.85.0.0/24", "mf0a550000-24"),
        ])
    func bridge(cidr: String, name: String) throws {
        #expect(try PodNetwork.bridgeName(cidr) == name)
        #expect(name.utf8.count <= 15)
    }

    @Test(
        "what is no IPv4 range is refused",
        arguments: ["", "10.85.0.0", "10.85.0/16", "10.85.0.0/31", "fd00::/64", "10.85.0.999/16"])
    func badRange(cidr: String) {
        let error = #expect(throws: RuntimeError.self) { try PodNetwork.bridgeName(cidr) }
        #expect(error?.kind == .machine)
    }

    @Test(
        "names that would lead to another directory are refused",
        arguments: ["", ".", "..", "a/b", "a_b", "a b", ".hidden"])
    func badName(name: String) throws {
        let layout = try RuntimeLayout(dataDirectory: "/tmp")
        #expect(throws: RuntimeError.self) {
            try layout.validate(ContainerID(podUID: "uid", name: name, attempt: 0))
        }
        #expect(throws: RuntimeError.self) {
            try layout.validate(ContainerID(podUID: name, name: "app", attempt: 0))
        }
    }
}
