import CLinux
import Glibc

/// Terminals of processes in containers.
enum Terminal {
    /// Sets the window size of the terminal that a process has as one of its standard streams, if it has one. `isAlive`
    /// says, after the terminal is open, that the pid still means that process.
    static func resize(of pid: Int32, columns: UInt16, rows: UInt16, isAlive: () -> Bool) {
        for descriptor in 0...2 {
            let flags = O_RDWR | O_NOCTTY | O_NONBLOCK
            // A stream that cannot be opened so is no terminal.
            guard let terminal = try? Descriptor.open("/proc/\(pid)/fd/\(descriptor)", flags),
                isatty(terminal.raw) == 1, isAlive()
            else { continue }
            _ = cl_set_window_size(terminal.raw, columns, rows)
            return
        }
    }
}
