#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku-index dict: words of the user's own.
. "${0%/*}/tap.sh"

status 2 'no subcommand' "$HIKU_INDEX" dict
status 2 'a word without a reading' "$HIKU_INDEX" dict add ぽろ丸
status 2 'nothing to list' "$HIKU_INDEX" dict list

printf '昨日は美味しいぽろぽろ丸が出た。\n' >a.txt
printf '東京都の役所。國分屋敷亭へ行く。\n' >b.txt
"$HIKU_INDEX" add -q a.txt b.txt

cut_of() {
    "$HIKU_INDEX" analyze "$1" | awk -F'\t' '$3 == "word" { print $2 }' |
        tr '\n' '/'
}
is "$(cut_of ぽろぽろ丸)" 'ぽろぽろ/丸/' 'cut without it'
status 0 'add, as it is typed' "$HIKU_INDEX" dict add -q \
    ｸﾛｰﾊﾞｰ荘 くろーばーそう ぽろぽろ丸 ポロポロマル 国分屋敷亭 こくぶやしきてい
is "$(cat out err)" '' 'quietly'
is "$(cut_of 甘いぽろぽろ丸を)" '甘い/ぽろぽろ丸/を/' 'a word with it'
is "$(cut_of クローバー荘)" 'クローバー荘/' 'in normal form'
is "$(cut_of 國分屋敷亭)" '國分屋敷亭/' 'old kanji'
is "$("$HIKU" -c --all 丸)" 0 'the index is rebuilt with it'
is "$("$HIKU" -c --all ぽろぽろ丸)" 1 'and found'
status 0 'list' "$HIKU_INDEX" dict list
out "ぽろぽろ丸${tab}ポロポロマル
クローバー荘${tab}クローバーソウ
国分屋敷亭${tab}コクブヤシキテイ" 'sorted, readings in katakana'
err '' 'nothing waits'

status 0 '京都' "$HIKU_INDEX" dict add -q 京都 キョウト
is "$(cut_of 東京都)" '東京/都/' 'a word yields to what is around it'

mv db moved
is "$("$HIKU" --db moved -c --all ぽろぽろ丸)" 1 'a moved index'
mv moved db
status 0 'compact' "$HIKU_INDEX" compact -q
is "$("$HIKU" -c --all ぽろぽろ丸)" 1 'keeps them'
printf '新しいぽろぽろ丸。\n' >c.txt
status 0 'add a file' "$HIKU_INDEX" add -q c.txt
is "$("$HIKU" -c --all ぽろぽろ丸)" 2 'cuts it in the same way'

status 0 'without rebuilding the index' \
    "$HIKU_INDEX" dict add --no-reindex ぽろ亭 ぽろてい
is "$(grep -c reindex err)" 1 'it says what to do'
is "$("$HIKU" -c --all ぽろぽろ丸)" 2 'the index answers as before'
is "$(cut_of ぽろ亭)" 'ぽ/ろ/亭/' 'with the words it has'
status 0 'list' "$HIKU_INDEX" dict list
is "$(wc -l <out) $(grep -c reindex err)" '5 1' 'tells that words wait'
status 0 'reindex' "$HIKU_INDEX" reindex -q
is "$(cut_of ぽろ亭)" 'ぽろ亭/' 'brings them in'

status 2 'remove what is not there' "$HIKU_INDEX" dict remove なし
status 0 'remove' "$HIKU_INDEX" dict remove -q 京都 ぽろ亭 ぽろぽろ丸
is "$("$HIKU" -c --all 丸)" 2 'the index is rebuilt without it'
status 0 'remove the rest' "$HIKU_INDEX" dict remove -q クローバー荘 国分屋敷亭
is "$(ls db | grep -c 'words-.*dic')" 1 'the last one waits for readers'
status 0 'list' "$HIKU_INDEX" dict list
out '' 'nothing is left'

status 2 'a blank in a word' "$HIKU_INDEX" dict add 'あ い' あい
status 2 'an invalid reading' "$HIKU_INDEX" dict add 亜 a
status 2 'an empty word' "$HIKU_INDEX" dict add '' あ
is "$("$HIKU_INDEX" dict list)" '' 'nothing was added'

printf 'junk\n' >db/words.tsv
status 2 'a damaged list' "$HIKU_INDEX" reindex
is "$(grep -c "words.tsv' is damaged" err)" 1 'is named'
is "$("$HIKU" -c --all 丸)" 2 'the index is as it was'

status 0 'before there is an index' "$HIKU_INDEX" --db new dict add -q ぬるぽ丸 ぬるぽまる
is "$("$HIKU_INDEX" --db new dict list)" "ぬるぽ丸${tab}ヌルポマル" \
    'makes one'

printf '{"id":"%s","text":"ぽろぽろ丸の話。"}\n' 1 2 3 4 5 6 >s.jsonl
"$HIKU_INDEX" --db set add -q --shards 2 --format jsonl s.jsonl
status 0 'a set of shards' "$HIKU_INDEX" --db set dict add -q ぽろぽろ丸 ぽろぽろまる
is "$("$HIKU_INDEX" --db set dict list)" "ぽろぽろ丸${tab}ポロポロマル" \
    'lists them once'
is "$("$HIKU" --db set -c --all ぽろぽろ丸) $("$HIKU" --db set -c --all 丸)" \
    '6 0' 'all shards have them'
is "$("$HIKU_INDEX" --db set analyze ぽろぽろ丸 | grep -c word)" 1 \
    'analyze knows them'

# ---- By sound ----
echo '魑魅堂の主。' >spoken.txt
"$HIKU_INDEX" --db spoken add -q spoken.txt
"$HIKU_INDEX" --db spoken dict add -q 魑魅堂 すだまどう
"$HIKU_INDEX" --db spoken reindex -q
status 0 'the reading of such a word' "$HIKU" --db spoken sudamadou
is "$(cat err)" 'hiku: also searched 魑魅堂 (sudamadou)' 'finds it'

# ---- Beside other writers ----
# Whoever waits for the lock takes the words that the other one has added.
failed=0
"$HIKU_INDEX" --db busy add -q c.txt
for word in いろは丸 にほへ丸 とちり丸 ぬるを丸; do
    "$HIKU_INDEX" --db busy --wait $HANGS dict add -q $word マル 2>>both &
    "$HIKU_INDEX" --db busy --wait $HANGS update -q 2>>both || failed=1
    "$HIKU_INDEX" --db busy --wait $HANGS add -q c.txt 2>>both || failed=1
    wait $! || failed=1
done
is "$failed$(cat both)" 0 'writers that begin while words are added go on'

# ---- Damage ----
echo 'ぬるぽ丸が港に着く。' | "$HIKU_INDEX" --db new add -q --id a -
status 0 'words' "$HIKU" --db new --all ぬるぽ丸
dic=$(echo new/words-*.dic)
printf '\377' | dd of="$dic" bs=1 seek=100 conv=notrunc status=none
status 2 'damaged words' "$HIKU" --db new ぬるぽ丸
said "'$dic' is missing or damaged" 'are named'
lines 1 'in one line'
status 1 'check' "$HIKU_INDEX" --db new check
said "'$dic' is missing or damaged" 'finds them'
status 0 'reindex' "$HIKU_INDEX" --db new reindex
status 0 'makes them anew' "$HIKU" --db new --all ぬるぽ丸
finish
