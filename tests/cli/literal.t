#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku --literal finds what grep finds; and what a query without it falls back
# on, step by step, when nothing has its words.
. "${0%/*}/tap.sh"

cat >a.jsonl <<'T'
{"id":"dog","text":"駅前で盲導犬の募金をしていた。"}
{"id":"root","title":"根菜の話","text":"畑のだいこんとにんじんがおいしい。"}
{"id":"tea","text":"お茶の間で飲むcocoaは熱い。"}
{"id":"box","text":"冷蔵庫と洗濯機や本棚がある。"}
T
"$HIKU_INDEX" add -q --format jsonl a.jsonl

ids() {
    "$HIKU" --json "$@" 2>err | sed 's/.*"id":"\([a-z]*\)".*/\1/' | sort |
        tr '\n' ' '
}
way() {
    "$HIKU" --json "$@" 2>/dev/null | sed -n '1s/.*"way":"\([a-z]*\)".*/\1/p'
}
is "$(ids --literal 盲導)" 'dog ' 'inside a word'
is "$(ids -F 導犬の)" 'dog ' 'over the end of a word'
is "$(ids --literal んとに)" 'root ' 'hiragana'
is "$(ids --literal 菜の)" 'root ' 'in the title'
is "$(ids --literal oco)" 'tea ' 'inside a word of Latin letters'
is "$(ids --literal ＣＯＣＯＡ)" 'tea ' 'in any width and case'
is "$(ids --literal は熱)" 'tea ' 'common pairs alone'
is "$(ids --literal 'だいこん -にんじん')" '' 'nothing is an operator'
is "$(ids --literal 盲犬)" '' 'not what does not stand there'
is "$("$HIKU" -F -c の)" 3 'all are counted'
is "$(way --literal 盲導)" characters 'the JSON says how'
status 0 'asked for' "$HIKU" --literal 盲導
err '' 'nothing is said'
is "$("$HIKU" --json --literal 導犬 | grep -o '"matches":\[\[[0-9,]*\]\]' | sed 1q)" \
    '"matches":[[12,18]]' 'is marked'
status 2 'with --exact' "$HIKU" --literal --exact 盲導
said "'--literal' and '--exact'" 'is refused'

is "$(way 盲導犬)" words 'words come first'
is "$(ids 導犬)" 'dog ' 'without them, their characters'
said 'inside other words' 'which is said'
is "$(way 導犬)" characters 'in the JSON, too'
is "$(ids --all 導犬)" '' 'not with --all'
is "$(ids --exact 導犬)" '' 'nor with --exact'
is "$(ids '"とにん"')" 'root ' 'a phrase, too'
is "$(ids -- 導犬 -募金)" '' 'what is excluded stays so'
is "$(ids -- 導犬 -大根)" 'dog ' 'and nothing else'
is "$(ids 導犬 蔵庫)" 'box dog ' 'one of several strings is enough'
is "$(ids とやがも)" '' 'a run of particles does not bring passages with these'
is "$("$HIKU" -c 導犬 2>/dev/null)" 1 'is counted too'

# at_terminal COMMAND...: what it says on standard error, if that is a terminal
at_terminal() {
    python3 - "$@" <<'P'
import os, pty, subprocess, sys
ours, theirs = pty.openpty()
subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL,
               stdout=subprocess.DEVNULL, stderr=theirs)
os.close(theirs)
try:
    print(os.read(ours, 4096).decode().replace('\r', ''), end='')
except OSError:
    pass
P
}
is "$(at_terminal "$HIKU" --auto-correct=never 冷造庫)" \
    'hiku: nothing found for 冷, 造, 庫; did you mean 冷蔵庫?; --explain shows how the query was cut' \
    'at a terminal, a word that may have been meant'
is "$(at_terminal "$HIKU" 幽霊船)" 'hiku: nothing found for 幽霊, 船; --explain shows how the query was cut' \
    'or only what was looked for'
is "$(at_terminal "$HIKU" 冷蔵庫)" '' 'and nothing with an answer'
is "$(at_terminal "$HIKU" --offset 9 冷蔵庫)" '' 'nor behind the last page'
status 1 'into a pipe' "$HIKU" 幽霊船
err '' 'nothing is said'

"$HIKU_INDEX" --db shards add -q --shards 2 --format jsonl a.jsonl
is "$(ids --db shards --literal の)" 'dog root tea ' 'over shards'
is "$(ids --db shards 導犬)" 'dog ' 'without being asked for, too'
finish
