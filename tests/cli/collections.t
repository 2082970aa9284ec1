#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Indexes with names, the index of the folder one is in, hints that can be
# pasted, and lists in columns.
. "${0%/*}/tap.sh"
unset HIKU_DB
HOME=$dir/home XDG_CONFIG_HOME=$dir/config XDG_DATA_HOME=$dir/data
export HOME XDG_CONFIG_HOME XDG_DATA_HOME
mkdir -p home config/hiku notes/sub letters
printf '桟橋の話\n\n桟橋に舟が着く。\n' >notes/sanbashi.txt
printf '岬の話\n\n岬に灯がともる。\n' >notes/sub/misaki.txt
printf '手紙\n\n桟橋で待つ。\n' >letters/tegami.txt

# ---- Hints ----
status 2 'no index yet' "$HIKU" 桟橋
err "hiku: there is no index '$dir/data/hiku/default'; make it with \
\`hiku-index add FOLDER\`" 'what makes it is said'
status 2 'one that is named' "$HIKU" --db 'my x' 桟橋
err "hiku: there is no index 'my x'; make it with \
\`hiku-index --db 'my x' add FOLDER\`" 'so that it can be pasted'

# ---- Names ----
status 2 'a name of nothing' "$HIKU" -C notes 桟橋
err "hiku: there is no collection 'notes'; make it with \
\`hiku-index -C notes add FOLDER\`, or name its places in \
'$dir/config/hiku/indexes'" 'how to make it is said'
status 0 'that does' "$HIKU_INDEX" -C notes add notes
"$HIKU_INDEX" -C 手紙 add -q letters
is "$("$HIKU" -l -C notes 桟橋)" notes/sanbashi.txt 'it is found'
is "$("$HIKU" -l -C notes,手紙 桟橋 | sort | tr '\n' ' ')" \
    'letters/tegami.txt notes/sanbashi.txt ' 'two at once'
is "$("$HIKU" -l -d @notes 岬)" notes/sub/misaki.txt 'as a place'
is "$("$HIKU_INDEX" --db @notes list | wc -l | tr -d ' ')" 2 'here, too'
for name in a/b .. '' 'a b' '[x]' -x; do
    status 2 "no name: $name" "$HIKU_INDEX" --collection="$name" status
done
status 2 'both' "$HIKU_INDEX" -C notes --db x status
said 'cannot be used together' 'exclude each other'
printf '[both]\n%s/data/hiku/notes\n%s/data/hiku/手紙\n[here]\n~/x\n' \
    "$dir" "$dir" >config/hiku/indexes
is "$("$HIKU" --count -C both 桟橋)" 2 'a group'
status 2 'is not one index' "$HIKU_INDEX" -C both status
said 'give --db DIR' 'to write to'
"$HIKU_INDEX" -q -C here add letters
is "$(ls home/x/hiku-index)" home/x/hiku-index 'a place in the file'
status 0 'collections' "$HIKU_INDEX" collections
is "$(cut -f1,2,5 out | sed "s|$dir/||")" "both${tab}2${tab}data/hiku/notes
both${tab}1${tab}data/hiku/手紙
here${tab}1${tab}home/x
notes${tab}2${tab}data/hiku/notes
手紙${tab}1${tab}data/hiku/手紙" 'lists them'
status 0 'as JSON' "$HIKU_INDEX" collections --json
is "$(jq -r 'select(.name == "here") | .passages' <out)" 1 'each'
chmod o+w config/hiku/indexes
status 2 'a file that others can write' "$HIKU" -C both 桟橋
said 'it can be written by others' 'is refused'
chmod o-w config/hiku/indexes

chmod o+w data/hiku/notes
status 2 'a collection that others can write' "$HIKU" -C notes 桟橋
said 'can be written by others; run chmod o-w on it' 'is refused'
chmod o-w data/hiku/notes
# Where the tests run as root, files can be another user's.
if [ "$(id -u)" = 0 ] && chown 65534 config/hiku/indexes data/hiku/notes; then
    status 2 "another user's list" "$HIKU" -C both 桟橋
    said 'belongs to another user' 'is refused'
    chown 0 config/hiku/indexes
    status 2 "another user's collection" "$HIKU" -C notes 桟橋
    said "notes' belongs to another user; name it with --db" 'is refused'
    status 0 'but not where one names its folder' "$HIKU" -d data/hiku/notes 桟橋
    chown 0 data/hiku/notes
fi

# ---- The folder one is in ----
(cd notes && "$HIKU_INDEX" --db .hiku add -q .)
is "$(cd notes/sub && HIKU_DB=.hiku "$HIKU" -l 桟橋)" "$dir/notes/sanbashi.txt" \
    'the index above, if one wants that'
chmod o+w notes/.hiku
(cd notes/sub && HIKU_DB=.hiku "$HIKU" 桟橋) >out 2>err
is "$?$(cat out)" 2 'one that others can write'
said ".hiku' can be written by others" 'is refused'
chmod o-w notes/.hiku
(cd notes/sub && "$HIKU" 桟橋) >out 2>err
is "$?$(cat out)" 2 'and not else'
is "$(cd letters && HIKU_DB=.hiku "$HIKU_INDEX" status 2>&1 | grep -c default)" 1 \
    'where there is none: the default'

# ---- Lists ----
status 0 'a folder' "$HIKU_INDEX" -C notes list notes/sub
is "$(cut -f2 out)" 岬の話 'what is below it'
status 1 'nothing' "$HIKU_INDEX" -C notes list none
said 'none: no such file, folder or id in the index' 'is told'
if command -v python3 >/dev/null; then
    screen 40 "$HIKU_INDEX -C notes list" >out
    python3 -c '
import sys, unicodedata
rows = [l.rstrip("\r\n") for l in open("out", encoding="utf-8")]
cells = lambda s: sum(2 if unicodedata.east_asian_width(c) in "WF" else 1
                      for c in s)
at = {cells(r[:r.index("text")]) for r in rows}
print(len(rows), max(map(cells, rows)) <= 40, len(at),
      all(r.startswith("…") for r in rows))' >said 2>&1
    is "$(cat said)" '2 True 1 True' 'on a terminal: columns, cut to its width'
fi
finish
