import CLinux
import SystemPackage

extension Descriptor {
    /// A process, by a descriptor that never means another one.
    static func process(_ pid: Int32) throws(LinuxError) -> Descriptor {
        Descriptor(try check(cl_pidfd_open(pid), "open process \(pid)"))
    }

    /// Sends a signal to the process this stands for; succeeds if it has ended.
    func send(_ signal: Int32) throws(LinuxError) {
        let outcome = cl_pidfd_send_signal(raw, signal)
        if outcome == -Errno.noSuchProcess.rawValue { return }
        try check(outcome, "send signal \(signal)")
    }

    /// Whether the process this stands for has not ended.
    var isAlive: Bool { cl_pidfd_send_signal(raw, 0) == 0 }
}
