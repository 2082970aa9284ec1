#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku at the prompt: what a terminal, a pipe, an editor and a log get, and what
# is told on standard error.
. "${0%/*}/tap.sh"

esc=$(printf '\033')
mkdir in
{
    printf '夜の話を少し。\n'
    for i in 2 3 4 5 6 7 8 9; do
        printf 'ここは第%sの行で、とくに何も書いていない長めの文である。\n' "$i"
    done
    printf '索引を毎晩作り直す手順をここに書く。\n以上。\n'
} >in/bikou.txt
{
    yes これは一つの段落の中の文である。 2>/dev/null | head -n 60 | tr -d '\n'
    echo 空港の話。
} >in/nagai.txt
cat >in/tabi.md <<'END'
---
title: 北の港町
date: 2023-08-12
author: 港野波子
tags: [旅, 港]
---

# 朝

朝の港で魚を見た。

- 空港へ行く道
- 港の**灯台**

    make light
END
"$HIKU_INDEX" add -q in

# ---- The line is that of what is shown ----

"$HIKU" 夜 索引 作り直す 手順 >out
is "$(cut -d: -f1,2 out)" in/bikou.txt:10 'a pipe names the line of its excerpt'
is "$("$HIKU" --format=vimgrep 夜 索引 作り直す 手順 | cut -d: -f2,3)" 10:1 \
    'so does vimgrep'
cat >columns.md <<'END'
# 題

**夜の**空港は静か。
続きの行の灯台と*昼の*空港。

- [x] `code` 岬

| 甲 | 乙丙 |
|---|---|
END
"$HIKU_INDEX" --db columns add -q columns.md
columns() {
    for word in 空港 昼 岬 乙丙; do
        "$HIKU" --db columns --format=vimgrep $word | cut -d: -f2,3
    done | tr '\n' ' '
}
is "$(columns)" '3:11 4:26 6:14 8:9 ' 'and the column in the file itself'
rm columns.md
is "$(columns | sed 's/:[1-9][0-9]*//g')" '3 4 6 8 ' \
    'as far as the text tells it, where there is no file'
printf '%s' '<title>題</title><ul><li><input type=CheckBox> まだの岬' \
    '<li><input type="checkbox" checked>済んだ岬<ol><li>中の岬' \
    '<li><input type=text>字の岬</ol><li>前<input type=checkbox>の岬</ul>' \
    '<p><input type=checkbox>段落の岬' >boxes.html
"$HIKU_INDEX" --db boxes add -q boxes.html
is "$("$HIKU" --db boxes -w 岬)" \
    "boxes.html:1: ☐ まだの岬 ¶ ☑ 済んだ岬 ¶ 1. 中の岬 ¶ 2. 字の岬 ¶ ・前の岬 ¶ 段落の岬" \
    'check boxes of HTML are shown'
is "$("$HIKU" --json 夜 索引 作り直す 手順 | python3 -c '
import json, sys
p = json.loads(sys.stdin.readline())["passage"]
print(p["line"], p["excerpt"]["lines"][1], "索引" in p["excerpt"]["text"])')" \
    '10 11 True' 'so does JSON'
"$HIKU" 空港の話 >out
is "$(sed -n '1s/^[^ ]* \(…これは\).*\(空港の話。\)$/\1\2/p' out)" \
    '…これは空港の話。' 'the sentences that match'
is "$(python3 -c '
text = open("out", encoding="utf-8").readline().split(": ", 1)[1].rstrip()
print(150 < sum(2 if c > "\u2fff" else 1 for c in text) <= 200)')" True \
    'in 200 cells'
is "$("$HIKU" --width 40 空港の話 | sed -n 1p)" \
    'in/nagai.txt:1: …空港の話。' 'or as many as one says'
is "$("$HIKU" -w 空港の話 | sed -n 1p | grep -o これは | wc -l)" 60 \
    'or whole'
is "$("$HIKU" 港の灯台)" \
    'in/tabi.md:10: 朝 ¶ 朝の港で魚を見た。 ¶ ・空港へ行く道 ¶ ・港の灯台 ¶ make light' \
    'paragraphs and items are apart'

# ---- Formats ----

is "$("$HIKU" --null 夜 | tr '\0' '@' | sed 's/夜.*//')" \
    "$dir/in/bikou.txt@1: " 'a NUL behind the path'
is "$("$HIKU" --format=tsv 灯台 | cut -f3,5-8)" \
    "path${tab}title${tab}author${tab}date${tab}tags${nl}in/tabi.md${tab}北の港町${tab}港野波子${tab}2023-08-12${tab}旅,港" 'a table'
"$HIKU" --format=html 灯台 >out.html
python3 - out.html >out 2>&1 <<'END'
import html.parser, sys

class Page(html.parser.HTMLParser):
    open_, all_ = [], set()
    def handle_starttag(self, tag, attrs):
        self.all_.add(tag)
        if tag not in ("meta", "input"):
            self.open_.append(tag)
    def handle_endtag(self, tag):
        assert self.open_.pop() == tag, tag
page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
assert not page.open_, page.open_
assert not page.all_ & {"img", "link", "iframe", "object", "embed"}, page.all_
print("closed")
END
is "$(cat out)" closed 'HTML'
is "$("$HIKU" --format=markdown 灯台 | sed -n '1s/(.*//p')" \
    '1. 北の港町 — 港野波子, 2023-08-12, [in/tabi.md:13]' 'Markdown'
status 2 'a format that there is not' "$HIKU" --format=xml 灯台
said '--format takes one of auto, page, lines, vimgrep, json' 'is named'
status 2 'what a format cannot show' "$HIKU" --format=tsv --explain 灯台
err 'hiku: --explain is not for the format tsv; use page, lines or json' \
    'is refused'
status 2 'and names in it' "$HIKU" --format=html -0 灯台
status 2 'a width that is none' "$HIKU" --width 5 灯台
err 'hiku: --width takes 20 to 10000 cells, not 5' 'is refused'
is "$("$HIKU" --marks '<<' '>>' 灯台 | grep -o '<<.*>>')" '<<灯台>>' 'signs'
is "$("$HIKU" --pretty 灯台 | sed "s/$esc\[[0-9;]*m//g" | sed 1q)" \
    '1 北の港町 — 港野波子  2023-08-12  #旅 #港  in/tabi.md:13' 'a page in a pipe'
is "$("$HIKU" --pretty --hyperlink 灯台 | grep -c "$esc]8;;file://.*/in/tabi.md$esc")" \
    1 'links'
HIKU_COLORS=mark=4 "$HIKU" --color 灯台 >out
is "$(grep -c "$esc\[4m灯台" out)" 1 'colours of the user'
HIKU_COLORS="mark=1;31$esc]0;x" "$HIKU" --color 灯台 2>err >out
said 'HIKU_COLORS has' 'only colours'
is "$(grep -c "$esc]0" out)" 0 'and nothing else is passed on'

# ---- Standard error ----

"$HIKU" 麒麟 >out 2>err
is "$(cat out err)" '' 'a script is told nothing of nothing'
"$HIKU" -v 麒麟 2>err
said 'nothing found for 麒麟; --explain' 'unless it wants to know'
"$HIKU" -v --path nowhere 港 2>err
said 'no article of the index is below nowhere' 'no such place'
"$HIKU" -v tags:旅 2>err >out
said "'tags:' is not a field" 'no such field'
said 'title author heading path type tag date' 'those that there are'
"$HIKU" -v 港 NOT 灯台 2>err >out
said 'write -灯台' 'NOT'
"$HIKU" -v 港 AND 灯台 2>err >out
said 'use --all' 'AND'
"$HIKU" -v http://example.jp 港 2>err >out
unsaid 'is not a field' 'an address is no field'
status 2 'a month that there is not' "$HIKU" date:2024-13
said "'2024-13' is not a date" 'is named'
status 2 'a range that ends before it begins' "$HIKU" date:2024..2023
said 'ends before it begins' 'is named'
is "$("$HIKU" -l --until 2023-08 港) $("$HIKU" -l --until 2023-07 港)" \
    'in/tabi.md ' '--until'
"$HIKU" -v -n 1 話 2>err >out
said 'passages 1 to 1 of 2; more: hiku --offset 1 -v -n 1 話' 'there is more'
"$HIKU" -v -n 100 港 2>err >out
unsaid 'more:' 'or not'
"$HIKU" --explain '("朝の港" OR 空港)' -旅 title:北 2>err >out
said 'query: ("朝の港" OR 空港) -旅 [title: 北]' 'what was understood'
"$HIKU" --explain 麒麟 2>err >out
said 'words: 麒麟' 'also where nothing is found'

"$HIKU" --explain 'date:2024-02..2024-03' --since 令和6年1月 --until 2024年 麒麟 2>err >out
said 'date:2024-02..2024-03: 2024-02 to 2024-03' 'what dates became'
said '--since 令和6年1月: 2024-01 and later' 'those of options'
said '--until 2024年: up to 2024' 'both'
status 0 'what it was built with' "$HIKU" --version
is "$(sed -n 's/: .*//p' out | tr '\n' ' ')" \
    'libraries dictionary formats of an answer ' 'libraries, dictionary, formats'

# ---- On a terminal ----

export HIKU TERM=xterm
if [ "$(screen 80 'echo here' 2>/dev/null)" = here ]; then
    for columns in 20 40 60 80 120 200; do
        screen $columns '"$HIKU" -n 20 港 夜 空港 2>/dev/null' >page
        NO_COLOR=1 screen $columns '"$HIKU" -n 20 港 夜 空港 2>/dev/null' >plain
        is "$(python3 - $columns page plain <<'END'
import re, sys, unicodedata
width = min(int(sys.argv[1]), 100)
for name in sys.argv[2:]:
    for line in open(name, encoding="utf-8"):
        line = re.sub("\033[^m]*m", "", line.rstrip("\n"))
        cells = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1
                    for c in line)
        if cells > width:
            print(name, cells, line)
        if re.match(" *[、。」）〜ー]", line):
            print(name, line)
END
        )" '' "a page of $columns columns"
    done
    is "$(NO_COLOR=1 screen 80 '"$HIKU" 灯台' | grep -c '\[灯台\]')" 1 \
        'marks without colours'
    lines=$("$HIKU" 灯台)
    is "$(TERM=dumb screen 80 'HIKU_PAGER=false "$HIKU" 灯台')" "$lines" \
        'a dumb terminal gets lines'
    is "$(screen 80 'unset TERM; HIKU_PAGER=false "$HIKU" 灯台')" "$lines" \
        'so does none'
    is "$(INSIDE_EMACS=29.1,compile screen 80 '"$HIKU" --color=never 灯台')" \
        "$lines" 'and a buffer of Emacs'
    is "$(INSIDE_EMACS=29.1,vterm screen 80 '"$HIKU" 灯台' | grep -c 北の港町)" 1 \
        'but not its terminal'
    is "$(CI=true screen 80 '"$HIKU" --color=never 灯台')" "$lines" \
        'and a CI job'
    is "$(screen 80 '"$HIKU" --color=never --no-heading 灯台')" "$lines" \
        'and who asks for them'
    is "$(screen 80 '"$HIKU" 麒麟' | grep -c 'nothing found')" 1 \
        'a person is told of nothing'
else
    echo '# no terminal: python3 is missing'
fi
finish
