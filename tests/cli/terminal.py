# SPDX-License-Identifier: GPL-2.0-or-later
#
# terminal.py [-a CELLS] [-i TEXT] COLUMNS ROWS COMMAND: run a command of sh in a
# terminal of that size, print what it gets. Where the command asks for the
# cursor, the terminal says that characters of ambiguous width have CELLS cells
# (1); with 0 it says nothing, with 9 nonsense. TEXT is typed at once.
import os, pty, select, struct, sys, fcntl, termios

cells, text, args = 1, b"", sys.argv[1:]
while args[0].startswith("-"):
    if args[0] == "-a":
        cells = int(args[1])
    else:
        text = args[1].encode()
    args = args[2:]
size = struct.pack("HHHH", int(args[1]), int(args[0]), 0, 0)
gate = os.pipe()
pid, fd = pty.fork()
if pid == 0:
    os.read(gate[0], 1)
    os.close(gate[0])
    os.close(gate[1])
    os.execvp("sh", ["sh", "-c", args[2]])
fcntl.ioctl(fd, termios.TIOCSWINSZ, size)
os.write(fd, text)
os.write(gate[1], b".")
QUESTION = b"\033[6n\xe2\x97\x8b\033[6n"
out = b""
while True:
    try:
        piece = os.read(fd, 65536)
    except OSError:
        break
    if not piece:
        break
    out += piece
    if QUESTION in out:
        out = out.replace(QUESTION, b"<asked>" if cells != 1 else b"")
        if cells == 9:
            os.write(fd, b"\033[1;R\033[;;;xR")
        elif cells:
            os.write(fd, b"\033[7;1R\033[7;%dR" % (1 + cells))
status = os.waitpid(pid, 0)[1]
out = out.replace(b"\r\n", b"\n")
sys.stdout.buffer.write(out.replace(b"\033[1G\033[K", b"") if cells == 1 else out)
sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)
