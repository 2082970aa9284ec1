#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Looking after an index: compact, check, damage, other versions, the lock.
. "${0%/*}/tap.sh"

mkdir in
printf '川の話\n\n川の土手を歩く。\n' >in/kawa.txt
printf '山の話\n\n山で湧き水を飲んだ。\n' >in/yama.txt
status 2 'compact: no index' "$HIKU_INDEX" compact
status 2 'check: no index' "$HIKU_INDEX" check
is "$(ls -d db 2>/dev/null)" '' 'neither makes one'
"$HIKU_INDEX" add -q in
for n in 1 2 3; do
    printf '海の話\n\n%s度目の海。\n' $n >in/umi.txt
    "$HIKU_INDEX" update -q
done
before=$("$HIKU" --json 川 山 海)

# ---- Compacting ----
status 0 'compact' "$HIKU_INDEX" compact
is "$(sed 's/[0-9.]* MB/N MB/g' out)" 'N MB, N MB before' 'says what it brought'
is "$("$HIKU" --json 川 山 海)" "$before" 'answers are the same'
is "$(sed 1q db/hiku-index)" 'hiku-index 1' 'the pointer'
is "$(find db -name 'generation-*' | sort)" \
    "db/$(sed -n 2p db/hiku-index)" 'only the generation it names is left'
status 0 'update afterwards' "$HIKU_INDEX" update
summary 0 0 3 0 0 'knows the files'
status 0 'quietly' "$HIKU_INDEX" compact -q
is "$(cat out err)" '' 'nothing is said'
status 0 'check' "$HIKU_INDEX" check
out 'no damage found' 'finds nothing'

# ---- The seal ----
manifest=$(echo db/generation-*/manifest)
is "$(sed 1q "$manifest")" 'hiku-manifest 1' 'compact seals'
printf '海の話\n\n四度目の海。\n' >in/umi.txt
"$HIKU_INDEX" update -q
is "$(sed 1d "$manifest")" unsealed 'an update in place unseals'
status 0 'check' "$HIKU_INDEX" check
is "$(cut -d';' -f1-2 out)" \
    "no damage found; not every byte could be checked, since the index has no \
checksums of its files (\`hiku-index check --seal\` adds them)" \
    'says how far it goes'
status 0 'sealing' "$HIKU_INDEX" check --seal
out 'no damage found' 'what is sound'
status 0 'an update of nothing' "$HIKU_INDEX" update
status 0 'check' "$HIKU_INDEX" check
out 'no damage found' 'leaves the seal'
before=$("$HIKU" --json 川 山 海)
cp -r db bad
printf '\001' | dd of="$(echo bad/generation-*/iamglass)" bs=1 seek=102 \
    conv=notrunc status=none
status 1 'one byte elsewhere: check' "$HIKU_INDEX" check --db bad
said iamglass 'names the file'
status 2 'which is not sealed' "$HIKU_INDEX" check --db nowhere --seal
cp db/generation-*/iamglass bad/generation-*/iamglass
status 0 'as it was' "$HIKU_INDEX" check --db bad
sed -i '2s/ [0-9]/ 9/' bad/generation-*/manifest
status 1 'a changed seal: check' "$HIKU_INDEX" check --db bad
said 'manifest: it makes no sense' 'names it'
rm -r bad

# ---- A copy elsewhere ----
mkdir -p far/away
cp -r db far/away/copy
is "$("$HIKU" --db far/away/copy --json 川 山 海)" "$before" 'a copy is as good'

# ---- Damage ----
tables=$(basename db/generation-*)
for table in postlist docdata termlist; do
    rm -rf bad
    cp -r db bad
    truncate -s 4096 "bad/$tables/$table.glass"
    status 1 "$table cut short: check" "$HIKU_INDEX" check --db bad
    said "$table.glass: its size has changed" 'says so'
    said ' reindex`' 'and what to do'
    status 2 'and a query' "$HIKU" --db bad 川
    lines 1 'in one line'
    rm "bad/$tables/$table.glass"
    status 1 "$table missing: check" "$HIKU_INDEX" check --db bad
    said damaged 'says so'
    status 2 'and a query' "$HIKU" --db bad 川
done
# So short a record is not compressed.
echo '雪月花。' | "$HIKU_INDEX" add -q --db tiny --id a -
is "$("$HIKU" --db tiny 雪月花)" 'a:1: 雪月花。' 'a short record'
LC_ALL=C sed -i 's/雪月花/雪月夜/g' tiny/generation-*/docdata.glass
status 1 'a changed text: check' "$HIKU_INDEX" check --db tiny
said "$dir/tiny" 'names the index'
status 2 'and a query does not show it' "$HIKU" --db tiny 雪月花
out '' 'at all'

# ---- What is not an index of ours ----
cp -r db other
printf 'hiku-index 2\n%s\n' "$tables" >other/hiku-index
status 2 'a later format' "$HIKU" --db other 川
said 'other' 'is named'
lines 1 'in one line'
status 2 'is not written to' "$HIKU_INDEX" add --db other in
for line in ../db generation-1 "$tables/../$tables" "$dir/db" ''; do
    printf 'hiku-index 1\n%s\n' "$line" >other/hiku-index
    status 2 "a pointer to '$line'" "$HIKU" --db other 川
done
printf 'hiku-index 1\ngeneration-9999\n' >other/hiku-index
status 2 'a pointer to what is not there' "$HIKU" --db other 川
lines 1 'in one line'
printf 'something else\n' >other/hiku-index
status 2 'a pointer of something else' "$HIKU" --db other 川
status 2 'a folder that is not an index' "$HIKU" --db in 川
said "$dir/in" 'is named'
status 2 'a file that is not an index' "$HIKU" --db in/kawa.txt 川
status 2 'a folder that is not there' "$HIKU" --db nowhere 川
said nowhere 'is named'

rm -rf other
cp -r db other
LC_ALL=C sed -i 's/signatureschema [0-9]/signatureschema 9/' \
    other/generation-*/postlist.glass
status 2 'another schema' "$HIKU" --db other 川
said 'reindex' 'what to do is said'
lines 1 'in one line'
status 2 'it is not written to' "$HIKU_INDEX" update --db other
rm -rf other
cp -r db other
LC_ALL=C sed -i 's/^dictionary ipadic/dictionary nosuch/' \
    other/generation-*/postlist.glass
status 2 'another dictionary' "$HIKU" --db other 川
said 'nosuch' 'is named'
lines 1 'in one line'
status 2 'it is not written to' "$HIKU_INDEX" update --db other
cp -r db user
LC_ALL=C sed -i 's/^lexicon-size [0-9]/lexicon-size 0/' \
    user/generation-*/postlist.glass
status 2 'another version of the dictionary' "$HIKU" --db user 川
said 'reindex' 'what to do is said'
status 0 'which helps' "$HIKU_INDEX" reindex --db user
is "$("$HIKU" --db user --json 川 山 海)" "$before" 'answers are the same'

# ---- One writer ----
writes() { # PROCESS
    [ "$(cut -d' ' -f1 db/lock)" = "$1" ]
}
mkfifo pipe
printf '川の話\n\n滝を見た。\n' >in/kawa.txt
"$HIKU_INDEX" add --id slow - <pipe >slow.out 2>&1 &
writer=$!
exec 9>pipe
comes writes $writer
for command in update compact reindex 'remove in' 'add in'; do
    # shellcheck disable=SC2086
    status 2 "$command while another writes" "$HIKU_INDEX" $command
    said "process $writer on $(uname -n)" 'says who holds the lock'
done
lines 1 'in one line'
status 0 'a query goes on meanwhile' "$HIKU" 土手
status 0 'and status' "$HIKU_INDEX" status
status 0 'and a dry run' "$HIKU_INDEX" update --dry-run
"$HIKU_INDEX" update --wait $HANGS >waiter.out 2>&1 9>&- &
waiter=$!
echo '急がば回れ。' >&9
exec 9>&-
wait $writer
is "$?$(cat slow.out)" '01 new' \
    'the first writer ends well'
wait $waiter
is "$?$(cat waiter.out)" '01 changed, 2 unchanged' \
    'and so does the one that waited'
is "$(finds 回る)$(finds 滝)" -in/kawa.txt 'both did their work'

# ---- Ended by a signal ----
"$HIKU_INDEX" add --id killed - <pipe >slow.out 2>&1 &
writer=$!
exec 9>pipe
comes writes $writer
kill -9 $writer
exec 9>&-
wait $writer 2>/dev/null
status 0 'after a kill the lock is free' "$HIKU_INDEX" update
summary 0 0 3 0 0 'and nothing was lost'
status 0 'check' "$HIKU_INDEX" check
finish
