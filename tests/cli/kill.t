#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Writers are killed at random moments. `make kills` does it 300 times.
fault=$(cd "${0%/*}/../fault" && pwd)
. "${0%/*}/tap.sh"
TMPDIR=$dir
export HIKU HIKU_INDEX TMPDIR

status 0 'nothing is lost, half, or in the way' \
    python3 -B "$fault/kill.py" -n 8 bulk add update remove compact reindex
[ "$(tail -n 1 out)" = '8 kills' ] || sed 's/^/# /' out err
finish
