#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A disk that is full, a file that may not grow: said in a line, the index
# stays as it was, and once there is room the same run does its work.
. "${0%/*}/tap.sh"
export HIKU

# limited BLOCKS COMMAND...: files may have so many blocks of 512 bytes
limited() {
    sh -c 'ulimit -f "$1"; shift; exec "$@"' limited "$@"
}

# full NAME COMMAND...: the command fails of want of room, in one line
full() {
    name=$1
    shift
    status 2 "$name" "$@"
    lines 1 'in one line'
    is "$(grep -c -e '^hiku.*: File too large$' \
        -e '^hiku.*: No space left on device$' err)" 1 'that says why'
    is "$(grep -c -e 'Modifications' -e 'cancel()' err)" 0 'and only that'
    status 0 'the index is sound' "$HIKU_INDEX" check
}

# make DIR FIRST LAST: articles that bulk pays for, or few
make() {
    python3 - "$@" <<'END_OF_PYTHON'
import os, sys
to, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
os.makedirs(to, exist_ok=True)
things = "港 駅 畑 橋 寺 市場 灯台 学校 工場 水田".split()
for n in range(first, last):
    with open("%s/%03d.txt" % (to, n), "w", encoding="utf-8") as out:
        out.write("%sの%d番\n\n" % (things[n % 10], n))
        for k in range(60):
            out.write("%sから%d歩ほど歩き、%sの話を聞いた。" %
                      (things[(n + k) % 10], n * k, things[k * k % 10]))
END_OF_PYTHON
}

make few 0 10
make more 10 30
make much 30 330
status 0 'an index' "$HIKU_INDEX" add few
all=$(ids)
answer=$("$HIKU" -n 3 灯台の話)

full 'add' limited 40 "$HIKU_INDEX" add more
is "$(ids)" "$all" 'holds what it held'
full 'remove' limited 1 "$HIKU_INDEX" remove few
full 'compact' limited 20 "$HIKU_INDEX" compact
full 'reindex' limited 20 "$HIKU_INDEX" reindex
is "$("$HIKU" -n 3 灯台の話)" "$answer" 'and answers as before'
status 0 'with room, compact' "$HIKU_INDEX" compact
is "$("$HIKU" -n 3 灯台の話)" "$answer" 'answers as before'
is "$(ls -d db/scratch-* 2>/dev/null)" '' 'and leaves nothing over'
status 0 'and add' "$HIKU_INDEX" add more
is "$(ids | wc -w)" 30 'adds'

rm -rf db
full 'in bulk' limited 500 "$HIKU_INDEX" add much
is "$(ids)" '' 'adds nothing'
status 0 'with room' "$HIKU_INDEX" add much
is "$(ids | wc -w)" 300 'all'
is "$(ls -d db/scratch-* 2>/dev/null)" '' 'and leaves nothing over'

status 2 'an answer that does not fit' limited 1 \
    sh -c '"$HIKU" --json -n 100 灯台 >answer'
said 'the answer cannot be written: File too large' 'is told'

# A disk of our own, where we may have one.
mkdir disk
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=2m tmpfs disk 2>/dev/null; then
    trap 'umount "$dir/disk"; rm -rf "$dir"' EXIT
    HIKU_DB=$dir/disk/db
    status 0 'an index on a small disk' "$HIKU_INDEX" add few
    head -c 1400k /dev/zero >disk/filler
    full 'a disk that gets full' "$HIKU_INDEX" add much
    head -c 2m /dev/zero >>disk/filler 2>/dev/null
    full 'a full disk' "$HIKU_INDEX" add more
    is "$(ids)" "$all" 'holds what it held'
    is "$("$HIKU" -n 3 灯台の話)" "$answer" 'and answers as before'
    rm disk/filler
    status 0 'with room' "$HIKU_INDEX" add more
    is "$(ids | wc -w)" 30 'adds'
fi
finish
