#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Damage to the files of an index; `make damage` does much more of it.
fault=$(cd "${0%/*}/../fault" && pwd)
. "${0%/*}/tap.sh"
export HIKU HIKU_INDEX

status 0 'damage of all kinds' python3 "$fault/damage" --count 60
err '' 'is found, and crashes nothing'
is "$(grep -c '^[0-9]* sealed .* found' out)" 2 'some was met by a query, some only by check'
finish
