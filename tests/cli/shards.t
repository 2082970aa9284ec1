#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A set of shards is one index: in what it holds, in what it answers, and in
# what is done to it.
. "${0%/*}/asks.sh"
. "${0%/*}/tap.sh"

collect in
"$HIKU_INDEX" --db one add -q in

# ---- Making ----
status 0 'a set of two' "$HIKU_INDEX" --db two add --shards 2 in
n=$("$HIKU_INDEX" --db one list | wc -l)
summary $((n)) 0 0 0 0 'all articles are counted once'
status 0 'a set of five' "$HIKU_INDEX" --db five add --shards 5 in
is "$(ls five | tr '\n' ' ')" \
    'hiku-shards shard-00 shard-01 shard-02 shard-03 shard-04 ' 'its folder'
is "$(cat five/hiku-shards)" "hiku-shards 1${nl}5" 'its file'
empty=
for shard in five/shard-*; do
    [ "$("$HIKU_INDEX" --db "$shard" list | wc -l)" -gt 20 ] || empty=$shard
done
is "$empty" '' 'all shards have their share'
is "$("$HIKU_INDEX" --db five list)" "$("$HIKU_INDEX" --db one list)" \
    'list is that of one index'

# ---- The same answers ----
answers answers.one one
is "$(grep -c '^status 0' answers.one)" 36 'most of the questions have answers'
is "$(grep -c '^status 1' answers.one)" 3 'some have none'
is "$(grep -c '^status 2' answers.one)" 1 'and one makes no sense'
answers answers.two two
same_answers answers.two 'two shards answer as one index'
answers answers.five five
same_answers answers.five 'and five'
answers answers.apart five/shard-03 five/shard-01 five/shard-04 \
    five/shard-00 five/shard-02
same_answers answers.apart 'and each named by itself, in any order'
printf '雪\n手紙を書く\n' >queries
is "$("$HIKU" --db five --batch <queries)" \
    "$("$HIKU" --db one --batch <queries)" 'and a batch'

# ---- Keeping it up ----
status 0 'nothing to do' "$HIKU_INDEX" --db five update
summary 0 0 $((n)) 0 0 'is said'
status 0 'add again, without the number' "$HIKU_INDEX" --db five add in
summary 0 0 $((n)) 0 0 'is the same'
printf '覚え書き\n\n新しい灯台守が来た。\n' >in/note-3.txt
printf '新しい覚え書き\n\n船大工の昼寝。\n' >in/note-99.txt
rm in/note-7.txt
"$HIKU_INDEX" --db one update -q
status 0 'update' "$HIKU_INDEX" --db five update -v
summary 1 1 $((n - 2)) 1 0 'brings in what is new, changed and gone'
is "$(grep -c 'note-3.txt: changed' err)" 1 'each file is told once'
answers answers.one one
answers answers.five five
same_answers answers.five 'and the answers are those of one index'

is "$(printf '{"id":"x","text":"浮き桟橋の朝。"}\n{"id":"y","text":"浮き桟橋の昼。"}\n' |
    "$HIKU_INDEX" --db five add --format jsonl -)" \
    '2 new' 'from standard input'
is "$("$HIKU" --db five -c 浮き桟橋)" 2 'nothing of it is lost'
status 1 'remove' "$HIKU_INDEX" --db five remove x y nothing "$dir/in/note-1.txt"
summary 0 0 0 3 1 'articles and a file, in whatever shard'
said 'nothing: no such file, folder or id' 'what is in none is told'
lines 1 'once'
status 0 'a file list' sh -c \
    "echo in/note-1.txt | '$HIKU_INDEX' --db five add --files-from -"
summary 1 0 0 0 0 'from standard input'

printf '{"id":"z","text":"雪"}\nbroken\n' >in/half.jsonl
status 1 'a broken record' "$HIKU_INDEX" --db five update
summary 1 0 "$(sed -n 's/^.*[^0-9]\([0-9][0-9]*\) unchanged.*/\1/p;s/^\([0-9]*\) unchanged.*/\1/p' out)" 0 1 \
    'is one failure'
lines 1 'told once'
rm in/half.jsonl
status 0 'its file goes' "$HIKU_INDEX" --db five update
summary 0 0 "$(sed -n 's/^.*[^0-9]\([0-9][0-9]*\) unchanged.*/\1/p;s/^\([0-9]*\) unchanged.*/\1/p' out)" 1 0 \
    'and its article'

status 0 'status' "$HIKU_INDEX" --db five status
is "$(grep -c shard-0 out)" 5 'names the shards'
is "$(grep '^articles' out)" "$("$HIKU_INDEX" --db one status | grep '^articles')" \
    'and counts all articles'
status 0 'check' "$HIKU_INDEX" --db five check
is "$(cut -d';' -f1 out)" 'no damage found' 'says it once'
status 0 'sealing' "$HIKU_INDEX" --db five check --seal
status 0 'check again' "$HIKU_INDEX" --db five check
out 'no damage found' 'all shards are sealed'
status 0 'compact' "$HIKU_INDEX" --db five compact
is "$(wc -l <out)" 5 'a line for each shard'
status 0 'reindex' "$HIKU_INDEX" --db five reindex
out "$n rebuilt" 'all of them'
answers answers.five five
same_answers answers.five 'which answer as before'
status 0 'an update afterwards' "$HIKU_INDEX" --db five update
summary 0 0 $((n)) 0 0 'finds all in place'
status 0 'a dry run' "$HIKU_INDEX" --db five remove -n in
out "would be: $n removed" 'counts in all shards'

# ---- A shard by itself ----
cp -r five/shard-02 moved
before=$("$HIKU_INDEX" --db moved list | wc -l)
printf '古い覚え書き\n\n灯台。\n' >in/note-50.txt
printf '古い覚え書き\n\n岬。\n' >in/note-51.txt
printf '古い覚え書き\n\n渡し舟。\n' >in/note-52.txt
status 0 'one that moved is kept up alone' "$HIKU_INDEX" --db moved update
"$HIKU_INDEX" --db five update -q
"$HIKU_INDEX" --db five list >list
is "$("$HIKU_INDEX" --db moved list)" \
    "$("$HIKU_INDEX" --db five/shard-02 list)" 'it takes its share, no more'
is "$((before > 20))" 1 'which is not empty'
mv five/shard-02 elsewhere
status 2 'a shard that is gone' "$HIKU" --db five 雪
said five/shard-02 'is named'
lines 1 'in one line'
status 0 'and can be gone without' "$HIKU" --db five --partial -c 雪
said five/shard-02 'but is named'
status 2 'a writer does without none' "$HIKU_INDEX" --db five status
ln -s ../elsewhere five/shard-02
is "$("$HIKU_INDEX" --db five list)" "$(cat list)" \
    'a shard may be a link to another disk'
rm five/shard-02
mv five/shard-01 five/shard-02
mv elsewhere five/shard-01
status 2 'shards that changed places' "$HIKU" --db five 雪
status 1 'are found by check' "$HIKU_INDEX" --db five check
said "'five/shard-01' holds shard 2 of 5, but shard 1 of 5" 'and told'
mv five/shard-01 elsewhere
mv five/shard-02 five/shard-01
mv elsewhere five/shard-02

# ---- Empty shards, filled one by one, as by as many machines ----
mkdir none
"$HIKU_INDEX" --db empty add -q --shards 5 none
for i in 0 1 2 3 4; do
    "$HIKU_INDEX" --db empty/shard-0$i add -q in
done
is "$("$HIKU_INDEX" --db empty list)" "$(cat list)" \
    'the sources at each of them make the whole set'
mkdir in/archive
"$HIKU_INDEX" --db in/archive/set add -q --shards 2 none
status 0 'a set below what is indexed' "$HIKU_INDEX" --db five update -v
said 'the folder of an index' 'is passed over'
"$HIKU_INDEX" --db five list | cmp -s - list
is $? 0 'as a whole'

# ---- What makes no sense ----
status 2 'another number' "$HIKU_INDEX" --db five add --shards 4 in
said '5 shards' 'is refused'
status 2 'shards of one index' "$HIKU_INDEX" --db one add --shards 4 in
status 2 'too many' "$HIKU_INDEX" --db new add --shards 101 in
status 2 'shards of anything but add' "$HIKU_INDEX" --db five update --shards 5
status 2 'a format that there is not' \
    "$HIKU_INDEX" --db new add --shards 2 --format x in
is "$(ls new 2>&1 >/dev/null | wc -l)" 1 'makes nothing'
mkdir full
touch full/letter
status 2 'a folder with other things' "$HIKU_INDEX" --db full add --shards 2 in
said letter 'names one'
is "$(ls full)" letter 'and leaves it alone'
for bad in 'hiku-shards 2\n5\n' 'hiku-shards 1\n0\n' 'hiku-shards 1\n5' \
    'hiku-shards 1\n5\n\n' 'hiku-shards 1\n-5\n' 'hiku-shards 1\n05\n' \
    'hiku-shards 1\n101\n' 'hiku-shards 1\n5\n\0' '' 'x'; do
    printf "$bad" >five/hiku-shards
    status 2 'a file that is none of ours' "$HIKU" --db five 雪
    lines 1 'is refused'
done
finish
