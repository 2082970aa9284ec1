#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku-index reindex: the index is rebuilt from what it holds itself.
. "${0%/*}/tap.sh"

status 2 'no index' "$HIKU_INDEX" reindex
mkdir in
{
    echo '# 長い話'
    for n in 一 二 三 四 五 六 七 八 九 十; do
        printf '\n## 第%s章\n\n' "$n"
        printf '第%s章では、川の土手を歩いて、橋の下で魚を見た。' "$n"
        printf 'それから長い坂を上り、峠の茶屋で一休みした。\n\n'
        printf '店の主人は、むかし船に乗っていたという。港の名をいくつも'
        printf '挙げて、どの町の魚がうまいかを話してくれた。\n'
    done
} >in/long.md
printf '川の話\n\n川の土手を歩く。\n' >in/kawa.txt
printf '三行の\n題のない文章。\n川がある。\n' >in/untitled.txt
printf '{"id":"a","text":"海で泳ぐ。","date":"2024-07-03","tags":["水"],"url":"u"}\n' \
    >in/a.jsonl
"$HIKU_INDEX" add -q in
printf '星の話\n\n星を数えた。\n' | "$HIKU_INDEX" add -q --id hoshi -

# all: what can be asked and told of the index, but for the numbers of passages
all() {
    "$HIKU_INDEX" list --json
    "$HIKU" --json 川の土手を歩く
    "$HIKU" --json -n 50 -m 0 峠の茶屋
    "$HIKU" --json tag:水 date:2024-07-03
    "$HIKU" --json 星
}
all >before
passages=$("$HIKU_INDEX" list | awk -F'\t' '{ n += $6 } END { print n }')
mv in away
status 0 'without the sources' "$HIKU_INDEX" reindex -q
is "$(cat out err)" '' 'quietly'
all >after
is "$(cmp before after && wc -l <after)" "$(wc -l <before)" \
    'every answer is as it was'

status 0 'into shorter passages' "$HIKU_INDEX" reindex --passage-chars 50
more=$("$HIKU_INDEX" list | awk -F'\t' '{ n += $6 } END { print n }')
is "$((more > passages))" 1 'there are more of them'
is "$("$HIKU_INDEX" status | grep -c 'of about 50 characters')" 1 \
    'the index remembers it'
is "$("$HIKU" -l 星 海 | sort)" "-${nl}in/a.jsonl" 'what is short is as it was'
mv away in
printf '\n新しい段落。\n' >>in/kawa.txt
status 0 'update goes on with that' "$HIKU_INDEX" update
summary 0 1 3 0 0 'the bookkeeping came along'
is "$("$HIKU_INDEX" status | grep -c 'of about 50 characters')" 1 \
    'and keeps the size'
status 0 'back to the size from before' \
    "$HIKU_INDEX" reindex -q --passage-chars 1000
printf '川の話\n\n川の土手を歩く。\n' >in/kawa.txt
"$HIKU_INDEX" update -q
all >after
is "$(cmp before after && wc -l <after)" "$(wc -l <before)" \
    'every answer is as it was'

status 2 'a size out of range' "$HIKU_INDEX" reindex --passage-chars 7
said 'from 50 to 100000' 'what it may be'
status 2 'a size that is not a number' "$HIKU_INDEX" reindex --passage-chars x
status 2 'a dictionary that is not there' \
    "$HIKU_INDEX" reindex --dictionary ./none
lines 1 'told in one line'
status 2 'no dry run' "$HIKU_INDEX" reindex --dry-run
status 2 'add in another size' "$HIKU_INDEX" add --passage-chars 500 in
said 'reindex' 'what to do is said'
all >after
is "$(cmp before after && ls -d db/scratch-* 2>/dev/null)" '' \
    'none of them did harm'
status 0 'an empty index' sh -c '"$0" remove -q a hoshi in && "$0" reindex -q' \
    "$HIKU_INDEX"
is "$(ids)" '' 'stays empty'
finish
