#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Writers that are killed lose nothing; `make kills` does many more of them.
fault=$(cd "${0%/*}/../fault" && pwd)
. "${0%/*}/tap.sh"
export HIKU HIKU_INDEX

status 0 'kills at random moments' python3 "$fault/kills" --count 12
err '' 'nothing was lost'
is "$(awk '/killed/ { n += $2 } END { print (n > 0) }' out)" 1 'some were killed'
finish
