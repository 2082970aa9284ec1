#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku-index list, status and analyze: what only looks.
. "${0%/*}/tap.sh"

status 2 'list: no index' "$HIKU_INDEX" list
status 2 'status: no index' "$HIKU_INDEX" status
said "$dir/db" 'it is named'
mkdir in
printf '川の話\n\n川の土手を歩く。\n' >in/kawa.txt
printf '# 山の話\n\n山で湧き水を飲んだ。\n' >in/yama.md
printf '{"id":"a","title":"海\\tと\\n空\\u001b[31m","text":"海で泳ぐ。","date":"2024-07-03","url":"https://example.jp/"}\nbroken\n' \
    >in/b.jsonl
printf '\0\0\0\0' >in/program
touch -d '2020-05-06' in/kawa.txt in/yama.md
"$HIKU_INDEX" add -q in 2>/dev/null

# ---- list ----
status 0 'list' "$HIKU_INDEX" list
out "$(printf '%s\t%s\t%s\t%s\t%s\t%s\n' \
    "$dir/in/kawa.txt" 川の話 text utf-8 2020-05-06 1 \
    "$dir/in/yama.md" 山の話 markdown utf-8 2020-05-06 1 \
    a '海?と?空?[31m' jsonl utf-8 2024-07-03 1)" \
    'a line for each article, six columns, controls made harmless'
status 0 'list as JSON' "$HIKU_INDEX" list --json
python3 -c '
import json, sys
here = sys.argv[1]
got = [json.loads(line) for line in sys.stdin]
known = {"id", "path", "title", "type", "encoding", "date", "url", "passages",
         "author", "lang", "member", "confidence", "replaced"}
for a in got:
    assert set(a) <= known, a
    assert "" not in a.values() and None not in a.values(), a
    assert type(a["passages"]) is int, a
ids = [a["id"] for a in got]
assert ids == sorted(ids, key=str.encode), ids
assert got[0]["path"] == here + "/in/kawa.txt", got[0]
assert "url" not in got[0], got[0]
assert got[2]["id"] == "a" and got[2]["path"] == here + "/in/b.jsonl", got[2]
assert got[2]["title"] == "海\tと\n空\x1b[31m", got[2]
assert got[2]["url"] == "https://example.jp/", got[2]
assert got[2]["type"] == "jsonl" and got[2]["encoding"] == "utf-8", got[2]
print(len(got))' "$dir" <out >said 2>&1
is "$(cat said)" 3 'with the keys that docs/OUTPUT.md names'

# ---- status ----
status 0 'status' "$HIKU_INDEX" status
is "$(sed -n 's/^articles: *//p' out)" \
    '3 in 3 passages of about 1000 characters' 'articles'
is "$(sed -n 's/^index: *//p' out | cut -d' ' -f1)" "$dir/db" 'where it is'
is "$(sed -n 's/^added: *//p' out)" "$dir/in" 'what was added'
is "$(grep -c 'from lists' out)" 0 'and no list, where there was none'
is "$(sed -n 's/^files: *//p' out)" '3 indexed, 1 skipped, 0 failed' 'files'
is "$(sed -n 's/^dictionary: \([a-z]*\),.*/\1/p' out)" ipadic 'the dictionary'
is "$(grep -c "^  $dir/in/b.jsonl: line 2: not JSON" out)" 1 'what failed'
rm in/b.jsonl
"$HIKU_INDEX" update -q
status 0 'status' "$HIKU_INDEX" status
is "$(grep -c jsonl out)" 0 'a file that is gone has not failed'
"$HIKU_INDEX" add -q --format text --encoding EUC-JP in/yama.md 2>/dev/null
status 0 'status' "$HIKU_INDEX" status
is "$(grep -c "$dir/in/yama.md --format text --encoding EUC-JP" out)" 1 \
    'options of a root'
status 2 'list takes no dry run' "$HIKU_INDEX" list -n

# ---- analyze ----
status 0 'analyze' "$HIKU_INDEX" analyze 水を飲んだ
is "$(grep "${tab}word${tab}" out)" "$(printf '%s\t%s\tword\t%s\t%s\t%s\n' \
    0-3 水 水 noun ミズ 3-6 を を particle ヲ 6-12 飲ん 飲む verb ノン \
    12-15 だ だ auxiliary ダ)" 'words, their forms, classes and readings'
status 0 'blanks between words' "$HIKU_INDEX" analyze 東京 大阪
is "$(grep "${tab}word${tab}" out | cut -f1 | tr '\n' ' ')" '0-6 7-13 ' \
    'one text'
printf '水を飲んだ' | "$HIKU_INDEX" analyze --json >out
python3 -c '
import json, sys
text = "水を飲んだ".encode()
words = []
for line in sys.stdin:
    t = json.loads(line)
    known = {"begin", "end", "surface", "kind", "term", "class", "known",
             "reading"}
    assert set(t) <= known, t
    assert text[t["begin"]:t["end"]].decode() == t["surface"], t
    assert t["kind"] in ("word", "part", "fold", "bigram"), t
    assert ("class" in t and "known" in t) == (t["kind"] != "bigram"), t
    if t["kind"] == "word":
        words.append(t["term"])
print(*words)' <out >said 2>&1
is "$(cat said)" '水 を 飲む だ' 'as JSON, from standard input'
status 0 'nothing to analyze' "$HIKU_INDEX" analyze ''
is "$(cat out)" '' 'gives nothing'
status 2 'a dictionary that is not there' \
    "$HIKU_INDEX" analyze --dictionary nosuch 水
lines 1 'told in one line'
status 0 'help' "$HIKU_INDEX" --help
is "$(for command in add update remove reindex list status analyze compact check
do grep -c "^  $command " out; done | tr -d '\n')" 111111111 \
    'names every command'
status 0 'version' "$HIKU_INDEX" --version
finish
