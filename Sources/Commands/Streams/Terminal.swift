internal import Glibc
internal import Synchronization

/// The terminal a session runs on.
enum Terminal {
    /// Whether both ends are a terminal, so that a session may have one.
    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// Columns and rows, nil where standard output is no terminal.
    static var size: (columns: UInt16, rows: UInt16)? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return (size.ws_col, size.ws_row)
    }

    private static let saved = Mutex<termios?>(nil)

    /// Hands every key to the other side, unechoed, until ``restore()``.
    static func makeRaw() {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
        saved.withLock { $0 = $0 ?? settings }
        cfmakeraw(&settings)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
    }

    /// Gives the terminal back as it was; safe to call at any time, any number of times.
    static func restore() {
        saved.withLock { saved in
            if var settings = saved { tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) }
            saved = nil
        }
    }
}
