#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# An index in which a file is replaced by something else: opening it always
# ends, and nothing outside of it is read or written.
. "${0%/*}/tap.sh"

mkdir in
printf '港の話\n\n朝の港に漁船が並ぶ。\n' >in/minato.txt
"$HIKU_INDEX" add -q in
generation=$(sed -n 2p db/hiku-index)
mv db whole
cp "whole/$generation/postlist.glass" outside

# try WANTED NAME COMMAND...: it ends by itself, and says one thing
try() {
    wanted=$1 name=$2
    shift 2
    timeout -s KILL $HANGS "$@" >out 2>err </dev/null
    is $? "$wanted" "$name"
}

# each FILE HOW...: HOW makes something of another kind in FILE's place
each() {
    file=$1
    shift
    rm -rf db
    cp -R whole db
    rm -f "db/$generation/$file"
    "$@" "db/$generation/$file"
    try 2 "$1 $file: a query ends" "$HIKU" 港
    is "$(wc -l <err)" 1 'with one line'
    try 2 "$1 $file: an update ends" "$HIKU_INDEX" add in
    try 1 "$1 $file: check finds it" "$HIKU_INDEX" check
}

link() {
    ln -s "$dir/outside" "$1"
}

for file in iamglass flintlock postlist.glass docdata.glass termlist.glass \
    position.glass; do
    each "$file" mkfifo
    each "$file" link
    each "$file" mkdir
done
is "$(cmp outside "whole/$generation/postlist.glass")" '' \
    'what a link leads to is untouched'

# These belong to us alone, and are not needed to read.
for file in in-use manifest; do
    rm -rf db
    cp -R whole db
    rm -f "db/$generation/$file"
    mkfifo "db/$generation/$file"
    try 0 "$file, a FIFO: a query" "$HIKU" 漁船
    try 0 "$file, a FIFO: update" "$HIKU_INDEX" update
done
finish
