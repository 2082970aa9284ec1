#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What answers beside words do, over shards and on other machines: synonyms and
# passages like others. All places must say what one index says.
. "${0%/*}/tap.sh"

mkdir in
echo '冬はインフルエンザが流行する。' >in/fuyu.txt
echo '流感の予防接種を受けた。' >in/sesshu.txt
echo 'この論文は machine learning の入門に良い。' >in/ronbun.txt
echo '機械学習と統計の違い。' >in/kikai.txt
echo '昆布のだしに大根を入れ、味噌を溶く。' >in/misoshiru.txt
echo '大根と人参を醤油で煮る。だしは昆布で取る。' >in/ryouri.txt
echo '大根と人参を醤油で煮る。だしは昆布で取る。' >in/utsushi.txt
echo '湖に小舟が浮かぶ。' >in/kobune.txt
"$HIKU_INDEX" --db one add -q in
"$HIKU_INDEX" --db set add -q --shards 3 in
"$HIKU_INDEX" --db left add -q in/[f-m]*
"$HIKU_INDEX" --db right add -q in/[n-z]*
printf '流感, インフルエンザ\n機械学習, machine learning\n' |
    "$HIKU_INDEX" synonyms add - >/dev/null

# answers LOCATION...: all that is found, with scores and marks
answers() {
    set -- "$@"
    words=$(for where; do printf -- '--db %s ' "$where"; done)
    for query in 流感 'インフルエンザ 予防' 機械学習 'machine learning 入門'; do
        echo "$query:"
        # shellcheck disable=SC2086
        "$HIKU" $words --json "$query" 2>&1
        # shellcheck disable=SC2086
        "$HIKU" $words --all --count "$query" 2>&1
        # shellcheck disable=SC2086
        echo "$query" | "$HIKU" $words --batch 2>&1
    done
    for like in "$dir/in/ryouri.txt" in/misoshiru.txt; do
        echo "$like:"
        # shellcheck disable=SC2086
        "$HIKU" $words --json --similar "$like" 2>&1
    done
    echo '昆布と大根の味噌汁' >like.txt
    # shellcheck disable=SC2086
    "$HIKU" $words --json similar like.txt 2>&1
    # shellcheck disable=SC2086
    echo 大根を煮る | "$HIKU" $words --json --all-copies similar - 2>&1
}
answers one >wanted
is "$(grep -c '^{"rank":1,' wanted)" 8 'each is answered'
is "$(grep -c '^{"rank".*"synonyms":\["' wanted)" 4 'some by synonyms'
is "$(grep -c '"same_as":\[{' wanted)" 3 'copies are known'
answers set | cmp - wanted >out 2>&1
is "$?$(cat out)" 0 'a set of shards answers the same'
answers left right | cmp - wanted >out 2>&1
is "$?$(cat out)" 0 'and several indexes'
if command -v xapian-progsrv >/dev/null; then
    stand_in_ssh
    answers "ssh://far$dir/left" "ssh://far$dir/right" | cmp - wanted >out 2>&1
    is "$?$(cat out)" 0 'and those of another machine'
    answers left "ssh://far$dir/right" | cmp - wanted >out 2>&1
    is "$?$(cat out)" 0 'and one here, one there'
fi
# A server as hiku-index(1) says, on the loopback.
if command -v xapian-tcpsrv >/dev/null && command -v python3 >/dev/null; then
    port=$(python3 -c '
import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])')
    setsid xapian-tcpsrv --quiet --interface 127.0.0.1 --port "$port" \
        right/current >/dev/null 2>&1 &
    server=$!
    trap 'kill -s KILL -- "-$server" 2>/dev/null; rm -rf "$dir"' EXIT
    comes "$HIKU" --db "tcp://127.0.0.1:$port" -c 大根
    answers left "tcp://127.0.0.1:$port" | cmp - wanted >out 2>&1
    is "$?$(cat out)" 0 'and one of a server'
fi
finish
