#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the system refuses is said in one line, with status 2, and leaves the
# index whole; `make faults` lets every call fail.
fault=$(cd "${0%/*}/../fault" && pwd)
. "${0%/*}/tap.sh"
export HIKU HIKU_INDEX
library=${HIKU%/*}/tests/fault/fault.so

if [ ! -e "$library" ] || ldd "$HIKU_INDEX" | grep -q 'lib[at]san'; then
    skip_all 'no library to be preloaded'
fi
status 0 'calls that fail' python3 "$fault/faults" --library "$library" \
    --most 2 --quick
err '' 'are told, and harm nothing'
# Xapian takes a table that it cannot open for one that is not there.
status 0 'files that cannot be opened' python3 "$fault/faults" \
    --library "$library" --only compact,opening
err '' 'are not missing from what is merged'
finish
