#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the user may not read or write. Root may do everything: then this runs
# as another user.
: "${HIKU:=build/hiku}" "${HIKU_INDEX:=build/hiku-index}"
if [ "$(id -u)" = 0 ]; then
    as_other='setpriv --reuid=65534 --regid=65534 --clear-groups'
    # By a shell: setpriv itself may still enter folders that root alone may.
    if $as_other sh -c '"$0" --version' "$HIKU_INDEX" >/dev/null 2>&1 &&
        $as_other test -r "$0"; then
        exec $as_other env HOME=/nonexistent sh "$0"
    fi
    echo '1..0 # SKIP root may read everything'
    exit 0
fi
. "${0%/*}/tap.sh"

mkdir -p in/closed
printf '川の話\n\n川の土手を歩く。\n' >in/kawa.txt
printf '山の話\n\n山で湧き水を飲んだ。\n' >in/yama.txt
printf '海の話\n\n海で泳いだ。\n' >in/closed/umi.txt
chmod 0 in/yama.txt
chmod 0 in/closed
status 1 'a file and a folder that may not be read' "$HIKU_INDEX" add in
summary 1 0 0 0 2 'count as failed, the rest comes in'
said "$dir/in/yama.txt: " 'the file is named'
said "$dir/in/closed: Permission denied" 'and the folder, and why'
is "$("$HIKU_INDEX" status | grep -c "$dir/in/yama.txt: .*denied")" 1 \
    'the status remembers the file'
chmod 644 in/yama.txt
chmod 755 in/closed
status 0 'they may be read now' "$HIKU_INDEX" update
summary 2 0 1 0 0 'and come in'
is "$("$HIKU_INDEX" status | grep -c denied)" 0 'the status forgets'

chmod 0 in/closed
status 1 'a folder that may no longer be read' "$HIKU_INDEX" update
summary 0 0 2 0 1 'fails'
is "$(finds 泳ぐ)" in/closed/umi.txt 'its articles stay'
chmod 311 in/closed
status 1 'entered, but not listed' "$HIKU_INDEX" update
is "$(finds 泳ぐ)" in/closed/umi.txt 'its articles stay'
chmod 755 in/closed
chmod 0 in/kawa.txt
touch -d '2001-01-01' in/kawa.txt
status 1 'a file that may no longer be read' "$HIKU_INDEX" update
summary 0 0 2 0 1 'fails'
is "$(finds 土手)" in/kawa.txt 'its article stays'
chmod 644 in/kawa.txt
chmod 0 in
status 1 'a root that may not be read' "$HIKU_INDEX" update
said "$dir/in: " 'is named'
is "$(finds 土手)$(finds 泳ぐ)" in/kawa.txtin/closed/umi.txt 'nothing is lost'
chmod 755 in
status 0 'all may be read' "$HIKU_INDEX" update
summary 0 0 3 0 0 'and nothing happened'

mkdir shut
chmod 555 shut
status 2 'an index where nothing may be written' \
    "$HIKU_INDEX" add --db shut/db in
said shut/db 'is named'
lines 1 'in one line'
chmod -R a-w db
status 0 'an index that may only be read' "$HIKU" 土手
status 0 'and listed' "$HIKU_INDEX" list
status 2 'not written' "$HIKU_INDEX" update
lines 1 'as one line says'
status 0 'but checked' "$HIKU_INDEX" check
is "$(grep -c 'structure of the database was not checked' out)" 1 \
    'as far as it may be'
chmod -R u+w db
"$HIKU_INDEX" check --seal >out
chmod -R a-w db
status 0 'a sealed one' "$HIKU_INDEX" check
is "$(cat out err)" 'no damage found' 'is checked whole'
chmod u+w db/current/docdata.glass
printf 'x' | dd of=db/current/docdata.glass bs=1 seek=5000 conv=notrunc \
    status=none
chmod -R a-w db
status 1 'and its damage is found' "$HIKU_INDEX" check
chmod -R u+w db
"$HIKU_INDEX" reindex -q
chmod 0 db
status 2 'an index that may not be read' "$HIKU" 土手
said "$dir/db" 'is named'
lines 1 'in one line'
chmod 755 db

mkdir -p home/.config/hiku
chmod 0 home/.config
status 2 'the home of another user' env -u XDG_CONFIG_HOME HOME="$dir/home" \
    "$HIKU_INDEX" add in
said 'set HOME or XDG_CONFIG_HOME to your own' 'it says what to do'
lines 1 'in one line'
chmod 755 home/.config
finish
