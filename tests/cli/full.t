#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A full disk, a limit on the size of files, an output that is full.
. "${0%/*}/tap.sh"

mkdir few many
for n in 1 2 3; do
    printf '川の話 %s\n\n川の土手を歩いた。\n' $n >few/$n.txt
done
python3 -c '
for n in range(400):
    with open(f"many/{n}.txt", "w") as out:
        out.write(f"{n}番の山\n\n" + "".join(
            f"{k}合目から{n * k}番の小屋を見て、湧き水を飲んだ。\n\n"
            for k in range(90)))'
"$HIKU_INDEX" add -q few
before=$("$HIKU" --json 川)

# held NAME: the index is as it was
held() {
    is "$("$HIKU" --json 川) $("$HIKU" --count 山)" "$before 0" "$1"
    "$HIKU_INDEX" check >/dev/null 2>&1
    is $? 0 'and is sound'
}

# ---- A limit of the size of files, in blocks of 512 bytes ----
for blocks in 40 200 1000; do
    status 2 "files of at most $blocks blocks" \
        sh -c "ulimit -f $blocks; exec \"\$0\" add many" "$HIKU_INDEX"
    lines 1 'are told in one line'
    said 'File too large' 'which says why'
    unsaid 'Modifications' 'and not what came of it'
    held 'the index is as it was'
done

# ---- What is said ----
if [ -c /dev/full ]; then
    for command in list status --help --version 'add few' 'analyze 川'; do
        # shellcheck disable=SC2086
        "$HIKU_INDEX" $command >/dev/full 2>err
        is "$? $(grep -c 'standard output' err)" '2 1' "$command: nobody hears"
    done
    for words in 川 '--json 川' '--count 川' '-l 川' --help; do
        # shellcheck disable=SC2086
        "$HIKU" $words >/dev/full 2>err
        is "$? $(wc -l <err)" '2 1' "hiku $words: nobody hears"
    done
    echo 川 | "$HIKU" --batch >/dev/full 2>err
    is "$? $(wc -l <err)" '2 1' 'nor a batch'
fi

# ---- A disk ----
mkdir disk
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=2m tmpfs disk 2>/dev/null; then
    # shellcheck disable=SC2064
    trap "umount '$dir/disk'; rm -rf '$dir'" EXIT
    cp -r db disk/db
    export HIKU_DB="$dir/disk/db"
    status 2 'a disk that is too small' "$HIKU_INDEX" add many
    lines 1 'is told in one line'
    said 'No space left' 'which says so'
    unsaid 'Modifications' 'and no more'
    held 'the index is as it was'
    status 2 'the same again' "$HIKU_INDEX" add many
    said 'No space left' 'no scratch folder stays in the way'
    rm many/[1-9]?*.txt
    status 0 'less fits' "$HIKU_INDEX" add many
    is "$("$HIKU" --count 山) $("$HIKU" --count 川)" '10 3' 'and is there'
    status 0 'sound' "$HIKU_INDEX" check
fi
finish
