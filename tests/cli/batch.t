#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Many queries by one process.
. "${0%/*}/tap.sh"

mkdir "$dir/in"
printf '川の話\n\n川の土手を歩く。\n' >"$dir/in/kawa.txt"
printf '山の話\n\n山で湧き水を飲んだ。\n' >"$dir/in/yama.txt"
"$HIKU_INDEX" add "$dir/in" >/dev/null

# shown FILE: query, and titles or the error, of each answer
shown() {
    python3 -c '
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    a = json.loads(line)
    print(a["query"], "error" if "error" in a else
          ",".join(h["article"]["title"] for h in a["hits"]), sep="|")
' "$1"
}

printf '川\n海\n\n山 湧き水\r\ndate:川\n' | "$HIKU" --batch >"$dir/out"
is $? 0 'something was found'
is "$(shown "$dir/out")" '川|川の話
海|
|
山 湧き水|山の話
date:川|error' 'one answer a line, in order'
printf '海\n' | "$HIKU" --batch >"$dir/out"
is $? 1 'nothing was found'
"$HIKU" --batch </dev/null >"$dir/out"
is "$?$(cat "$dir/out")" 1 'no query, no answer'
"$HIKU" --batch 川 </dev/null 2>"$dir/err"
is $? 2 'a query beside --batch is refused'
printf '川\n' | "$HIKU" --batch >/dev/full 2>"$dir/err"
is "$?:$(cat "$dir/err")" '2:hiku: cannot write standard output' \
    'a full disk is told'

# The same answers as one by one, whatever the number of threads.
i=0
while [ $i -lt 200 ]; do
    printf '川 土手\n山\n話\n'
    i=$((i + 1))
done >"$dir/queries"
"$HIKU" --batch --threads 1 <"$dir/queries" >"$dir/one"
"$HIKU" --batch --threads 5 <"$dir/queries" >"$dir/five"
cmp -s "$dir/one" "$dir/five"
is $? 0 'five threads answer as one'
is "$(sed -n 's/.*"hits":\[\({.*}\)\]}$/\1/p;q' "$dir/one")" \
    "$("$HIKU" --json '川 土手')" 'as --json does'

# An answer comes before the next question.
mkfifo "$dir/ask" "$dir/tell"
"$HIKU" --batch <"$dir/ask" >"$dir/tell" &
pid=$!
exec 3>"$dir/ask" 4<"$dir/tell"
echo 川 >&3
read -r first <&4
echo 山 >&3
read -r second <&4
is "${first%%,*} ${second%%,*}" '{"query":"川" {"query":"山"' 'in dialogue'

# Each from the index as it is by then, in place or another generation.
seen=
for _ in 1 2; do
    echo 滝壺 >&3
    read -r answer <&4
    seen="$seen $(echo "$answer" | grep -o '"article":{"id":"[a-z]*"' | tr -d '\n')"
    echo '滝壺に虹が立った。' | "$HIKU_INDEX" add -q --id one -
done
echo '滝壺に虹が立った。' | "$HIKU_INDEX" add -q --id two -
"$HIKU_INDEX" compact -q
echo 滝壺 >&3
read -r answer <&4
is "$seen $(echo "$answer" | grep -o '"article":{"id":"[a-z]*"' | tr -d '\n')" \
    '  "article":{"id":"one" "article":{"id":"one""article":{"id":"two"' 'what was added meanwhile is found'

# Also when words are added under it: 虹が立 is one word from then on.
"$HIKU_INDEX" dict add -q 虹が立 ニジガタ
for query in 虹が立 虹; do
    echo "$query" >&3
    read -r answer <&4
    is "$answer" "$(echo "$query" | "$HIKU" --batch)" \
        "$query, with the words of the index"
done
is "$(echo "$answer" | grep -c '"error"')" 0 'and no error'
exec 3>&- 4<&-
wait $pid

is "$(python3 -c 'print("川 OR " * 5000 + "川")' | "$HIKU" --batch |
    python3 -c 'import json, sys; print(json.load(sys.stdin).get("cut"))')" \
    True 'a query that is too long is answered in part, and says so'
is "$(echo 川 | "$HIKU" --batch | grep -c '"cut"')" 0 'and only then'
finish
