#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Readers and writers at once, and an index that is kept up: nothing is lost,
# no answer is of two states. `make readers`, `edits` and `soak` take longer.
fault=$(cd "${0%/*}/../fault" && pwd)
. "${0%/*}/tap.sh"
export HIKU HIKU_INDEX

status 0 'readers during 50 commits of three writers' \
    python3 "$fault/soak" --commits 50
err '' 'nothing was lost, no answer was of two states'
is "$(awk '/answered/ { n += $1 } END { print (n > 20) }' out)" 1 'some asked'
status 0 'random edits' python3 "$fault/edits" --count 60
err '' 'the index equals a new one'
finish
