#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Files that are too large, too many, too deep, or not the same from one call
# to the next: within a limit of memory, and what is beside them is indexed.
. "${0%/*}/tap.sh"

if sanitized; then
    limit=unlimited
else
    limit=600000
fi
limited() { # COMMAND...: with a limited address space
    (ulimit -v $limit && exec "$@")
}

# ---- Too large ----
mkdir large
{
    printf '{"id":1,"text":"'
    head -c 100000 /dev/zero | tr '\0' a
} >large/line.jsonl
truncate -s 1G large/line.txt
truncate -s 1G large/line.jsonl
truncate -s 1G large/page.html
echo '提灯の話。' >large/beside.txt
status 1 'a gigabyte of one line' limited "$HIKU_INDEX" add large
summary 1 0 0 0 3 'is refused, what is beside it comes in'
is "$(grep -c 'is larger than [0-9]* bytes' err)" 2 'pages for their size'
said large/line.jsonl 'lines of records, which are read in pieces, too'
is "$("$HIKU" -l 提灯)" large/beside.txt 'what is beside it is found'
rm -rf db large

# ---- Too deep ----
mkdir deep
python3 - <<'END'
import io, gzip, json, tarfile, zipfile
N = 100000

def write(name, text):
    with open("deep/" + name, "w", encoding="utf-8") as f:
        f.write(text)

for tag in ("div", "b", "ul><li", "table><tr><td", "ruby", "svg"):
    write(tag.split(">")[0] + ".html", f"<{tag}>" * N + "底の花")
write("closed.html", "<div>" * N + "底の花" + "</div>" * N)
write("open.html", "</p>" * N + "底の花")
write("quote.md", ">" * N + " 底の花\n")
write("list.md", "".join(" " * i + "- 花\n" for i in range(1000)))
good = json.dumps({"id": "good", "text": "底の花"}) + "\n"
write("deep.jsonl", '{"id":1,"x":' + "[" * N + "]" * N + ',"text":"花"}\n' + good)
write("number.jsonl", '{"id":' + "9" * N + ',"text":"大きな数"}\n'
      '{"id":1e999999999,"text":"大きな数"}\n'
      '{"id":-0,"text":"大きな数","date":' + "9" * 400 + '}\n'
      '{"id":"d","text":"大きな数","date":"99999999999-99-99"}\n'
      '{"id":"t","text":"大きな数","tags":' + json.dumps(["x"] * N) + '}\n'
      '{"id":"s","text":"\\ud800大きな数\\udfff\\u0000"}\n')
data = "底の花".encode()
for i in range(60):
    data = gzip.compress(data)
with open("deep/many.txt.gz", "wb") as f:
    f.write(data)
data = b"\0" * (1 << 26)
for i in range(4):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for n in range(2 if i else 1):
            z.writestr(f"{n}.zip" if i else "0.txt", data)
    data = out.getvalue()
with open("deep/nest.zip", "wb") as f:
    f.write(data)
END
echo '提灯の話。' >deep/beside.txt
limited "$HIKU_INDEX" add deep >out 2>err </dev/null
is "$((($? < 2)))" 1 'deep and absurd: it ends by itself'
is "$(awk 'length($0) > 400' err)" '' 'in short words'
is "$(finds 提灯)" deep/beside.txt 'what is beside it is found'
is "$("$HIKU" -l '"底の花"' | grep -c 'html$')" 8 'and the depth of pages'
is "$("$HIKU" -c 数)" "$("$HIKU" -c '"大きな数"')" 'lines of odd numbers'
"$HIKU" --json -n 100 数 | python3 -c '
import json, sys
for line in sys.stdin:
    json.loads(line)
print("sound")' >out 2>&1
out sound 'come out as JSON'
status 0 'the index is whole' "$HIKU_INDEX" check
rm -rf db deep

# ---- Too many ----
mkdir many
python3 - <<'END'
for i in range(5000):
    with open("many/%d.txt" % i, "w") as f:
        f.write("花%d" % i)
END
status 0 '5,000 small files' limited "$HIKU_INDEX" add many
summary 5000 0 0 0 0 'all of them'
rm -rf db many

# ---- Not the same from one call to the next ----
mkdir moving
for i in 1 2 3; do echo "静かな話$i。" >moving/still$i.txt; done
cat >move.py <<'END'
import os, random, sys
draw = random.Random(1)
parent = os.getppid()
while os.getppid() == parent:
    name = "moving/m%d.txt" % draw.randrange(40)
    try:
        what = draw.randrange(6)
        if what == 0:
            os.unlink(name)
        elif what == 1:
            os.truncate(name, draw.randrange(100))
        elif what == 2:
            os.mkfifo(name)
        elif what == 3:
            os.symlink("m%d.txt" % draw.randrange(40), name)
        else:
            with open(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND |
                              os.O_NONBLOCK), "w") as f:
                f.write("動く話。\n" * draw.choice([1, 100, 20000]))
                if f.tell() > 1 << 20:
                    f.truncate(5)
    except OSError:
        pass
END
python3 move.py &
mover=$!
worst=0
for i in 1 2 3 4 5 6; do
    limited "$HIKU_INDEX" add --follow moving >out 2>err </dev/null
    code=$?
    [ $code -le $worst ] || worst=$code
done
kill $mover
wait $mover 2>/dev/null
is "$((worst < 2))" 1 'files that change while they are read'
is "$("$HIKU" -c 静か)" 3 'what stands still is found'
status 0 'the index is whole' "$HIKU_INDEX" check
# What was cut in the middle of a letter, or has a hole, is not text to grep.
python3 - <<'END'
import os, stat
for name in os.listdir('moving'):
    path = 'moving/' + name
    if name[0] == 'm' and (
            not stat.S_ISREG(os.lstat(path).st_mode) or
            set(open(path, 'rb').read().split(b'\n')) !=
            {'動く話。'.encode(), b''}):
        os.unlink(path)
END
"$HIKU_INDEX" update -q
is "$(finds 動く)" "$(grep -l 動く moving/m* | LC_ALL=C sort |
    tr '\n' ' ' | sed 's/ $//')" 'and once all is quiet, it has what there is'
finish
