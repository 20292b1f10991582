import ContainerRuntime
import Testing

@testable import Commands

@Suite struct ImageListTests {
    @Test("The list has a line for every name, aligned as Docker's, and one for an image without")
    func table() {
        let id = "sha256:" + String(repeating: "0123456789abcdef", count: 4)
        let images = [
            ImageRecord(
                id: id, names: ["docker.io/library/busybox:1.36", "localhost:5000/a/b:latest"], size: 4_261_550),
            ImageRecord(id: id, size: 0),
        ]
        #expect(
            ImageList.table(images) == """
                REPOSITORY           TAG      IMAGE ID       SIZE
                busybox              1.36     0123456789ab   4.26MB
                localhost:5000/a/b   latest   0123456789ab   4.26MB
                <none>               <none>   0123456789ab   0B

                """)
        #expect(ImageList.table([]) == "REPOSITORY   TAG   IMAGE ID   SIZE\n")
    }

    @Test(
        "Sizes are written as Docker writes them",
        arguments: [
            (0, "0B"), (999, "999B"), (1000, "1kB"), (13_256, "13.3kB"), (5_000_000, "5MB"), (77_904_000, "77.9MB"),
            (1_020_000_000, "1.02GB"), (123_456_789_012, "123GB"),
        ])
    func size(_ bytes: Int64, _ text: String) { #expect(humanSize(bytes) == text) }
}
