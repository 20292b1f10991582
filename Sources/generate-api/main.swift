import Glibc
import KubernetesSchema

func complain(_ text: String) { _ = write(2, text + "\n", text.utf8.count + 1) }

// generate-api [--check] DIRECTORY: writes the Swift structs of all declared types, one file a topic; with --check it
// writes nothing and exits with 1 naming the files that differ from what it would write.
let arguments = CommandLine.arguments.dropFirst()
let isCheck = arguments.first == "--check"
guard let directory = arguments.last, arguments.count == (isCheck ? 2 : 1) else {
    complain("usage: generate-api [--check] DIRECTORY")
    exit(2)
}

var drifted: [String] = []
for file in GeneratedFile.all(of: .shared) {
    let path = "\(directory)/\(file.name)"
    if isCheck {
        if readFile(path) != file.text { drifted.append(path) }
    } else if !writeFile(path, file.text) {
        complain("cannot write \(path): \(String(cString: strerror(errno)))")
        exit(1)
    }
}
if !drifted.isEmpty {
    complain("differ from the schema, run `make generate`: \(drifted.joined(separator: ", "))")
    exit(1)
}
