#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku similar: passages like those of an article.
. "${0%/*}/tap.sh"

mkdir in other
cat >in/hashi.txt <<EOF
吊り橋の話

吊り橋は主塔とケーブルで橋桁を吊る。主塔は高く、ケーブルは太い。橋桁は風で揺れる。
EOF
cat >in/kaikyou.txt <<EOF
海峡の橋

海峡に架かる橋は、主塔から下がるケーブルが橋桁を支える吊り橋である。
EOF
cat >in/ryouri.txt <<EOF
煮物

大根と人参を醤油で煮る。だしは昆布で取る。
EOF
cat >in/misoshiru.txt <<EOF
味噌汁

昆布のだしに大根を入れ、味噌を溶く。
EOF
cat >in/kobune.txt <<EOF
小舟

湖に小舟が浮かぶ。
EOF
sed 's/太い/とても太い/' in/hashi.txt >in/utsushi.txt
cp in/hashi.txt in/nihon.txt
"$HIKU_INDEX" add -q in

found() {
    "$HIKU" -l "$@" | sed 's,.*/,,' | tr '\n' ' '
}

# ---- What is given ----
is "$(found similar in/ryouri.txt)" 'misoshiru.txt ' \
    'a file of the index, and not itself'
is "$(found --similar "$dir/in/ryouri.txt")" 'misoshiru.txt ' 'as an option'
"$HIKU" --pretty 煮る >/dev/null
is "$(found similar 1)" 'misoshiru.txt ' 'a number of the last answer'
status 2 'a number that it does not have' "$HIKU" similar 7
err 'hiku: the last answer has no passage 7' 'is named'
printf '<html><title>橋</title><p>主塔とケーブルのある吊り橋</p></html>' >other/a.html
is "$(found similar other/a.html | tr ' ' '\n' | grep -c .)" 2 \
    'a file that the index does not have, in any format'
is "$("$HIKU_INDEX" list | grep -c html)" 0 'it is not added'
is "$(echo 昆布のだしと大根 | "$HIKU" -l similar - | sed 's,.*/,,' | sort |
    tr '\n' ' ')" 'misoshiru.txt ryouri.txt ' 'standard input'
echo '{"id":"ki-1","text":"大根の煮物を作る。"}' |
    "$HIKU_INDEX" add -q --format jsonl -
is "$("$HIKU" -l --similar ki-1 | sed 's,.*/,,' | sort | tr '\n' ' ')" \
    'misoshiru.txt ryouri.txt ' 'an id'
is "$(ls -d "${TMPDIR:-/tmp}"/hiku-??????/db 2>/dev/null | head -n 1)" '' \
    'nothing is left behind'

# ---- Near duplicates ----
is "$("$HIKU" similar in/kaikyou.txt --json | wc -l | tr -d ' ')" 1 \
    'three that are nearly the same are one'
is "$("$HIKU" similar in/kaikyou.txt --json | grep -o '"same_as":.*}],"passage' |
    grep -o '"number"' | wc -l | tr -d ' ')" 2 'JSON names the others'
is "$("$HIKU" similar in/kaikyou.txt --json --all-copies | wc -l |
    tr -d ' ')" 3 '--all-copies gives each'

# ---- How it is answered ----
status 0 'a page' "$HIKU" --format page --marks '[' ']' similar in/ryouri.txt
is "$(grep -c '\[昆布\]' out)" 1 'what they have in common is marked'
status 0 '--explain' "$HIKU" --explain similar in/ryouri.txt
is "$(grep -c '^hiku: words: .*昆布' err)" 1 'names the words'
is "$(head -n 2 out | grep -c '昆布 [0-9]')" 1 'and what each adds'
is "$(found similar in/ryouri.txt --path other)" '' 'filters hold'
is "$("$HIKU" -c similar in/hashi.txt)" 3 'articles are counted'

# ---- Stopped while it reads ----
reads() {
    [ -n "$(ls tmp)" ]
}
mkdir tmp
mkfifo pipe
TMPDIR=$dir/tmp "$HIKU" similar - <pipe >out 2>err &
pid=$!
exec 3>pipe
comes reads
kill -TERM $pid
wait $pid
is $? 2 'it can be stopped'
exec 3>&-
is "$(ls tmp)" '' 'and leaves nothing behind'

# ---- What is no article ----
status 2 'no such file' "$HIKU" similar ./none
err 'hiku: the index has no article ./none, and there is no such file' \
    'is said'
status 2 'a folder' "$HIKU" --similar other
err "hiku: 'other' is a folder; name a file in it" 'is said'
printf '\000\001\002' >other/b.bin
status 2 'a file without text' "$HIKU" similar other/b.bin
is "$(grep -c "other/b.bin' has no text" err)" 1 'is said'
status 2 'nothing on standard input' "$HIKU" similar -
echo 'xyzzy plugh' >other/c.txt
status 1 'nothing in common' "$HIKU" similar other/c.txt
is "$(found -- similar in/ryouri.txt)$(found similar 煮る)" \
    'ryouri.txt ' 'other words are a query'
status 2 'with words' "$HIKU" --similar in/ryouri.txt 橋
status 2 'with --literal' "$HIKU" --similar in/ryouri.txt --literal
finish
