#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku-index update: new, changed and gone files, and what must not get lost.
. "${0%/*}/tap.sh"

status 2 'no index to update' "$HIKU_INDEX" update
said "$dir/db" 'it is named'
is "$(ls -d db 2>/dev/null)" '' 'and not made'

mkdir -p in/sub away
printf '川の話\n\n川の土手を歩く。\n' >in/kawa.txt
printf '山の話\n\n山で湧き水を飲んだ。\n' >in/yama.txt
printf '海の話\n\n海で泳いだ。\n' >in/sub/umi.txt
status 2 'an empty index is none' "$HIKU_INDEX" update
"$HIKU_INDEX" add -q in
status 2 'paths are not taken' "$HIKU_INDEX" update in
err "hiku-index update: takes no words, got 'in'" 'and says so'
lines 1 'in one line'

status 0 'nothing to do' "$HIKU_INDEX" update
summary 0 0 3 0 0 'all is known'

# ---- New, changed, gone, touched ----
printf '雪の話\n\n雪が積もる。\n' >in/sub/yuki.txt
printf '川の話\n\n橋を渡った。\n' >in/kawa.txt
rm in/yama.txt
touch -d '2001-02-03 04:05' in/sub/umi.txt
status 0 'a dry run' "$HIKU_INDEX" update --dry-run
out 'would be: 1 new, 1 changed, 1 unchanged, 1 removed' \
    'says what would be'
is "$(finds 湧き水)$(finds 雪)" in/yama.txt 'and does nothing'
status 0 'update' "$HIKU_INDEX" update -v
summary 1 1 1 1 0 'new, changed, touched but the same, gone'
said "$dir/in/yama.txt: removed" 'what went is named'
is "$(ids)" 'in/kawa.txt in/sub/umi.txt in/sub/yuki.txt' 'what is there now'
is "$(finds 土手)/$(finds 橋)/$(finds 雪)/$(finds 湧き水)" \
    '/in/kawa.txt/in/sub/yuki.txt/' 'and found'
status 0 'once more' "$HIKU_INDEX" update
summary 0 0 3 0 0 'nothing to do'

# A file system may know whole seconds only: what was written within the last
# ones may be written again and keep its time.
for _ in 1 2 3 4 5 6 7 8; do # until the machine is quick enough for it
    second=$(date +%s)
    echo 川の話 >in/whole.txt
    touch -d "@$second" in/whole.txt
    "$HIKU_INDEX" add -q in/whole.txt
    [ "$(date +%s)" -gt $((second + 1)) ] || break
done
echo 山の話 >in/whole.txt
touch -d "@$second" in/whole.txt
status 0 'a change within a second' "$HIKU_INDEX" update
is "$(tail -n 1 out)" "$(tail -n 1 out | grep '1 changed')" 'is seen'
"$HIKU_INDEX" remove -q in/whole.txt
rm in/whole.txt

# Same size, same time, other bytes: not looked at, as the manual says.
touch -r in/kawa.txt stamp
printf '川の話\n\n滝を渡った。\n' >in/kawa.txt
touch -r stamp in/kawa.txt
status 0 'the same size and time' "$HIKU_INDEX" update
summary 0 0 3 0 0 'is the same file'
touch in/kawa.txt
status 0 'another time' "$HIKU_INDEX" update
summary 0 1 2 0 0 'is looked at'

# ---- A root that is away ----
mv in away/in
status 1 'a vanished root' "$HIKU_INDEX" update
summary 0 0 0 0 1 'counts as failed'
said "$dir/in: " 'and is named'
is "$(ids)" 'in/kawa.txt in/sub/umi.txt in/sub/yuki.txt' 'its articles stay'
mv away/in in
status 0 'it is back' "$HIKU_INDEX" update
summary 0 0 3 0 0 'and nothing was lost'
: >in.txt
mv in away/in
ln -s away/in in
status 0 'a link to the root in its place' "$HIKU_INDEX" update
summary 0 0 3 0 0 'serves as well'
rm in
mv away/in in

# ---- A file that becomes a folder, and back ----
rm in/sub/yuki.txt
mkdir in/sub/yuki.txt
printf '霜の話\n\n霜が降りた。\n' >in/sub/yuki.txt/shimo.txt
status 0 'a folder in the place of a file' "$HIKU_INDEX" update
summary 1 0 2 1 0 'the file is gone, the one below it new'
is "$(finds 雪)/$(finds 霜)" /in/sub/yuki.txt/shimo.txt 'as the answers say'
rm -r in/sub/yuki.txt
printf '雪の話\n\n雪が積もる。\n' >in/sub/yuki.txt
status 0 'and back' "$HIKU_INDEX" update
summary 1 0 2 1 0 'the other way round'
is "$(finds 雪)/$(finds 霜)" in/sub/yuki.txt/ 'as the answers say'
rm in/sub/yuki.txt
mkfifo in/sub/yuki.txt
status 0 'a FIFO in the place of a file' "$HIKU_INDEX" update
summary 0 0 2 1 0 'the file is gone'
rm in/sub/yuki.txt
ln -s ../kawa.txt in/sub/yuki.txt
"$HIKU_INDEX" update -q
is "$(ids)" 'in/kawa.txt in/sub/umi.txt' 'a link is not followed'
rm -r in/sub
status 0 'a folder that is gone' "$HIKU_INDEX" update
summary 0 0 1 1 0 'its articles go'

# ---- Text that goes ----
: >in/kawa.txt
status 0 'a file that was emptied' "$HIKU_INDEX" update
summary 0 0 0 1 0 'its article goes'
status 0 'once more' "$HIKU_INDEX" update
summary 0 0 0 0 0 'and is not counted'
is "$(ids)" '' 'nothing is left'
printf '川の話\n\n橋を渡った。\n' >in/kawa.txt
status 0 'filled again' "$HIKU_INDEX" update
summary 1 0 0 0 0 'it is new'

# ---- Formats are kept ----
printf '# 見出し\n\n- 一つ目\n' >plain.txt
printf '# 見出し\n\n- 一つ目\n' >in/other.txt
status 0 'a file of a format by hand' \
    "$HIKU_INDEX" add --format markdown plain.txt in/other.txt
is "$("$HIKU_INDEX" list | cut -f3 | sort | uniq -c | tr -s ' \n' ' ')" \
    ' 2 markdown 1 text ' 'is read so'
printf '# 見出し\n\n- 二つ目\n' >plain.txt
printf '# 見出し\n\n- 二つ目\n' >in/other.txt
status 0 'changed' "$HIKU_INDEX" update
summary 0 2 1 0 0 'they come in'
is "$("$HIKU_INDEX" list | cut -f3 | sort | uniq -c | tr -s ' \n' ' ')" \
    ' 2 markdown 1 text ' 'in their format, also below another root'
is "$("$HIKU_INDEX" status | grep -c -- '--format markdown')" 2 \
    'as the status says'

# ---- From standard input ----
printf '星の話\n\n星を数えた。\n' | "$HIKU_INDEX" add -q --id hoshi -
status 0 'update' "$HIKU_INDEX" update
summary 0 0 3 0 0 'leaves standard input alone'
is "$(finds 数えた)" - 'it is still found'

# ---- Roots in roots ----
mkdir -p top/in
printf '虹の話\n\n虹が出た。\n' >top/in/niji.txt
printf '霧の話\n\n霧が晴れた。\n' >top/kiri.txt
rm -rf db
"$HIKU_INDEX" add -q top/in
status 0 'a root around another' "$HIKU_INDEX" add top
summary 1 0 1 0 0 'what is in both counts once'
rm -r top/in
status 1 'the inner root is gone below one that is there' "$HIKU_INDEX" update
said "$dir/top/in: " 'it is named'
is "$(finds 虹)" top/in/niji.txt 'its article stays'
status 0 'until it is removed' "$HIKU_INDEX" remove top/in
status 0 'then' "$HIKU_INDEX" update
summary 0 0 1 0 0 'all is well'
# ---- Names of files ----
mkdir same
echo 一つ >same/a.txt
"$HIKU_INDEX" --db same.db add -q same
"$HIKU_INDEX" --db same.db update -v >out 2>err
is "$(cat err)" '' '-v names no file to which nothing happened'
"$HIKU_INDEX" --db same.db update -vv >out 2>err
is "$(cat err)" "$dir/same/a.txt: unchanged" '-vv does'
rm -r same
"$HIKU_INDEX" --db same.db update >out 2>err
said "(\`hiku-index --db same.db remove $dir/same\` drops them)" \
    'a folder that is gone: what to paste'
finish
