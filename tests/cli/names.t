#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Files whose names are hard to write: they come in, are found, are shown
# harmlessly, and come out again byte for byte.
. "${0%/*}/tap.sh"

esc=$(printf '\033')
bad=$(printf 'bad-\377\376.txt')
mkdir "in" "in/new${nl}line" "in/ lead trail "
n=0
for name in "new${nl}line/in a folder.txt" " lead trail / .txt" -leading.txt \
    --all.txt "'single'.txt" '"double".txt' 'back\slash.txt' '$(touch ran).txt' \
    '*.txt' '[a].txt' "${esc}[31mred.txt" "tab${tab}.txt" "$bad" '日本語　名前.txt' \
    "$(printf '\342\200\256rtl.txt')" "$(printf '%0240d' 1).txt" 'a:12:b.txt' \
    '#hash.txt' '~tilde.txt' 'semi;colon&.txt'; do
    n=$((n + 1))
    printf '名前の話\n\n%s番の提灯。\n' $n >"in/$name" || echo "# no $name here"
done
find in -type f -print0 | sort -z | sed -z "s|^|$dir/|" >wanted
files=$(tr -dc '\0' <wanted | wc -c | tr -d ' ')

status 0 'they come in' "$HIKU_INDEX" add in
summary "$files" 0 0 0 0 'all of them'
"$HIKU" -l0 -n 1000 -m 1 提灯 | sort -z >got
is "$(cmp got wanted && echo same)" same 'and out again, byte for byte, with -0'
is "$("$HIKU" -l0 -n 1000 提灯 | xargs -0 cat | grep -c 提灯)" "$files" \
    'xargs -0 finds every one'
is "$(ls ran 2>/dev/null)" '' 'no name was run'
status 0 'once more' "$HIKU_INDEX" update
summary 0 0 "$files" 0 0 'they are known'

# ---- Shown ----
"$HIKU" -l -n 1000 提灯 >out
is "$(wc -l <out | tr -d ' ')" "$files" 'on a line each'
is "$(grep -c "$esc" out)" 0 'without escapes'
is "$(grep -cF '␛[31mred.txt' out)" 1 'which are shown as pictures'
is "$(grep -cF 'in/new␊line/in a folder.txt' out)" 1 'like line ends'
is "$(grep -cF 'tab␉.txt' out)" 1 'and tabs'
is "$(grep -cF '<U+202E>rtl.txt' out)" 1 'what turns the writing round'
is "$(iconv -f UTF-8 -t UTF-8 out >out2 && echo sound)" sound 'as UTF-8'
"$HIKU" -n 1000 提灯 >out
is "$(wc -l <out | tr -d ' ')" "$files" 'passages: on a line each'
is "$(grep -c "$esc" out)" 0 'without escapes'
is "$(grep -cF "in/'single'.txt:3: " out)" 1 'with their names and lines'
status 0 'a text' "$HIKU_INDEX" analyze "$(printf 'c\342\200\256d')"
is "$(cut -f 2 out)" 'c?d' 'what turns the writing round, in an analysis'
status 0 'list' "$HIKU_INDEX" list
is "$(wc -l <out | tr -d ' ')" "$files" 'on a line each'
is "$(grep -c "$esc" out)" 0 'without escapes'
is "$(awk -F'\t' 'NF != 6' out)" '' 'of six columns each'
"$HIKU_INDEX" --db fresh add -v -n in >out 2>err
is "$(wc -l <err | tr -d ' ')" "$files" '--verbose: on a line each'
is "$(grep -c "$esc" err)" 0 'without escapes'

# ---- As JSON ----
"$HIKU" --json -n 1000 -m 1 提灯 >out
"$HIKU_INDEX" list --json >listed
python3 -c '
import base64, json, sys
def name(value):
    return (base64.b64decode(value["bytes"], validate=True)
            if isinstance(value, dict) else value.encode())
wanted = set(open("wanted", "rb").read().split(b"\0")[:-1])
for line in open("out", encoding="utf-8"):
    a = json.loads(line)["article"]
    wanted.remove(name(a["path"]))
    assert name(a["path"]) == name(a["id"]), a
    assert isinstance(a["title"], str), a
assert not wanted, wanted
listed = {name(json.loads(line)["path"])
          for line in open("listed", encoding="utf-8")}
assert listed == set(open("wanted", "rb").read().split(b"\0")[:-1])
print("same")' >said 2>&1
is "$(cat said)" same 'as JSON: every name, also those that are not UTF-8'

# ---- By name ----
status 0 'a name that begins with a dash' "$HIKU_INDEX" remove -- in/--all.txt
summary 0 0 0 1 0 'is removed behind --'
(cd in && "$HIKU_INDEX" add -q -- --all.txt -leading.txt)
is "$?" 0 'and added'
status 0 'a name that is not UTF-8' "$HIKU_INDEX" remove "in/$bad"
summary 0 0 0 1 0 'is removed'
status 0 'a name with a line end' "$HIKU_INDEX" remove "in/new${nl}line"
summary 0 0 0 1 0 'is removed'
rm "in/[a].txt"
status 0 'a name that is gone' "$HIKU_INDEX" update
is "$(sed 's/, 0 failed//;s/.* unchanged, //' out)" '1 removed' 'goes'
is "$("$HIKU" -l --path 'in/*.txt' 提灯)" 'in/*.txt' 'a star is a star'
is "$("$HIKU" -l "path:\"in/semi;colon&.txt\"" 提灯)" 'in/semi;colon&.txt' \
    'a path in the query'
is "$("$HIKU" -l "path:\"in/ lead trail \"" 提灯)" 'in/ lead trail / .txt' \
    'with blanks'

# macOS writes か and a mark for が; keyboards write one character.
decomposed=$(printf 'mac/\343\202\253\343\202\231\343\202\271')
mkdir -p "$decomposed"
echo '石油の提灯。' >"$decomposed/a.txt"
echo '電気の提灯。' >mac/b.txt
"$HIKU_INDEX" --db macdb add mac >/dev/null 2>&1
is "$("$HIKU" --db macdb -l path:mac/ガス 提灯)" "$decomposed/a.txt" \
    'a decomposed name, asked composed'
is "$("$HIKU" --db macdb -l --path "$dir/mac/ガス" 提灯)" "$decomposed/a.txt" \
    'as an option'
is "$("$HIKU" --db macdb -l "path:$decomposed" 提灯)" "$decomposed/a.txt" \
    'as it is'
"$HIKU_INDEX" --db macdb2 add --exclude ガス mac >/dev/null 2>&1
is "$("$HIKU" --db macdb2 -l 提灯)" mac/b.txt 'and excluded'

status 1 'a missing name' "$HIKU_INDEX" add "gone${nl}${esc}[31m.txt"
lines 1 'is named on one line'
is "$(grep -c "$esc" err)" 0 'without escapes'
finish
