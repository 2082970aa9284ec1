#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Each row of tests/rows/ignore.tsv in a folder of its own, called by the row's
# line number: what hiku-index passes over there, and what git does.
rows=$PWD/tests/rows/ignore.tsv
. "${0%/*}/tap.sh"

cat >make.py <<'END'
import os, re, sys
def decode(field):
    field = re.sub(rb"\\u\{([0-9A-Fa-f]+)\}",
                   lambda m: chr(int(m[1], 16)).encode(), field)
    return (field.replace(b"\\n", b"\n").replace(b"\\t", b"\t")
            .replace(b"\\\\", b"\\"))
wanted = open("wanted", "wb")
names = open("names", "wb")
for n, line in enumerate(open(sys.argv[1], "rb"), start=1):
    if line[:1] in b"#\n":
        continue
    rules, path, verdict, why = map(decode, line.rstrip(b"\n").split(b"\t"))
    top = b"tree/%03d/" % n
    os.makedirs(os.path.dirname(top + path) or top, exist_ok=True)
    for name in b".gitignore", b".hikuignore":
        with open(top + name, "wb") as out:
            out.write(rules)
    if path.endswith(b"/"):
        os.makedirs(top + path, exist_ok=True)
    else:
        with open(top + path, "wb") as out:
            out.write("提灯の話。\n".encode())
    # Git is told that it is a folder by the folder itself.
    names.write((top + path).rstrip(b"/") + b"\0")
    wanted.write(b"%03d %s %s\n" % (n, verdict, why))
END
python3 make.py "$rows"
is "$(($(wc -l <wanted) > 80))" 1 'there are rows'

# hiku: files by the run, folders by what --verbose says of them.
"$HIKU_INDEX" add -n -v --hidden tree >out 2>err
python3 - >got <<'END'
import os
left = set()
for line in open("err", "rb"):
    path, _, why = line.rstrip(b"\n").rpartition(b": ")
    path = os.path.relpath(path, os.getcwdb())
    if why != b"new":
        left.add(path)
for wanted, path in zip(open("wanted", "rb"),
                        open("names", "rb").read().split(b"\0")):
    parts = path.split(b"/")
    out = any(b"/".join(parts[:i]) in left for i in range(3, len(parts) + 1))
    print(wanted[:3].decode(), "ignored" if out else "kept")
END
cut -d' ' -f1,2 wanted >plain
is "$(diff plain got)" '' 'hiku-index passes over what they say'

if git init -q tree >/dev/null 2>&1; then
    # Only names that are ignored, and these as they were given.
    (cd tree && sed -z 's|^tree/||' ../names |
        git -c core.excludesFile=/dev/null check-ignore --no-index -z --stdin) |
        sed -z 's|^|tree/|' >ignored
    python3 - >got <<'END'
ignored = set(open("ignored", "rb").read().split(b"\0"))
for wanted, path in zip(open("wanted", "rb"),
                        open("names", "rb").read().split(b"\0")):
    if b"(not git)" not in wanted:
        print(wanted[:3].decode(), "ignored" if path in ignored else "kept")
END
    grep -v '(not git)' wanted | cut -d' ' -f1,2 >plain
    is "$(diff plain got)" '' 'and so does git'
else
    result 0 'git # SKIP it is not there'
fi
finish
