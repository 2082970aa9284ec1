#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The manual pages have what the tables of the programs have.
root=$(cd "${0%/*}/../.." && pwd)
. "${0%/*}/tap.sh"

make=${HIKU%/*}/tools/make-manual
[ -x "$make" ] || skip_all 'make-manual is not built'

for page in hiku hiku-index hiku-serve; do
    "$make" "$page" <"$root/docs/$page.1" >"$page.1"
    result "$(cmp -s "$page.1" "$root/docs/$page.1" && echo 0 || echo 1)" \
        "$page.1 is what 'make manual' makes"
done
# The tables are there as a whole: the comparison can fail.
for option in $("$HIKU" --help | grep -o -- ' --[a-z][a-z-]*'); do
    name=$(echo "$option" | sed 's/-/\\-/g')
    grep -qF -- "\\fB$name\\fR" "$root/docs/hiku.1" || echo "$option"
done >missing
for command in add update remove reindex dict list status analyze compact \
    check; do
    for option in $("$HIKU_INDEX" help "$command" |
        grep -o -- ' --[a-z][a-z-]*'); do
        name=$(echo "$option" | sed 's/-/\\-/g')
        grep -qF -- "\\fB$name\\fR" "$root/docs/hiku-index.1" ||
            echo "$command $option"
    done
done >>missing
is "$(cat missing)" '' 'every option has its entry'
# In Japanese the tables are the same, from po/ja.po, and the rest has the same
# sections and entries.
for page in hiku hiku-index hiku-serve; do
    ja=$root/docs/$page.ja.1
    "$make" "$page" ja <"$ja" >"$page.1"
    result "$(cmp -s "$page.1" "$ja" && echo 0 || echo 1)" \
        "$page.ja.1 is what 'make manual' makes"
    for mark in SH SS TP; do
        is "$(grep -c "^\.$mark" "$ja")" \
            "$(grep -c "^\.$mark" "$root/docs/$page.1")" \
            "$page.ja.1 has as many .$mark"
    done
    # Names of options and commands are set in bold behind .TP.
    for file in "$ja" "$root/docs/$page.1"; do
        sed -n '/begin options/,/end options/p;/begin commands/,/end commands/p' \
            "$file" | sed -n '/^\.TP/{n;p;}'
    done >names
    is "$(sort names | uniq -c | grep -vc '^ *2 ')" 0 \
        "$page.ja.1 has the same options and commands"
    if command -v groff >/dev/null; then
        is "$(LC_ALL=C.UTF-8 timeout $HANGS groff -K utf8 -Tutf8 -mja -man -ww "$ja" \
            2>&1 >/dev/null)" '' "groff reads $page.ja.1"
    fi
done
if command -v man >/dev/null && command -v groff >/dev/null; then
    for page in hiku hiku-index hiku-serve; do
        is "$(LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l \
            "$root/docs/$page.1" 2>&1 >/dev/null)" '' "man reads $page.1"
    done
fi

finish
