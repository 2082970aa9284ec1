#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What is made to hurt: no file of one or two megabytes takes the program more
# than 80 MB, or down; and what is beside it is indexed all the same.
. "${0%/*}/tap.sh"

cat >run.py <<'END'
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL,
                      stderr=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(f"{done.returncode} {peak // 1024}")
END
cat >make.py <<'END'
import gzip, os, zipfile
MB = 1 << 20

def write(name, unit, size, more=""):
    os.mkdir(name)
    with open(f"{name}/{name}", "w") as f:
        f.write(unit * (size // len(unit.encode())) + more)
    beside(name)

def beside(name):
    with open(f"{name}/beside.txt", "w") as f:
        f.write("提灯の話。\n")

write("headings.md", "# 春\n", 2 * MB)
write("headings.html", "<h1>春", 2 * MB)
write("links.md", "![春](b\n", MB)
write("deep.html", "<div>", MB // 2, "底の花")
write("open.html", "<p a='春", 2 * MB)
write("deep.jsonl", "[", 2 * MB)
write("rows.csv", '"春",', 2 * MB)
write("line.txt", "春はあけぼの", 2 * MB)
write("lines.txt", "春\n", 2 * MB)
write("notes.txt", "｜春《はる》［＃「", 2 * MB)
write("escapes.txt", "\x1b$B", 2 * MB)
write("header.eml", "Subject: =?utf-8?Q?=E6=98=A5?=\n", 2 * MB)
write("parts.eml", "Content-Type: multipart/mixed; boundary=b\n\n--b\n", MB)
write("macros.1", ".TH A 1\n.ie n \\{\\\n", MB)
os.mkdir("bomb.txt.gz")
with gzip.open("bomb.txt.gz/bomb.txt.gz", "wb") as f:
    for i in range(100):
        f.write(b"a" * MB)
beside("bomb.txt.gz")
os.mkdir("bomb.zip")
with zipfile.ZipFile("bomb.zip/bomb.zip", "w", zipfile.ZIP_DEFLATED) as z:
    for i in range(20):
        z.writestr(f"{i}.txt", "春".encode() * MB)
beside("bomb.zip")
END
python3 make.py

# Sanitizers have shadows of their own.
shadow=$(ldd "$HIKU_INDEX" | grep -c -E 'lib(a|t)san')
for name in *.md *.html *.jsonl *.csv *.txt *.eml *.1 *.gz *.zip; do
    got=$(python3 run.py "$HIKU_INDEX" add "$name")
    case ${got% *} in
    0 | 1) result 0 "$name: it ends" ;;
    *) result 1 "$name: it ends (${got% *})" ;;
    esac
    is "$("$HIKU" -c 提灯)" 1 "$name: what is beside it is found"
    [ "$shadow" -gt 0 ] || [ "${got#* }" -lt 80 ]
    result $? "$name: under 80 MB (${got#* })"
    rm -rf db
done

finish
