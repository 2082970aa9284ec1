#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Writers that are killed lose nothing; `make kills` does many more of them.
fault=$(cd "${0%/*}/../fault" && pwd)
. "${0%/*}/tap.sh"
export HIKU HIKU_INDEX
library=${HIKU%/*}/tests/fault/fault.so

status 0 'kills at random moments' python3 "$fault/kills" --count 6
err '' 'nothing was lost'
sanitized && library=
if [ -e "$library" ]; then
    status 0 'kills at random calls' \
        python3 "$fault/kills" --count 12 --calls "$library"
    err '' 'nothing was lost'
    is "$(awk '/killed/ { n += $2 } END { print (n > 6) }' out)" 1 \
        'most were killed'
fi
finish
