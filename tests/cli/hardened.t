#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What users run is hardened. Sanitisers and coverage have other flags.
. "${0%/*}/tap.sh"

case $HIKU in
*/build/hiku | */build/release/hiku) ;;
*)
    echo '1..0 # SKIP not what users run'
    exit
    ;;
esac
for program in "$HIKU" "$HIKU_INDEX"; do
    name=${program##*/}
    readelf -hldW "$program" >elf
    is "$(grep -c 'Type: *DYN' elf)" 1 "$name is position-independent"
    is "$(grep -c GNU_RELRO elf)" 1 "$name: relocations are read-only"
    is "$(grep -c 'FLAGS_1.*NOW' elf)" 1 "$name: and done at once"
    is "$(grep 'GNU_STACK' elf | grep -c RWE)" 0 "$name: no stack is run"
    readelf -sW "$program" | grep -c __stack_chk_fail >count
    is "$(($(cat count) > 0))" 1 "$name: the stack is watched"
    readelf -sW "$program" | grep -c '_chk@' >count
    is "$(($(cat count) > 3))" 1 "$name: sizes of buffers are, too"
done
finish
