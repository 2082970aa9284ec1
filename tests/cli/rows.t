#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A wrong row of any table in tests/rows is named by file, line and column: a
# copy of each table gets three wrong rows at its end, the first row with
# another outcome, a row of two columns, and a row with an unknown escape.
root=$PWD
. "${0%/*}/tap.sh"
build=${HIKU%/*}

[ -x "$build/tests/unit/test_text_fold" ] || skip_all 'no unit tests are built'
mkdir -p tests
cp -R "$root/tests/rows" tests
python3 - tests/rows/*.tsv <<'END'
import sys
for path in sys.argv[1:]:
    lines = open(path, encoding="utf-8").read().splitlines()
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    first = next(row for row in rows if row[2] != "miss")
    wrong = first[:-2] + [first[-2] + "X", first[-1]]
    with open(path, "a", encoding="utf-8") as table:
        for row in wrong, first[:2], first[:-1] + [r"\q"]:
            table.write("\t".join(row) + "\n")
END

for table in tests/rows/*.tsv; do
    name=${table##*/}
    # What may differ there is no table of cases.
    [ "$name" != html_standard.tsv ] || continue
    # The program that reads it.
    reader=$(cd "$root" && grep -l "\"$table\"" tests/unit/test_*.c)
    program=$build/${reader%.c}
    case $program in /*) ;; *) program=$root/$program ;; esac
    [ -x "$program" ] || continue
    last=$(($(wc -l <"$table")))
    # On which of the two, cmocka decides.
    HIKU_ROWS=only "$program" >err 2>&1
    is "$(($? > 0))" 1 "$name: the test fails"
    said "$table:$((last - 2)): " "$name: the wrong row is named"
    said ', got [' "$name: so is what came of it"
    said "the row has 2 columns, not " "$name: a row that lacks columns"
    said "$table:$((last - 1)): " "$name: its line"
    said "$table:$last: why: not an escape: " "$name: an unknown escape"
done
cp "$root/tests/rows/fold.tsv" tests/rows
sed -i '/^#/d' tests/rows/fold.tsv
"$build/tests/unit/test_text_fold" >out 2>err
is "$(($? > 0))" 1 'a table without a heading is refused'
grep -qF 'fold.tsv:1: no comment before this line names the 3 columns' out err
result $? 'and named'
finish
