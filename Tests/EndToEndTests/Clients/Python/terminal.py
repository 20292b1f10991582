"""Runs a command on a terminal of 33 rows and 111 columns, and plays a dialogue with it.

usage: terminal.py '[["text to wait for", "text to type"], ...]' COMMAND...

Prints all that the terminal showed. Exits with the command's code, or with 99 where an awaited text did not come in
60 seconds or before the command ended.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time


def main(dialogue, command):
    pid, terminal = pty.fork()
    if pid == 0:
        # Before the command looks: its terminal has this size from the first moment.
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 111, 0, 0))
        os.execvp(command[0], command)
    shown, seen = b"", 0
    deadline = time.monotonic() + 60
    while True:
        while dialogue and (at := shown.find(dialogue[0][0].encode(), seen)) >= 0:
            seen = at + len(dialogue[0][0].encode())
            os.write(terminal, dialogue.pop(0)[1].encode())
            deadline = time.monotonic() + 60
        ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            os.kill(pid, 9)
            break
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not piece:
            break
        shown += piece
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    sys.stdout.buffer.write(shown)
    if dialogue:
        print(f"\n(never came: {dialogue[0][0]!r}; the command ended with {code})")
        return 99
    return code


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1]), sys.argv[2:]))
