#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Much text at once goes another way into the index than a little: what comes
# of it is the same.
. "${0%/*}/tap.sh"

# make NAME FIRST LAST WORD: articles of some 2.5 KB, each with its number and
# the word
make() {
    python3 - "$@" <<'END'
import json, sys
name, first, last, word = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
things = "港 駅 畑 橋 寺 市場 灯台 学校 工場 水田".split()
with open(name, "w") as out:
    for n in range(first, last):
        thing = things[n % 10]
        text = "".join(f"{thing}の記録{n}の{k}行目、{word}と書く。\n\n" if k % 9 == 0 else
                       f"{thing}を見てから{k}歩ほど歩き、{things[(n + k) % 10]}の話を聞いた。"
                       for k in range(30))
        out.write(json.dumps({"id": f"a{n}", "title": f"{thing}の{n}番", "text": text},
                             ensure_ascii=False) + "\n")
END
}

# answers: what some queries find, without what depends on the place
answers() {
    for query in '灯台 記録' '畑を見る' '"橋の話"' '水田 -寺' 'title:駅' '初版' '再版'; do
        "$HIKU" --json --limit 30 -- "$query" | python3 -c '
import json, sys
for line in sys.stdin:
    hit = json.loads(line)
    print(hit["rank"], hit["score"], hit["article"]["id"], hit["passage"]["number"],
          hit["passage"]["text"], hit["passage"]["matches"])'
        echo "$("$HIKU" --count -- "$query") of $query"
    done
}

make first.jsonl 0 600 初版
# Small files, one run each, are written one by one.
split -l 100 first.jsonl part.
for part in part.??; do
    "$HIKU_INDEX" add --format jsonl - <"$part" >>small 2>&1
done
is "$(grep -c '^100 new' small)" 6 \
    'a little at a time'
answers >wanted
is "$("$HIKU" --count 記録)" 600 'all of it is there'
mv db db.small

status 0 'all at once' "$HIKU_INDEX" add --format jsonl first.jsonl
summary 600 0 0 0 0 'counts the same'
answers >got
is "$(diff wanted got)" '' 'finds the same, with the same scores'
is "$(ls -d db/generation-* db/scratch-* 2>/dev/null)" db/generation-0002 \
    'one generation is left, and no scratch folder'
status 0 'the index is sound' "$HIKU_INDEX" check
status 0 'once more' "$HIKU_INDEX" add --format jsonl first.jsonl
summary 0 0 600 0 0 'changes nothing'

# The same ids in one run: the last one wins, wherever it stands.
rm -rf db
make again.jsonl 100 200 再版
make third.jsonl 150 160 改版
cat first.jsonl again.jsonl third.jsonl >twice.jsonl
status 0 'ids that come twice' "$HIKU_INDEX" add twice.jsonl
is "$(sed -n 2p out)" '110 came twice in this run; the last of each was kept' \
    'are counted'
is "$("$HIKU" --count 初版) $("$HIKU" --count 再版) $("$HIKU" --count 改版)" \
    '500 90 10' 'the last one wins'
is "$("$HIKU_INDEX" list | wc -l)" 600 'each is there once'
status 0 'and the index is sound' "$HIKU_INDEX" check

# Reindexing goes the same way.
answers >wanted
status 0 'reindex' "$HIKU_INDEX" reindex
answers >got
is "$(diff wanted got)" '' 'finds the same as before'
is "$("$HIKU_INDEX" list | wc -l)" 600 'and has as many articles'
status 0 'the file is known' "$HIKU_INDEX" update
summary 0 0 600 0 0 'as it was'

# With few files that may be open, databases are merged a few at a time.
rm -rf db
python3 - >many.jsonl <<'END'
import json
for n in range(60):  # 36 MB, of few words, so that little time is needed
    text = ("港の記録 " * 20 + "\n\n") * 2400
    print(json.dumps({"id": f"b{n}", "title": f"{n}番", "text": text},
                     ensure_ascii=False))
END
status 0 'at most 40 open files' sh -c 'ulimit -n 40 && exec "$@"' sh \
    "$HIKU_INDEX" add many.jsonl
summary 60 0 0 0 0 'takes all'
status 0 'the index is sound' "$HIKU_INDEX" check
is "$("$HIKU" --count 記録)" 60 'all of it is there'

# What hundreds of killed runs have left is cleaned up.
for n in $(seq 300); do
    mkdir "db/scratch-left$n"
    cp -R db/generation-*/iamglass "db/scratch-left$n"
done
status 0 'after 300 killed runs' sh -c 'ulimit -n 40 && exec "$@"' sh \
    "$HIKU_INDEX" update
is "$(ls -d db/scratch-* 2>/dev/null)" '' 'nothing of theirs is left'
rm -rf db
"$HIKU_INDEX" add -q twice.jsonl

# A file that changes loses what is not in it any more.
head -n 300 first.jsonl >twice.jsonl
status 0 'a file half as long' "$HIKU_INDEX" update
is "$("$HIKU_INDEX" list | wc -l) $("$HIKU" --count 再版)" '300 0' \
    'the rest is taken out'
finish
