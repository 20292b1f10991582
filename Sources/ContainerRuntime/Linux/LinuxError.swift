import SystemPackage

/// A system call that failed, and on what.
struct LinuxError: Error, Sendable, CustomStringConvertible {
    var doing: String
    var errno: Errno

    var description: String { "\(doing): \(errno)" }
}

/// Passes a result on, or throws it when it is a negated errno, as the functions of CLinux give it.
@discardableResult
func check(_ result: Int32, _ doing: @autoclosure () -> String) throws(LinuxError) -> Int32 {
    guard result < 0 else { return result }
    throw LinuxError(doing: doing(), errno: Errno(rawValue: -result))
}
