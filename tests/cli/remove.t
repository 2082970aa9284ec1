#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku-index remove: a file, a folder, an article; what comes back and what
# does not.
. "${0%/*}/tap.sh"

status 2 'no index' "$HIKU_INDEX" remove x
mkdir -p in/sub in/subway other
printf '川の話\n\n川の土手を歩く。\n' >in/kawa.txt
printf '山の話\n\n山で湧き水を飲んだ。\n' >in/sub/yama.txt
printf '駅の話\n\n駅で待った。\n' >in/subway/eki.txt
printf '{"id":"a1","text":"海で泳ぐ。"}\n{"id":"a2","text":"空を飛ぶ。"}\n' \
    >other/two.jsonl
printf '虹の話\n\n虹が出た。\n' >'other/a b.txt'
"$HIKU_INDEX" add -q in other
printf '星の話\n\n星を数えた。\n' | "$HIKU_INDEX" add -q --id hoshi -

status 2 'nothing to remove' "$HIKU_INDEX" remove
lines 1 'told in one line'
status 1 'what the index has not' "$HIKU_INDEX" remove nothing
summary 0 0 0 0 1 'counts as failed'
said 'nothing: no such file, folder or id in the index' 'and is named'

status 0 'a dry run' "$HIKU_INDEX" remove -n in
out 'would be: 3 removed' \
    'says what would be'
is "$(finds 土手)" in/kawa.txt 'and does nothing'

# ---- An id ----
status 0 'an article of a file of records' "$HIKU_INDEX" remove a1
summary 0 0 0 1 0 'is one'
is "$(finds 泳ぐ)/$(finds 飛ぶ)" /other/two.jsonl 'and the only one to go'
status 0 'an article from standard input' "$HIKU_INDEX" remove hoshi
is "$(finds 数える)" '' 'is gone'
status 1 'once more' "$HIKU_INDEX" remove hoshi
summary 0 0 0 0 1 'it is not there'

# ---- A file ----
status 0 'a file, from its folder' \
    sh -c 'cd other && exec "$0" remove "a b.txt"' "$HIKU_INDEX"
summary 0 0 0 1 0 'is one'
is "$(finds 虹)" '' 'and gone'
status 0 'update' "$HIKU_INDEX" update
summary 1 0 5 0 0 'brings it back: its folder stays added'
status 1 'a file and what is not there' \
    "$HIKU_INDEX" remove other/two.jsonl nothing
summary 0 0 0 1 1 'the one goes'
"$HIKU_INDEX" update -q

# ---- A folder ----
status 0 'a folder' "$HIKU_INDEX" remove in/sub/
summary 0 0 0 1 0 'has what is below it'
is "$(finds 湧き水)/$(finds 駅)" /in/subway/eki.txt \
    'and not one with a similar name'
"$HIKU_INDEX" update -q
mv in away
status 0 'a root that is gone' "$HIKU_INDEX" remove in
summary 0 0 0 3 0 'has all below it'
mv away in
status 0 'update' "$HIKU_INDEX" update
is "$(finds 土手)" '' 'does not bring it back: it was forgotten'
is "$("$HIKU_INDEX" status | grep -c "$dir/in")" 0 'the status has it no more'
status 0 'added again' "$HIKU_INDEX" add in
summary 3 0 0 0 0 'it is new'
ln -s in link
status 0 'by another name' "$HIKU_INDEX" remove link other
is "$(ids)" '' 'nothing is left'
status 1 'nothing is found' "$HIKU" 川 山 虹
status 0 'update of nothing' "$HIKU_INDEX" update
summary 0 0 0 0 0 'does nothing'
finish
