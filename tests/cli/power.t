#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A power cut loses nothing that was reported as done; `make power` does more.
fault=$(cd "${0%/*}/../fault" && pwd)
. "${0%/*}/tap.sh"
export HIKU HIKU_INDEX

python3 "$fault/power" --count 6 >out 2>err
code=$?
[ $code != 77 ] || skip_all "$(cat out)"
is $code 0 'a disk without power'
err '' 'has all that was reported as done'
finish
