#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The same command gives the same index, to the byte, however many threads it
# has: articles come in their order, also a large one that threads share.
. "${0%/*}/tap.sh"

python3 - <<'END'
import json
things = "港 駅 畑 橋 寺 市場 灯台 学校 工場 水田 データ・ベース ガスタービン".split()
with open("small.jsonl", "w") as out:
    for n in range(150):
        text = "".join(f"{things[n % 12]}を見てから{k}歩ほど歩き、"
                       f"{things[(n * k + k) % 12]}の話を聞いた。" for k in range(12))
        out.write(json.dumps({"id": f"a{n}", "title": f"{things[n % 12]}の{n}番",
                              "text": text}, ensure_ascii=False) + "\n")
with open("large.txt", "w") as out:
    for n in range(13000):
        out.write(f"{things[n % 12]}の記録{n}には{things[n * n % 11]}のことと、"
                  f"{n % 97}日の{things[n * 7 % 12]}の天気だけを書く。\n\n")
END

for threads in 1 2 3; do
    HIKU_THREADS=$threads "$HIKU_INDEX" add --quiet --db "db$threads" small.jsonl large.txt ||
        echo "add fails with $threads threads"
done >out 2>&1
is "$(cat out)" '' 'one, two and three threads'
is "$("$HIKU" --db db1 --count 記録) $(wc -l <"large.txt")" "$("$HIKU" --db db3 --count 記録) 26000" \
    'find as much'
status 0 'two threads give the same bytes as one' diff -r db1/current/ db2/current/
status 0 'and so do three' diff -r db1/current/ db3/current/
status 0 'the index is sound' "$HIKU_INDEX" check --db db3

# What comes later goes behind what there is.
for threads in 1 3; do
    HIKU_THREADS=$threads "$HIKU_INDEX" reindex --quiet --db "db$threads" >out 2>&1 ||
        echo "reindex fails with $threads threads"
done >out 2>&1
is "$(cat out)" '' 'reindex'
status 0 'gives the same bytes, too' diff -r db1/current/ db3/current/

# Of articles with equal scores the same ones are found, in the same order, in
# whatever order they came: of fewer than are ranked, some more, and many more.
for equal in 20 34 120; do
    python3 - $equal <<'END'
import json, sys
lines = [json.dumps({"id": f"same{n}", "text": f"霜柱を踏んで歩いた{n + 100}番。"}, ensure_ascii=False)
         for n in range(int(sys.argv[1]))]
for name, some in (("up", lines), ("down", lines[::-1])):
    with open(name + ".jsonl", "w") as out:
        out.write("\n".join(some) + "\n")
END
    for way in up down; do
        "$HIKU_INDEX" add --quiet --db "$way$equal" $way.jsonl
        for offset in 0 10; do
            "$HIKU" --db "$way$equal" --json --offset $offset 霜柱
        done | grep -o '"id":"[^"]*"' >$way.ids
    done
    is "$(wc -l <up.ids) $(cat down.ids)" "20 $(cat up.ids)" "$equal of equal score"
done
finish
