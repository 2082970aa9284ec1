#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Lists of files: --files-from.
. "${0%/*}/tap.sh"

mkdir -p in/sub more
bad=$(printf 'bad-\377.txt')
for name in a.txt b.txt sub/c.txt ' blank .txt' '#d.txt' "new${nl}line.txt" \
    "$bad" .hidden.txt; do
    printf '提灯の話\n\n提灯がともる。\n' >"in/$name"
done
printf '花火の話\n\n花火が上がる。\n' >more/e.txt

status 2 'a list that is not there' "$HIKU_INDEX" add --files-from none
said none 'is named'
lines 1 'in one line'
status 2 'an article and a list at once' "$HIKU_INDEX" add --id x --files-from - -
lines 1 'told in one line'
is "$(ls -d db 2>/dev/null)" '' 'no index was made'

# ---- A line each ----
printf 'in/a.txt\n\nin/ blank .txt\nin/#d.txt\n./in/sub/../a.txt\n%s/in/sub/c.txt' \
    "$dir" >list
status 0 'a list' "$HIKU_INDEX" add --files-from list
summary 4 0 0 0 0 'its files, each once'
is "$(ids)" 'in/ blank .txt in/#d.txt in/a.txt in/sub/c.txt' \
    'blanks and signs are part of names; the last line needs no end'
"$HIKU_INDEX" add --files-from - <list >out 2>err
summary 0 0 4 0 0 'the same from standard input'
printf 'in/none.txt\nin/b.txt\n' >list
status 1 'a name of nothing' "$HIKU_INDEX" add --files-from list
summary 1 0 0 0 1 'counts as failed, the rest comes in'
said 'in/none.txt: ' 'it is named'
: >list
status 0 'an empty list' "$HIKU_INDEX" add --files-from list
summary 0 0 0 0 0 'is nothing'

# ---- A NUL each ----
find in -name '*.txt' -print0 | "$HIKU_INDEX" add --files-from - >out 2>err
is "$?$(cat err)" 0 'names of any bytes'
summary 3 0 5 0 0 'come in, hidden ones too: they are named'
is "$("$HIKU" -l0 -n 100 提灯 | tr -dc '\0' | wc -c | tr -d ' ')" 8 'all of them'
printf 'in\0more' | "$HIKU_INDEX" add --files-from - -n >out 2>err
out 'would be: 1 new, 7 unchanged' \
    'a folder has what is below it'
printf 'more\n' | "$HIKU_INDEX" add --files-from - in/a.txt >out 2>err
summary 1 0 1 0 0 'beside words'
printf 'in/a.txt\nin/b.txt\n' |
    "$HIKU_INDEX" add -v --files-from - --exclude 'b*' >out 2>err
summary 0 0 1 0 0 'under patterns'

# ---- Updating ----
rm -rf db
find in more -name '*.txt' -print0 | "$HIKU_INDEX" add -q --files-from -
is "$("$HIKU_INDEX" status | sed -n 's/^added: *//p')" \
    '9 from lists (--files-from)' 'the status counts them'
printf '提灯の話\n\n提灯が消えた。\n' >in/a.txt
printf '提灯の話\n\n提灯が消えた。\n' >in/new.txt
rm in/b.txt
status 0 'update' "$HIKU_INDEX" update
summary 0 1 7 1 0 'a file of a list may change and go; no other comes'
is "$("$HIKU_INDEX" status | sed -n 's/^added: *//p')" \
    '8 from lists (--files-from)' 'what went is forgotten'
rm -r more
status 1 'a folder that is gone with its files' "$HIKU_INDEX" update
summary 0 0 7 0 1 'is not surely gone'
is "$(finds 花火)" more/e.txt 'what it held stays'
status 0 'until it is removed' "$HIKU_INDEX" remove more
status 0 'update' "$HIKU_INDEX" update
summary 0 0 7 0 0 'all is well'
status 0 'a file of a list by its name' "$HIKU_INDEX" add in/a.txt
rm in/a.txt
status 1 'is a root of its own' "$HIKU_INDEX" update
said in/a.txt 'that may not go in silence'
"$HIKU_INDEX" remove -q in/a.txt
status 0 'a folder around them' "$HIKU_INDEX" add in
status 0 'a list of what it has' sh -c \
    'find in -name "*.txt" | "$0" add --files-from - >/dev/null 2>&1
     "$0" status >out' "$HIKU_INDEX"
is "$(grep -c "^added: *$dir/in$" out)" 1 'the folder is remembered'
finish
