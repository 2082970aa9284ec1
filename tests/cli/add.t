#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku-index add: what comes in, under what name, and what is reported.
. "${0%/*}/tap.sh"

mkdir -p in/sub/deep other
printf '川の話\n\n川の土手を歩く。\n' >in/kawa.txt
printf '# 山の話\n\n山で湧き水を飲んだ。\n' >in/sub/yama.md
printf '海の話\n\n海で泳いだ。\n' >in/sub/deep/umi
printf '雪の話\n\n雪が積もる。\n' >other/yuki.txt

status 2 'nothing to add' "$HIKU_INDEX" add
lines 1 'told in one line'
status 2 'a format that there is not' "$HIKU_INDEX" add --format xyz in
said "not 'xyz'" 'is named'
status 2 'an encoding that there is not' "$HIKU_INDEX" add --encoding XYZ in
said 'XYZ' 'is named'
status 2 'an option that there is not' "$HIKU_INDEX" add --no-such in
lines 1 'told in one line'
status 2 'a command that there is not' "$HIKU_INDEX" insert in
said insert 'is named'
is "$(ls -d db 2>/dev/null)" '' 'none of them makes an index'

# ---- A dry run ----
status 0 'a dry run without an index' "$HIKU_INDEX" add --dry-run in
out 'would be: 3 new' \
    'says what would be'
is "$(ls -d db 2>/dev/null)" '' 'and makes no index'
status 2 'so there is none to ask' "$HIKU" 川

# ---- Files and folders ----
status 0 'a file and a folder' "$HIKU_INDEX" add other/yuki.txt in
summary 4 0 0 0 0 'four articles'
is "$(cat err)" '' 'nothing on standard error'
is "$(ids)" 'in/kawa.txt in/sub/deep/umi in/sub/yama.md other/yuki.txt' \
    'their ids are their paths'
before=$("$HIKU_INDEX" list)
status 0 'a dry run of what is known' "$HIKU_INDEX" add -n in
out 'would be: 3 unchanged' \
    'nothing would be'
status 0 'the same again' "$HIKU_INDEX" add in other/yuki.txt
summary 0 0 4 0 0 'all of it is known'
status 0 'the same twice on one line' "$HIKU_INDEX" add in in in/kawa.txt
summary 0 0 3 0 0 'each file counts once'
ln -s in link
status 0 'a linked root' "$HIKU_INDEX" add link
summary 0 0 3 0 0 'is the folder that it leads to'
status 0 'an absolute root' "$HIKU_INDEX" add "$dir/in/sub/.././"
summary 0 0 3 0 0 'is the same one'
(cd in/sub && "$HIKU_INDEX" add -q .. ../../in/kawa.txt) >out 2>err
is "$?$(cat out err)" 0 'from another folder, quietly'
is "$("$HIKU_INDEX" list)" "$before" 'the index is as it was'
is "$("$HIKU_INDEX" status | sed -n '/^added:/,/^files:/p' | grep -c "$dir")" \
    2 'two roots are remembered'

rm -rf db
status 0 'a fresh index, the same twice' "$HIKU_INDEX" add in in/kawa.txt in
summary 3 0 0 0 0 'each file counts once'
rm -rf db
status 0 'the same in a dry run' "$HIKU_INDEX" add -n in in/kawa.txt in
out 'would be: 3 new' \
    'says the same'

# ---- A changed file ----
"$HIKU_INDEX" add -q in
printf '川の話\n\n橋を渡った。\n' >in/kawa.txt
status 0 'a dry run after a change' "$HIKU_INDEX" add -n in
out 'would be: 1 changed, 2 unchanged' \
    'sees the change'
is "$(finds 土手)" in/kawa.txt 'and leaves the index alone'
status 0 'add after a change' "$HIKU_INDEX" add in
summary 0 1 2 0 0 'one changed'
is "$(finds 土手)/$(finds 橋)" /in/kawa.txt 'the new text took the place'

# ---- What is not there ----
status 1 'a file that is missing, among others' \
    "$HIKU_INDEX" add missing.txt other
summary 1 0 0 0 1 'the others come in'
said 'missing.txt: ' 'it is named'
lines 1 'in one line'
status 1 'a root that leads nowhere' "$HIKU_INDEX" add missing.txt/x
ln -s nowhere dangling
status 1 'a dangling link as a root' "$HIKU_INDEX" add dangling
status 1 'a quiet run' "$HIKU_INDEX" add -q missing.txt
is "$(cat out)" '' 'has no summary'
said 'missing.txt: ' 'but tells what failed'

# ---- What is passed over ----
mkdir odd
printf '月の話\n\n月が出た。\n' >odd/tsuki.txt
: >odd/empty.txt
printf '\n \n　\n' >odd/blank.txt
printf 'MZ\0\0\001\002\003\0\0\0\0\0' >odd/program
printf '\0{}' >odd/data.jtd
printf '雲の話' >odd/.hidden.txt
mkdir odd/.git odd/index
printf '雲の話' >odd/.git/kumo.txt
printf 'x' >odd/index/hiku-index
printf '雲の話' >odd/index/kumo.txt
ln -s ../in/kawa.txt odd/linked.txt
ln -s .. odd/round
mkfifo odd/fifo.txt
status 0 'a folder of odd things' "$HIKU_INDEX" add -v odd
summary 1 0 0 0 0 'the one article comes in'
said 'odd/tsuki.txt: new' 'with --verbose it is named'
said 'odd/empty.txt: empty' 'an empty file'
said 'odd/blank.txt: empty' 'only blanks'
said 'odd/program: ' 'a binary file'
said 'odd/data.jtd: no reader; see FILTERS in hiku-index(1)' \
    'a format of no reader'
said 'odd/.hidden.txt: hidden' 'a hidden file'
said 'odd/.git: hidden' 'a hidden folder'
unsaid kumo.txt 'that is not entered'
said 'odd/index: the folder of an index' 'an index'
said 'odd/linked.txt: symbolic link' 'a link'
said 'odd/round: symbolic link' 'a link that leads back'
said 'odd/fifo.txt: not a regular file' 'a FIFO is not waited for'
is "$(finds 雲)" '' 'nothing of them is found'
status 0 'once more' "$HIKU_INDEX" add -v odd
said 'odd/program: binary, of no known kind' 'what was skipped is remembered'
unsaid tsuki.txt 'what is unchanged is not named'

# ---- Other encodings ----
printf '\223\372\226\173\214\352\202\314\213\114\216\226\202\305\202\267\201\102\n' \
    >sjis.txt
status 0 'a named encoding' "$HIKU_INDEX" add --encoding CP932 sjis.txt
is "$(finds 記事)" sjis.txt 'is read'

printf '# 見出し\n\n- 一つ目\n' >forced.txt
status 0 'a file as it is' "$HIKU_INDEX" add forced.txt
status 0 'the same in another format' \
    "$HIKU_INDEX" add --format markdown forced.txt
summary 0 1 0 0 0 'is read again'
is "$("$HIKU_INDEX" list | grep forced | cut -f3)" markdown 'so'
status 0 'and once more' "$HIKU_INDEX" add --format markdown forced.txt
summary 0 0 1 0 0 'is not'
status 0 'update' "$HIKU_INDEX" update -v
unsaid forced.txt 'nor is it read in the old way'
mkdir around
mv forced.txt around
"$HIKU_INDEX" add -q --format markdown around/forced.txt
printf '# 見出し\n\n- 二つ目\n' >around/forced.txt
status 0 'a folder around it' "$HIKU_INDEX" add around
summary 0 1 0 0 0 'does not change how it is read'
is "$("$HIKU_INDEX" list | grep around | cut -f3)" markdown 'at all'
status 0 'unless it is named' "$HIKU_INDEX" add around/forced.txt
is "$("$HIKU_INDEX" list | grep around | cut -f3)" text 'itself'

# ---- Standard input ----
printf '星の話\n\n星を数えた。\n' >hoshi
status 2 'standard input without a name' "$HIKU_INDEX" add -
said '--id' 'the option for it is named'
"$HIKU_INDEX" add --id hoshi --title 題名 - <hoshi >out 2>err
is $? 0 'standard input as an article'
summary 1 0 0 0 0 'is new'
is "$("$HIKU_INDEX" list | grep '^hoshi')" \
    "hoshi${tab}題名${tab}text${tab}utf-8${tab}${tab}1" 'with its id and title'
is "$("$HIKU" 数えた)" 'hoshi:3: 星の話 ¶ 星を数えた。' 'and found by it'
is "$("$HIKU" -l 数えた)" - 'its file is -'
"$HIKU_INDEX" add --id hoshi - <hoshi >out 2>err
summary 0 1 0 0 0 'the same id once more replaces it'
is "$("$HIKU_INDEX" list | grep -c '^hoshi')" 1 'there is one of it'

# ---- Where the index is ----
mkdir home
(unset HIKU_DB XDG_DATA_HOME && HOME=$dir/home "$HIKU_INDEX" add -q in) >out 2>err
is "$?$(ls home/.local/share/hiku/default/hiku-index)" \
    0home/.local/share/hiku/default/hiku-index 'the index of the user'
(unset HIKU_DB && XDG_DATA_HOME=$dir/xdg "$HIKU_INDEX" add -q in) >out 2>err
is "$?$(ls xdg/hiku/default/hiku-index)" 0xdg/hiku/default/hiku-index \
    'where XDG_DATA_HOME says'
is "$(XDG_DATA_HOME=$dir/xdg HIKU_DB='' "$HIKU" -l 橋)" in/kawa.txt \
    'an empty HIKU_DB counts as none'
status 2 'a folder with other things in it' "$HIKU_INDEX" add --db in in
said in 'is no place for an index'
is "$(ls in)" "kawa.txt${nl}sub" 'and left alone'
finish
