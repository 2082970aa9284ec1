#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What hiku prints: into a pipe, as JSON, on a terminal.
. "${0%/*}/tap.sh"

esc=$(printf '\033')
mkdir in
cat >in/kawa.md <<'END'
# 川の話

## 土手

川の土手を歩いた。風が強い日で、土手には誰もいなかった。

橋の下で魚を見た。
END
cat >in/two.jsonl <<'END'
{"id":"umi","title":"海の話","text":"海辺の土手で休んだ。\n\n波の音を聞いた。","date":"2024-07-03","tags":["水","夏"],"url":"https://example.jp/?a=1&b=2"}
{"id":7,"text":"\u001b[31m赤い土手\u001b[0m\u202e裏\u0007"}
END
touch -d '2020-05-06' in/kawa.md
"$HIKU_INDEX" add -q in
printf '星の話\n\n星空の土手。\n' | "$HIKU_INDEX" add -q --id hoshi -

# ---- Into a pipe ----
"$HIKU" 橋 >out 2>err
is "$?$(cat err)" 0 'a pipe'
out 'in/kawa.md:7: 川の話 ¶ 土手 ¶ 川の土手を歩いた。風が強い日で、土手には誰もいなかった。 ¶ 橋の下で魚を見た。' \
    'path, line of the match, the passage on one line'
is "$("$HIKU" 土手 | cut -d: -f1,2 | sort)" \
    "hoshi:3${nl}in/kawa.md:3${nl}in/two.jsonl:1${nl}in/two.jsonl:2" \
    'each with its place'
is "$(cd in && "$HIKU" 橋 | cut -d: -f1)" kawa.md 'relative to where one is'
is "$(cd / && "$HIKU" 橋 | cut -d: -f1)" "$dir/in/kawa.md" 'or absolute'
is "$("$HIKU" 赤い)" 'in/two.jsonl:2: ␛[31m赤い土手␛[0m<U+202E>裏␇' \
    'escapes in a text are pictures'
is "$("$HIKU" --color=always 赤い | tr -d '\n' | sed "s/$esc/E/g")" \
    'E[38;5;98min/two.jsonlE[0m:E[38;5;29m2E[0m: ␛[31mE[1;38;5;163m赤いE[0m土手␛[0m<U+202E>裏␇' \
    '--color=always marks, and only the marks are escapes'
is "$("$HIKU" --color 赤い | grep -c "$esc")" 1 '--color is always'
is "$("$HIKU" --color=never 赤い | grep -c "$esc")" 0 '--color=never'
status 2 'a colour that there is not' "$HIKU" --color=blue 赤い
"$HIKU" --explain 橋 >out
is "$(sed -n '2s/[0-9][0-9.]*/N/gp' out | sed 's/ + .*//')" '  score N = 橋 N' \
    '--explain: a second line'
status 2 'a full disk for the answer' sh -c '"$0" 土手 >/dev/full' "$HIKU"
lines 1 'is told in one line'
status 2 'nor for JSON' sh -c '"$0" --json 土手 >/dev/full' "$HIKU"
status 2 'nor for a number' sh -c '"$0" -c 土手 >/dev/full' "$HIKU"
status 2 'nor for a list' sh -c '"$0" list >/dev/full' "$HIKU_INDEX"

# ---- JSON ----
"$HIKU" --json --explain -n 100 -m 0 土手 歩く >out
python3 - out >said 2>&1 <<'END'
import json, sys

HIT = {"rank": int, "score": float, "way": str, "article": dict, "passage": dict,
       "explain": list}
ARTICLE = {"id": (str, dict), "path": (str, dict, type(None)), "title": str,
           "matches": list}
ARTICLE_MORE = {"date": str, "tags": list, "url": str, "author": str,
                "lang": str, "type": str, "member": (str, dict),
                "encoding": str, "confidence": int, "replaced": int}
PASSAGE = {"number": int, "lines": (list, type(None)), "text": str,
           "matches": list, "excerpt": dict}
PASSAGE_MORE = {"pages": list, "heading": list, "line": int, "page": int}
EXCERPT = {"text": str, "matches": list, "lines": (list, type(None))}

def keys(what, needed, more=()):
    assert set(needed) <= set(what), (set(needed) - set(what), what)
    for key, value in what.items():
        kind = needed.get(key) or more[key]
        assert isinstance(value, kind) and type(value) is not bool, (key, value)
        if key in more:
            assert value not in ("", [], None), (key, value)

def ranges(text, matches):
    text, at = text.encode(), 0
    for begin, end in matches:
        assert at <= begin < end <= len(text), (matches, len(text))
        assert text[begin:end].decode(), "cut inside a character"
        text[:begin].decode()
        at = end
    return [text[b:e].decode() for b, e in matches]

hits, marks = [], {}
for rank, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
    hit = json.loads(line)
    assert line.startswith('{"rank":%d,"score":' % rank), line
    keys(hit, HIT)
    keys(hit["article"], ARTICLE, ARTICLE_MORE)
    keys(hit["passage"], PASSAGE, PASSAGE_MORE)
    assert "\r" not in hit["passage"]["text"]
    marks[hit["article"]["id"]] = ranges(hit["passage"]["text"],
                                         hit["passage"]["matches"])
    ranges(hit["article"]["title"], hit["article"]["matches"])
    excerpt = hit["passage"]["excerpt"]
    keys(excerpt, EXCERPT)
    ranges(excerpt["text"], excerpt["matches"])
    assert excerpt["text"] in hit["passage"]["text"]
    if excerpt["lines"]:
        first, last = excerpt["lines"]
        assert first <= hit["passage"]["line"] <= last, hit
    total = sum(part["score"] for part in hit["explain"])
    assert abs(total - hit["score"]) < .001, (total, hit["score"])
    hits.append(hit)
scores = [hit["score"] for hit in hits]
assert scores == sorted(scores, reverse=True), scores
by = {hit["article"]["id"].rsplit("/", 1)[-1]: hit for hit in hits}
assert set(by) == {"kawa.md", "umi", "7", "hoshi"}, set(by)
umi = by["umi"]["article"]
assert umi["date"] == "2024-07-03" and umi["tags"] == ["水", "夏"], umi
assert umi["url"] == "https://example.jp/?a=1&b=2", umi
assert by["umi"]["passage"]["lines"] == [1, 1]
assert by["umi"]["passage"]["text"] == "海辺の土手で休んだ。\n\n波の音を聞いた。"
assert by["7"]["passage"]["text"] == "\x1b[31m赤い土手\x1b[0m\u202e裏\x07"
assert by["hoshi"]["article"]["path"] is None
kawa = by["kawa.md"]
assert kawa["article"]["date"] == "2020-05-06", kawa
assert kawa["article"]["encoding"] == "utf-8", kawa
assert kawa["passage"]["heading"][-1] == "土手", kawa
first, last = kawa["passage"]["lines"]
assert 1 <= first <= 3 and last == 7, kawa
assert marks[kawa["article"]["id"]] == ["土手", "土手", "歩い", "土手"] or \
    marks[kawa["article"]["id"]] == ["土手", "土手", "歩いた", "土手"], marks
print("as documented")
END
is "$(cat said)" 'as documented' 'keys, types, ranges, sums'
is "$("$HIKU" --json 土手 2>/dev/null | grep -c "$esc")" 0 'no raw escapes'
status 1 'nothing found as JSON' "$HIKU" --json 麒麟
out '' 'is nothing at all'

# ---- On a terminal ----
export HIKU TERM=xterm
if [ "$(screen 80 'echo here' 2>/dev/null)" = here ]; then
    is "$(screen 60 '"$HIKU" 橋' | sed "s/$esc/E/g")" \
        'E[1m1 川の話E[0m  E[38;5;98min/kawa.md:7E[0m
  E[38;5;243m土手E[0m
  川の土手を歩いた。風が強い日で、土手には誰もいなかった。
  E[1;38;5;163m橋E[0mの下で魚を見た。' 'title, place, heading, the passage, the mark'
    is "$(NO_COLOR=1 screen 60 '"$HIKU" 橋' | grep -c "$esc")" 0 'NO_COLOR'
    is "$(NO_COLOR= screen 60 '"$HIKU" 橋' | grep -c "$esc")" 3 \
        'not where it is empty'
    is "$(TERM=dumb screen 60 '"$HIKU" 橋' | grep -c "$esc")" 0 'a dumb terminal'
    is "$(NO_COLOR=1 screen 60 '"$HIKU" --color=always 橋' | grep -c "$esc")" \
        3 '--color=always all the same'
    screen 20 '"$HIKU" --color=never --marks "" "" 土手' >out
    is "$(python3 -c '
import sys, unicodedata
for line in open("out", encoding="utf-8"):
    cells = sum(2 if unicodedata.east_asian_width(c) in "WF" else
                0 if unicodedata.combining(c) else 1 for c in line.rstrip("\n"))
    if cells > 20 and "/" not in line:
        print(cells, line)')" '' 'lines are wrapped to a window of 20 cells'
    is "$(tr -d ' \n' <out | grep -c '風が強い日で、土手には誰もいなかった。')" 1 \
        'and nothing of them is lost'
    is "$(screen 60 '"$HIKU" 赤い' | sed "s/$esc\[[0-9;]*m//g" | grep -c "$esc")" \
        0 'escapes in a text stay pictures'
    is "$(screen 60 '"$HIKU" --json 橋' | cut -c1-9)" '{"rank":1' \
        'JSON is JSON'
    is "$(HIKU_PAGER='sed s/^/PAGER:/' screen 60 \
        'stty rows 3; "$HIKU" 橋' | grep -c PAGER:)" 4 'a pager'
    is "$(HIKU_PAGER='sed s/^/PAGER:/' screen 60 \
        'stty rows 3; "$HIKU" --no-pager 橋' | grep -c PAGER:)" 0 'or none'
    is "$(HIKU_PAGER='sed s/^/PAGER:/' screen 60 '"$HIKU" 橋' |
        grep -c PAGER:)" 0 'nor where all fits'
    # Time enough for hiku to end too early.
    cat >pages <<'END'
#!/bin/sh
trap '' QUIT INT
kill -s QUIT 0
kill -s INT 0
sleep 1
sed 's/^/PAGER:/'
END
    chmod +x pages
    is "$(HIKU_PAGER=$dir/pages screen 60 'stty rows 3; trap : QUIT INT
        "$HIKU" 橋; echo "status $?"' | tr '\n' ' ' |
        grep -c 'PAGER:.* status 0')" 1 \
        'what is typed to end a pager does not end hiku, which waits for it'
else
    echo '# no terminal: python3 is missing'
fi
finish
