#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# JSON Lines in: what a record may hold, and what is said of broken ones.
. "${0%/*}/tap.sh"

# answer QUERY...: of each hit, what its article brought
answer() {
    "$HIKU" --json "$@" | python3 -c '
import json, sys
for line in sys.stdin:
    hit = json.loads(line)
    a, p = hit["article"], hit["passage"]
    print(a["id"], a["title"], a.get("date"), a.get("tags"), a.get("url"),
          p["lines"], sep="|")'
}

# ---- Good and bad lines ----
cat >a.jsonl <<'END'
{"id":"kawa","title":"川","text":"川の土手を歩く。","date":"2024-07-03","tags":["水","散歩",7],"url":"https://example.jp/kawa"}

{"id":12,"text":"山で湧き水を飲んだ。"}
not json at all
{"id":"none"}
{"id":"list","text":["海"]}
[1,2]
{"id":"number","text":12}
{"id":"cut","text":"海で
{"text":"海の話\n\n海で泳いだ。","title":null,"tags":null,"more":{"text":"深い"}}
{"id":"title","title":5,"text":"空"}
{"id":"last","text":"雪が積もる。"}
END
status 1 'a file with broken lines' "$HIKU_INDEX" add a.jsonl
summary 4 0 0 0 7 'the others come in'
lines 7 'a line for each'
said "$dir/a.jsonl: line 4: not JSON" 'no JSON'
said 'line 5: "text" is missing' 'no text'
said 'line 6: expected a string' 'an array for a text'
said 'line 7: not an object' 'an array for a record'
said 'line 8: "text" is not a string' 'a number for a text'
said 'line 9: not JSON' 'a text that does not end'
said 'line 11: "title" is not a string' 'a number for a title'
is "$(ids)" 'a.jsonl:10 12 kawa last' 'ids: given, a number, by its place'
status 0 'the file has not changed' "$HIKU_INDEX" add a.jsonl
summary 0 0 4 0 0 'and is not read again'
is "$("$HIKU_INDEX" status | grep -c 'a.jsonl: line 4: not JSON')" 1 \
    'the status remembers the first'

is "$(answer 土手)" \
    "kawa|川|2024-07-03|['水', '散歩', '7']|https://example.jp/kawa|[1, 1]" \
    'all that was given'
today=$(date -r a.jsonl +%Y-%m-%d)
is "$(answer 湧き水)" "12|12|$today|None|None|[3, 3]" \
    'an id that is a number; no title, the day of the file'
is "$(answer 泳ぐ)" "$dir/a.jsonl:10|海の話|$today|None|None|[10, 10]" \
    'null is missing; the title is the first line'
is "$(finds 深い)" '' 'other keys are passed over'
is "$("$HIKU" -c date:2024-07)$("$HIKU" -c tag:散歩)$("$HIKU" -c tag:7)" 111 \
    'dates and tags are found'
is "$("$HIKU" 積もる)" 'a.jsonl:12: 雪が積もる。' 'its line is its own'

# ---- The same id ----
cat >b.jsonl <<'END'
{"id":"twice","text":"一度目の雨。"}
{"id":"twice","text":"二度目の風。"}
{"id":"kawa","text":"別の川の堤。"}
END
status 0 'an id twice' "$HIKU_INDEX" add b.jsonl
summary 1 1 0 0 0 'is one article; a known id replaces'
is "$(sed -n 2p out)" '1 came twice in this run; the last of each was kept' \
    'as is said'
is "$(finds 雨)/$(finds 風)" /b.jsonl 'the last wins'
is "$(finds 土手)/$(finds 堤)" /b.jsonl 'also over another file'
printf '{"id":"x","text":"嵐の夜。"}\n' >y.jsonl
printf '{"id":"x","text":"凪の朝。"}\n' >z.jsonl
status 0 'an id in two files' "$HIKU_INDEX" add z.jsonl y.jsonl
is "$(finds 嵐)/$(finds 凪)" y.jsonl/ 'the file named last wins'

# ---- A new version ----
printf '{"id":"last","text":"雪が溶けた。"}\n{"id":"more","text":"霜が降りた。"}\n' \
    >a.jsonl
status 0 'a new version' "$HIKU_INDEX" update
summary 1 1 4 2 0 'new, changed, and removed what it has no more'
is "$("$HIKU_INDEX" status | grep -c 'line 4')" 0 'the failure is forgotten'
echo '{broken' >a.jsonl
status 1 'a version that is all broken' "$HIKU_INDEX" update
is "$(finds 溶ける)$(finds 霜)" a.jsonla.jsonl 'the older one stays'
printf '{"id":"last","text":"雪が溶けた。"}\n{"id":"more","text":"霜が降りた。"}\n' \
    >a.jsonl
status 0 'mended' "$HIKU_INDEX" update
summary 0 0 6 0 0 'nothing was lost'

# ---- Standard input ----
printf '{"id":"s1","text":"鯨を見た。"}\nbroken\n{"id":"s2","text":"鯛を釣った。"}' |
    "$HIKU_INDEX" add --format jsonl - >out 2>err
is $? 1 'from standard input, with a broken line'
summary 2 0 0 0 1 'the others come in'
said 'line 2: not JSON' 'it is named'
is "$("$HIKU" --json 鯛 | grep -c '"path":null')" 1 'it has no path'
is "$("$HIKU" 鯨 鯛 | sort)" "s1:1: 鯨を見た。${nl}s2:3: 鯛を釣った。" \
    'the id stands for it'
printf '{"id":"s1","text":"鯱を見た。"}\n' |
    "$HIKU_INDEX" add --format jsonl - >out 2>err
summary 0 1 0 0 0 'the id once more replaces it'
printf '' | "$HIKU_INDEX" add --format jsonl - >out 2>err
is $? 0 'nothing on standard input'
summary 0 0 0 0 0 'is nothing'

# ---- Bytes ----
{
    printf '\357\273\277{"id":"bom","text":"印のある行。"}\r\n'
    printf '{"id":"bad","text":"\377\376"}\n'
    printf '{"id":"nul","text":"前\\u0000後"}\n'
    printf '{"id":"lone","text":"半分 \\ud83d の絵"}\n'
    printf '{"id":"pair","text":"全部 \\ud83d\\ude00 の絵"}\n'
    printf '{"id":"empty","text":""}\n'
    printf '{"id":"","text":"空の名前。"}\n'
} >bytes.jsonl
status 1 'odd bytes' "$HIKU_INDEX" add bytes.jsonl
said 'line 2: ' 'what is not UTF-8 is named'
is "$(finds 印)" bytes.jsonl 'a byte order mark and CRLF'
is "$("$HIKU" --json 全部 | grep -c '全部 😀 の絵')" 1 'a pair of surrogates'
is "$("$HIKU" --json 半分 | iconv -f UTF-8 -t UTF-8 | grep -c '半分 . の絵')" 1 \
    'half a pair'
is "$(answer 空の名前 | cut -d'|' -f1)" "$dir/bytes.jsonl:7" \
    'an empty id is none'
is "$(ids | tr ' ' '\n' | grep -c '^empty')" 0 'an empty text is not an article'
finish
