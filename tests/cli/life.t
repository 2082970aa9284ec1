#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The life of an index: add, ask, change, update, remove, reindex.
. "${0%/*}/tap.sh"

mkdir "$dir/in"
printf '川の話\n\n川の土手を歩く。\n' >"$dir/in/kawa.txt"
printf '# 山の話\n\n山で湧き水を飲んだ。\n' >"$dir/in/yama.md"
printf '{"id":"a","title":"海","text":"海で泳ぐ。"}\n{"id":"b","title":"空","text":"空を飛ぶ。"}\n' \
    >"$dir/in/two.jsonl"

status 2 'no index yet' "$HIKU" 川
is "$(wc -l <"$dir/err")" 1 'told in one line'
status 0 'add' "$HIKU_INDEX" add "$dir/in"
is "$(cat "$dir/out")" '4 new' \
    'four articles'
status 0 'add again' "$HIKU_INDEX" add "$dir/in/../in"
is "$(cat "$dir/out")" '4 unchanged' \
    'nothing changes, by whatever name'
is "$("$HIKU" -l 土手)" "in/kawa.txt" 'found'
is "$("$HIKU" 土手)" "in/kawa.txt:3: 川の話 ¶ 川の土手を歩く。" \
    'its line is that of the match'
is "$("$HIKU" --json 飲む | grep -c '"matches":\[\[29,38\]\]')" 1 \
    'the inflected verb is marked to the byte'
status 1 'nothing found' "$HIKU" 麒麟
status 2 'an empty query' "$HIKU" ' '
status 1 'a query of signs' "$HIKU" '！？'
status 0 'an exclusion in the first place' "$HIKU" -川 海
is "$("$HIKU" --json -川 海 | grep -c '"id":"a"')" 1 'and its answer'
is "$("$HIKU" -c 話)" 2 'counted'

printf '川の話\n\n橋を渡る。\n' >"$dir/in/kawa.txt"
rm "$dir/in/yama.md"
printf '{"id":"b","title":"空","text":"空を飛ぶ。"}\n{"id":"c","text":"星を見る。"}\nbroken\n' \
    >"$dir/in/two.jsonl"
status 1 'a dry run, with a broken record' "$HIKU_INDEX" update -n
status 1 'update, with a broken record' "$HIKU_INDEX" update
is "$(cat "$dir/out")" '1 new, 2 changed, 2 removed, 1 failed' \
    'what it did'
is "$(grep -c 'line 3: not JSON' "$dir/err")" 1 'the broken line is named'
is "$("$HIKU_INDEX" status | grep -c 'line 3: not JSON')" 1 'and remembered'
status 1 'the old text is gone' "$HIKU" 土手
status 0 'the new one is there' "$HIKU" 橋

mv "$dir/in" "$dir/away"
status 1 'a vanished root fails' "$HIKU_INDEX" update
status 0 'and keeps its articles' "$HIKU" 橋
before=$("$HIKU" --json 空 星 橋)
status 0 'reindex without the sources' "$HIKU_INDEX" reindex -q
is "$("$HIKU" --json 空 星 橋)" "$before" 'answers are the same'
status 0 'compact' "$HIKU_INDEX" compact
is "$("$HIKU" --json 空 星 橋)" "$before" 'and the same again'
status 0 'check' "$HIKU_INDEX" check
status 0 'remove an article' "$HIKU_INDEX" remove c
status 1 'it is gone' "$HIKU" 星
status 0 'remove the root' "$HIKU_INDEX" remove "$dir/in"
is "$("$HIKU_INDEX" list)" '' 'nothing is left'
status 1 'remove what is not there' "$HIKU_INDEX" remove nothing

printf 'remote :/usr/bin/touch %s\n' "$dir/ran" >"$dir/db/XAPIANDB"
status 2 'a stub is refused' "$HIKU" 橋
is "$([ -e "$dir/ran" ]; echo $?)" 1 'and does not run'
finish
