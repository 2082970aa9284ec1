#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Which files below a folder are articles: links, hidden files, patterns,
# .hikuignore files; and that update goes by the same rules.
. "${0%/*}/tap.sh"

# article NAME...: files that all hold the word that is asked for
article() {
    for name in "$@"; do
        mkdir -p "$(dirname "$name")"
        printf '提灯の話\n\n提灯がともる。\n' >"$name"
    done
}

article in/a.txt in/b.md in/sub/c.txt in/sub/deep/d.md in/.hidden.txt \
    in/.folder/e.txt in/.git/f.txt in/CVS/g.txt in/sub/SCCS/h.txt away/i.txt

# ---- Hidden files ----
status 0 'a folder' "$HIKU_INDEX" add -v in
summary 4 0 0 0 0 'without what is hidden'
said 'in/.hidden.txt: hidden' 'a file'
said 'in/.folder: hidden' 'a folder'
said 'in/CVS: a folder of version control' 'version control'
status 0 'with --hidden' "$HIKU_INDEX" add --hidden in
summary 5 0 4 0 0 'all of it'
rm -r in/.folder
article in/.other.txt
status 0 'update' "$HIKU_INDEX" update
summary 1 0 8 1 0 'goes by the same rules'
is "$("$HIKU_INDEX" status | sed -n 's/^added: *//p')" "$dir/in --hidden" \
    'which the status shows'
status 0 'without it again' "$HIKU_INDEX" add in
summary 0 0 4 0 0 'add takes nothing out'
status 0 'update' "$HIKU_INDEX" update
summary 0 0 4 5 0 'takes out what the rules now leave out'
status 0 'a hidden file by name' "$HIKU_INDEX" add in/.other.txt in/.git
summary 2 0 0 0 0 'comes in'
status 0 'update' "$HIKU_INDEX" update
summary 0 0 6 0 0 'and stays'
"$HIKU_INDEX" remove -q in

# ---- Links ----
ln -s ../away in/link
ln -s ../../away/i.txt in/sub/i.txt
ln -s .. in/sub/up
ln -s self in/self
ln -s nowhere in/dangling
mkfifo away/fifo
ln -s ../away/fifo in/fifo
ln -s /dev/null in/null
status 0 'links' "$HIKU_INDEX" add in
summary 4 0 0 0 0 'are not followed'
status 1 'with --follow' "$HIKU_INDEX" add -v --follow in
is "$(finds 提灯)" 'in/a.txt in/b.md in/link/i.txt in/sub/c.txt in/sub/deep/d.md in/sub/i.txt' \
    'what they lead to has its name below the root'
said 'in/sub/up: a folder that contains this link' 'not round and round'
said 'in/dangling: dangling symbolic link' 'one that leads nowhere fails'
said 'in/self: ' 'and one that leads to itself'
said 'in/fifo: not a regular file' 'no FIFO'
said 'in/null: not a regular file' 'no device'
rm in/dangling in/self
ln -s sub in/another
ln -s sub in/one.more
"$HIKU_INDEX" add -v --follow in >out 2>err
said 'in/one.more: a folder that another link leads to' \
    'a folder that links lead to comes once'
rm in/another in/one.more
status 0 'update' "$HIKU_INDEX" update
printf '提灯の話\n\n提灯が消えた。\n' >away/i.txt
status 0 'a change behind a link' "$HIKU_INDEX" update
summary 0 2 4 0 0 'is a change of each of its names'
mv away gone
status 1 'what a link led to is away' "$HIKU_INDEX" update
is "$("$HIKU" -l -n 100 消える | sort | tr '\n' ' ')" 'in/link/i.txt in/sub/i.txt ' \
    'what it held stays'
mv gone away
rm in/link in/sub/i.txt
status 0 'links that are gone' "$HIKU_INDEX" update
is "$(finds 提灯)" 'in/a.txt in/b.md in/sub/c.txt in/sub/deep/d.md' \
    'have no article'
"$HIKU_INDEX" remove -q in

# Each of these links to all of them: the number of paths is astronomical.
mkdir maze
for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
    article "maze/$n/x.txt"
    for m in 1 2 3 4 5 6 7 8 9 10 11 12; do
        ln -s "../$m" "maze/$n/to$m"
    done
done
status 0 'a maze of links' \
    timeout $HANGS "$HIKU_INDEX" add --follow -q --db maze.db maze
is "$(($("$HIKU_INDEX" list --db maze.db | wc -l) < 25))" 1 'has an end'

# ---- Patterns ----
rm -rf db
status 0 'with --include' "$HIKU_INDEX" add --include '*.md' in
is "$(ids)" 'in/b.md in/sub/deep/d.md' 'only these, at any depth'
rm -rf db
"$HIKU_INDEX" add -q --include 'sub/*.txt' --include b.md in
is "$(ids)" 'in/b.md in/sub/c.txt' 'any of them; with a slash from the root on'
rm -rf db
"$HIKU_INDEX" add -q --include deep/ in
is "$(ids)" in/sub/deep/d.md 'all of a folder'
rm -rf db
status 0 'with --exclude' "$HIKU_INDEX" add --exclude '*.md' in -v
is "$(ids)" 'in/a.txt in/sub/c.txt' 'not these'
said 'in/b.md: excluded by --exclude' 'as is said'
rm -rf db
"$HIKU_INDEX" add -q --exclude /sub --exclude b.md in
is "$(ids)" in/a.txt 'neither of them'
rm -rf db
"$HIKU_INDEX" add -q --include '*.txt' --exclude 'sub/' in
is "$(ids)" in/a.txt 'both: excluding wins'
article in/new.txt in/new.md in/sub/new.txt
status 0 'update' "$HIKU_INDEX" update
summary 1 0 1 0 0 'goes by the patterns'
is "$("$HIKU_INDEX" status | sed -n 's/^added: *//p')" \
    "$dir/in --include *.txt --exclude sub/" 'which the status shows'
status 0 'files by name' "$HIKU_INDEX" add --exclude '*.txt' in/a.txt in/b.md
summary 1 0 0 0 0 'are under the patterns of their command'
status 2 'an empty pattern' "$HIKU_INDEX" add --exclude '' in
lines 1 'is told in one line'
status 2 'a pattern without end' \
    "$HIKU_INDEX" add --exclude "$(printf '%05000d' 1)" in
status 2 'update takes no patterns' "$HIKU_INDEX" update --exclude '*.md'
said add 'but add does'
status 2 'nor other options' "$HIKU_INDEX" update --hidden

# ---- .hikuignore ----
rm -rf db in
article in/a.txt in/b.md in/tmp/c.txt in/sub/a.txt in/sub/tmp/d.txt \
    in/sub/keep.md in/sub/deep/b.md in/sub/deep/e.txt
printf '# not these\n*.md\ntmp/\n/a.txt\n' >in/.hikuignore
printf '!keep.md\n!tmp/\n' >in/sub/.hikuignore
printf '*\n' >in/sub/deep/.hikuignore
status 0 'rules' "$HIKU_INDEX" add -v in
is "$(ids)" 'in/sub/a.txt in/sub/keep.md in/sub/tmp/d.txt' \
    'those of inner folders go before those of outer ones'
said "in/b.md: ignored by line 2 of $dir/in/.hikuignore" 'the rule is named'
said "in/tmp: ignored by line 3" 'a folder is not entered'
said "in/sub/deep/e.txt: ignored by line 1 of $dir/in/sub/deep/.hikuignore" \
    'the nearest is asked first'
status 0 'a file by name' "$HIKU_INDEX" add in/a.txt
summary 1 0 0 0 0 'comes in all the same'
status 0 'update' "$HIKU_INDEX" update
summary 0 0 4 0 0 'and stays'
printf '*.txt\n' >>in/sub/.hikuignore
rm in/.hikuignore
status 0 'other rules' "$HIKU_INDEX" update
is "$(ids)" 'in/a.txt in/b.md in/sub/keep.md in/tmp/c.txt' \
    'what they leave out goes, what they take in comes'
"$HIKU_INDEX" add -v --hidden in >out 2>err
said 'in/sub/.hikuignore: rules, not an article' 'rules are no article'
rm in/sub/.hikuignore
mkfifo in/sub/.hikuignore
status 1 'rules that cannot be read' "$HIKU_INDEX" update
said "in/sub: its .hikuignore is not a regular file" 'are named'
is "$(ids)" 'in/a.txt in/b.md in/sub/keep.md in/tmp/c.txt' \
    'nobody knows what is wanted there: it stays as it was'
rm in/sub/.hikuignore
yes x | head -20000 >in/sub/.hikuignore
status 1 'too many rules' "$HIKU_INDEX" update
said 'in/sub: its .hikuignore has more than' 'are named'
rm in/sub/.hikuignore
status 0 'no rules' "$HIKU_INDEX" update
is "$(ids | wc -w | tr -d ' ')" 6 'all of it'

# ---- Two roots ----
rm -rf db
"$HIKU_INDEX" add -q --exclude sub in
status 0 'what the outer root leaves out' "$HIKU_INDEX" add in/sub
rm in/sub/a.txt
status 0 'update' "$HIKU_INDEX" update
summary 0 0 5 1 0 'both have their own rules'
finish
