#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Narrowing an answer: by author and heading, in another order, equal passages
# once, numbers by kind, and each match in its context.
. "${0%/*}/tap.sh"

mkdir -p in/a in/b
cat >in/a/hanshichi.md <<'END'
---
title: 半七
author: 岡本 綺堂
date: 1917-01-01
tags: [捕物]
---

# 序

幽霊を見た。

## 川の章

川で魚を見た。
END
cat >in/a/botchan.md <<'END'
---
title: 坊
author: 夏目漱石
date: 2006-04-02
---

# 川の序

幽霊の話と川の話。
END
printf '川べりの町で、川魚を食べた。川の音がした。\n' >in/b/machi.txt
touch -d 2020-05-06 in/b/machi.txt
"$HIKU_INDEX" add -q in

# ---- Fields ----

# finds QUERY: what it finds by its words, and how many are counted
files() { echo "$("$HIKU" -l -- "$1" | LC_ALL=C sort | sed 's/.*\///' | tr '\n' ' ')$("$HIKU" -c -- "$1")"; }
is "$(files author:岡本綺堂)" 'hanshichi.md 1' 'an author, with or without blanks'
is "$(files author:綺堂)" 'hanshichi.md 1' 'a part of the name'
is "$(files 'author:"岡本 綺堂" 幽霊')" 'hanshichi.md 1' 'in quotes, with words'
is "$(files 'author:漱石 幽霊')" 'botchan.md 1' 'the other one'
is "$(files 'author:石')" 'botchan.md 1' 'a character'
is "$(files '幽霊 -author:漱石')" 'hanshichi.md 1' 'not by one'
is "$(files '-author:漱石')" 'hanshichi.md machi.txt 2' 'nothing but that'
is "$(files 'author:漱石 OR author:綺堂')" 'botchan.md hanshichi.md 2' 'either'
is "$(files 'author:町')" 0 'a word of the text is no author'
is "$(files heading:川の章)" 'hanshichi.md 1' 'a heading'
is "$(files heading:川)" 'botchan.md hanshichi.md 2' 'a part of it'
is "$(files '川 -heading:川')" 'machi.txt 1' 'no such heading'
status 1 'nothing under it' "$HIKU" heading:山
is "$("$HIKU" --pretty --marks '<' '>' --color=never 岡本綺堂 | sed -n '1s/  .*//p')" \
    '1 半七 — <岡本> <綺堂>' 'an author that matched is marked'

# ---- Order ----

order() { "$HIKU" --json "$@" | sed 's/.*"path":"[^"]*\/\([a-z]*\)\.[a-z]*".*/\1/' | tr '\n' ' '; }
is "$(order --sort date 川)" 'hanshichi botchan machi ' 'the oldest first'
is "$(order --sort -date 川)" 'machi botchan hanshichi ' 'the newest first'
is "$(order --sort=-date -n 1 --offset 1 川)" 'botchan ' 'a page of them'
is "$(order --sort path 川)" 'botchan hanshichi machi ' 'by path'
is "$(order --sort -path 川)" 'machi hanshichi botchan ' 'backwards'
is "$(order --sort date 川 幽霊 -m 1)" 'botchan ' 'only what has all words'
is "$(order --sort date --literal の章)" 'hanshichi ' 'a string, too'
status 2 'an order that there is not' "$HIKU" --sort size 川
said '--sort takes one of score, date, -date, path, -path' 'is named'

# ---- Numbers ----

status 0 'by folder' "$HIKU" --count-by folder 川
out "in/a${tab}2${nl}in/b${tab}1" 'the most frequent first'
is "$("$HIKU" --count-by year 川)" "2020${tab}1${nl}2006${tab}1${nl}1917${tab}1" \
    'by year, the latest first'
is "$("$HIKU" --count-by tag 川)" "-${tab}2${nl}捕物${tab}1" 'by tag'
is "$("$HIKU" --count-by author '"川"' | wc -l | tr -d ' ')" 3 'of a phrase'
status 1 'of nothing' "$HIKU" --count-by type 麒麟
is "$("$HIKU" --pretty --color=never --count-by type 川 2>&1 | head -n 1)" \
    'markdown        2 ########################################' 'as bars'
"$HIKU_INDEX" add -q --id x - <in/b/machi.txt
is "$("$HIKU" --count-by folder 川 | grep '^-')" "-${tab}1" 'of none'
status 2 'with another way to answer' "$HIKU" --count-by type --json 川
"$HIKU_INDEX" remove -q x

# ---- In context ----

"$HIKU" --kwic=8 川 >out
is "$(sed -n 's/^in\/b\/machi.txt:1 *//p' out)" \
    "の町で、[川]魚を食べ${nl}食べた。[川]の音がし" 'each match'
is "$(python3 - out <<'END'
import sys, unicodedata
def cells(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
starts = set()
for line in lines:
    place, text = line.split(" ", 1)
    starts.add(min(cells(place + " " + text[:i]) for i in range(len(text)) if text[i] == "["))
print(len(lines) > 5, len(starts) <= 2)
END
)" 'True True' 'one above the other'
is "$("$HIKU" --kwic 川 | head -n 1 | grep -c '\[川\]')" 1 'without a number'
status 2 'in JSON' "$HIKU" --kwic --json 川

# ---- Copies ----

cp in/b/machi.txt in/b/utsushi.txt
"$HIKU_INDEX" update -q
is "$("$HIKU" --format=page 川魚 | head -n 3 | sed 's/machi/X/; s/utsushi/X/')" \
    "1  in/b/X.txt:1
  川べりの町で、川魚を食べた。川の音がした。
  also in in/b/X.txt:1" 'equal passages once'
is "$("$HIKU" --format=page --all-copies 川魚 | grep -c 'txt:1$')" 2 'or all'
is "$("$HIKU" --json 川魚 | grep -c '"same_as":\[{"id":.*"rank":1}\]')" 1 'in JSON the second names the first'
is "$("$HIKU" -l 川魚 | grep txt | wc -l | tr -d ' ')" 2 'names of files are complete'
finish
