#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Hostile files: a file of one or two megabytes takes the program no more
# than 128 MB (60 were seen, on some machines 80), and twice the file no more
# than three times the memory, beyond what the program takes for a small file.
# The files beside it are indexed nevertheless.
. "${0%/*}/tap.sh"

# The peak of a child is at least that of the program that starts it, so that
# is kept small.
cat >run.py <<'END'
import os, sys
null = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=null)
status, usage = os.wait4(pid, 0)[1:]
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
END
cat >make.py <<'END'
import gzip, os, sys, zipfile
size = int(sys.argv[2])
os.mkdir(sys.argv[1])
os.chdir(sys.argv[1])

def folder(name):
    os.mkdir(name)
    with open(f"{name}/beside.txt", "w") as f:
        f.write("提灯の話。\n")
    return f"{name}/{name}"

def write(name, unit, size, more=""):
    with open(folder(name), "w") as f:
        f.write(unit * (size // len(unit.encode())) + more)

write("headings.md", "# 春\n", size)
write("headings.html", "<h1>春", size)
write("links.md", "![春](b\n", size)
write("deep.html", "<div>", size // 4, "底の花")
write("open.html", "<p a='春", size)
write("deep.jsonl", "[", size)
write("rows.csv", '"春",', size)
write("line.txt", "春はあけぼの", size)
write("lines.txt", "春\n", size)
write("notes.txt", "｜春《はる》［＃「", size)
write("escapes.txt", "\x1b$B", size)
write("header.eml", "Subject: =?utf-8?Q?=E6=98=A5?=\n", size)
write("parts.eml", "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
      size // 2)
write("macros.1", ".TH A 1\n.ie n \\{\\\n", size // 2)
with gzip.open(folder("bomb.txt.gz"), "wb") as f:
    for i in range(50):
        f.write(b"a" * size)
with zipfile.ZipFile(folder("bomb.zip"), "w", zipfile.ZIP_DEFLATED) as z:
    for i in range(20):
        z.writestr(f"{i}.txt", "春".encode() * (size // 4))
END
python3 make.py whole 2097152
python3 make.py half 1048576
mkdir small
echo 提灯の話。 >small/beside.txt

# add FOLDER: index it; sets $code and $peak, in KB
add() {
    rm -rf db
    got=$(python3 -IS run.py "$HIKU_INDEX" add "$1")
    code=${got% *} peak=${got#* }
}

add small
small=$peak
for path in whole/*; do
    name=${path#*/}
    add "half/$name"
    half=$peak
    add "$path"
    case $code in
    0 | 1) result 0 "$name: it ends" ;;
    *) result 1 "$name: it ends ($code)" ;;
    esac
    is "$("$HIKU" -c 提灯)" 1 "$name: what is beside it is found"
    sanitized || [ "$peak" -lt 131072 ]
    result $? "$name: under 128 MB ($peak KB)"
    # 8 MB: what allocators and buffers of fixed sizes may add.
    sanitized ||
        [ $((peak - small)) -lt $(((half - small) * 3 + 8192)) ]
    result $? "$name: grows with the file ($small, $half, $peak KB)"
done

finish
