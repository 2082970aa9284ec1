#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Records of a bulk load are packed with a codebook, of which an index has two
# copies: one may be lost, and what is lost with both is told.
. "${0%/*}/tap.sh"

python3 - <<'END'
import json
things = "港 駅 畑 橋 寺 市場 灯台 学校 工場 水田".split()
with open("many.jsonl", "w") as out:
    for n in range(900):
        text = "".join(f"{things[(n * k) % 10]}を見てから{k * n % 97}歩ほど歩き、"
                       f"{things[(n + k) % 10]}の話を聞いた。" for k in range(30))
        out.write(json.dumps({"id": f"a{n}", "title": f"{things[n % 10]}の{n}番",
                              "text": text}, ensure_ascii=False) + "\n")
END

# answers: how many, and a sum of all that they say
answers() {
    "$HIKU" --json 灯台の話 >answers 2>&1
    echo "$(wc -l <answers) $(cksum <answers)"
}
# overwrite FILE: what it has in the middle, wherever it stands in the table
overwrite() {
    python3 - "$1" "$dir/copy" <<'END'
import sys
bytes, book = (bytearray(open(name, "rb").read()) for name in sys.argv[1:])
# Unused bytes of a block may have it, too.
assert book[5000:5040] in bytes
bytes = bytes.replace(book[5000:5040], b"damaged!" + book[5008:5040])
open(sys.argv[1], "wb").write(bytes)
END
}

echo 川の話 | "$HIKU_INDEX" add --quiet --db small --id a -
is "$(ls small/current/ | grep -c codebook)" 0 'a small index needs none'

"$HIKU_INDEX" add --quiet many.jsonl
book=$(basename db/current/codebook-*)
cp "db/current/$book" copy
answers >were
is "$(cut -d' ' -f1 were)" 10 'there are answers'
status 0 'check' "$HIKU_INDEX" check
out 'no damage found' 'finds both copies'

# What comes later, in a small run, is not packed.
echo 鯨が来た。 | "$HIKU_INDEX" add --quiet --id later -
is "$("$HIKU" --json 鯨 | grep -c '"id":"later"')" 1 'both can be read'
"$HIKU_INDEX" remove --quiet later

rm "db/current/$book"
is "$(answers)" "$(cat were)" 'without its file the answers are the same'
status 1 'check' "$HIKU_INDEX" check
said "$book: its file is missing" 'tells of it'
status 0 'compact' "$HIKU_INDEX" compact --quiet
status 0 'brings it back' cmp copy "db/current/$book"
is "$(answers)" "$(cat were)" 'with the same answers'

overwrite "db/current/$book"
is "$(answers)" "$(cat were)" 'nor does a damaged file change them'
status 1 'check' "$HIKU_INDEX" check
said "$book: its bytes have changed since it was sealed" 'tells of that'
cp copy "db/current/$book"
overwrite db/current/postlist.glass
is "$(answers)" "$(cat were)" 'a damaged copy in the database is not needed'
status 1 'but check' "$HIKU_INDEX" check
said "$book: its copy in the database is damaged" 'finds it'

overwrite "db/current/$book"
status 2 'with neither' "$HIKU" 灯台の話
said "both copies of '$book' are damaged" 'the query says which file is needed'
lines 1 'in one line'
status 2 'and nothing' "$HIKU_INDEX" compact --quiet
said "both copies of '$book' are damaged" 'is made of it'
cp copy "db/current/$book"
is "$(answers)" "$(cat were)" 'the file put back, nothing is lost'
status 0 'compact' "$HIKU_INDEX" compact --quiet
status 0 'mends the database' "$HIKU_INDEX" check
is "$(answers)" "$(cat were)" 'and answers as before'
finish
