#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the system refuses is said in one line, with status 2, and leaves the
# index whole; `make faults` lets every call fail.
fault=$(cd "${0%/*}/../fault" && pwd)
. "${0%/*}/tap.sh"
export HIKU HIKU_INDEX
library=${HIKU%/*}/tests/fault/fault.so

if [ ! -e "$library" ] || sanitized; then
    skip_all 'no library to be preloaded'
fi
status 0 'calls that fail' python3 "$fault/faults" --library "$library" \
    --most 2 --quick
err '' 'are told, and harm nothing'
# A check that the system ends says nothing of the index.
export LD_PRELOAD="$library" FAULT_CHILD=1 FAULT_CALL=open FAULT_DO=kill
printf '港の話\n\n朝の港に漁船が並ぶ。\n' >minato.txt
"$HIKU_INDEX" add -q minato.txt
status 2 'check, which is killed' env FAULT_AT=1 "$HIKU_INDEX" check
is "$(grep -c 'generation-0001. could not be checked: .*Killed.*run it again' err)" \
    1 'it is told'
unsaid damage 'and not as damage'
status 2 'check, out of memory' env FAULT_AT=1 FAULT_STAY=1 FAULT_DO=12 \
    FAULT_CALL=malloc "$HIKU_INDEX" check
unsaid damage 'is not damage either'
status 0 'check, undisturbed' "$HIKU_INDEX" check
unset FAULT_CHILD
# As on systems that have no locks of open files.
status 2 'no locks' env FAULT_CALL=lock FAULT_AT=1 FAULT_STAY=1 FAULT_DO=22 \
    "$HIKU_INDEX" update
said 'there are no locks of open files here' 'are told'
lines 1 'in one line'
status 0 'and readers go on' env FAULT_CALL=lock FAULT_AT=1 FAULT_STAY=1 \
    FAULT_DO=22 "$HIKU" 漁船
unset LD_PRELOAD FAULT_CALL FAULT_DO
# Xapian takes a table that it cannot open for one that is not there.
status 0 'files that cannot be opened' python3 "$fault/faults" \
    --library "$library" --only compact,opening
err '' 'are not missing from what is merged'
finish
