#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Several indexes asked as one.
. "${0%/*}/tap.sh"

mkdir a b
printf '川の話\n\n川の土手を歩く。\n' >a/kawa.txt
printf '海の話\n\n海辺の土手で休む。\n' >b/umi.txt
printf '山の話\n\n山の尾根を歩く。\n' >b/yama.txt
"$HIKU_INDEX" add -q --db one a
"$HIKU_INDEX" add -q --db two b
"$HIKU_INDEX" add -q --db both a b

is "$("$HIKU" --db one -l 土手)" a/kawa.txt 'one'
is "$("$HIKU" -d two -l 土手)" b/umi.txt 'the other'
is "$("$HIKU" -d one --db two -l 土手 | sort)" "a/kawa.txt${nl}b/umi.txt" 'both'
for query in 土手 '土手を歩く' '"尾根を"' '歩く -山' 'title:話' '歩* OR 休む'; do
    # What is asked beside the rank has its order from the ids.
    is "$("$HIKU" --db one --db two --json "$query")" \
        "$("$HIKU" --db both --json "$query")" \
        "$query: as if they were one index"
    is "$("$HIKU" --db two --db one --json "$query")" \
        "$("$HIKU" --db both --json "$query")" 'in any order'
    is "$("$HIKU" --db one --db two -c "$query")" \
        "$("$HIKU" --db both -c "$query")" 'and counted'
done
is "$(HIKU_DB=$dir/one "$HIKU" --db two -l 土手)" b/umi.txt \
    'HIKU_DB is only for where none is named'

# ---- Not of one kind ----
"$HIKU_INDEX" add -q --db other --passage-chars 400 a
status 2 'another size of passages' "$HIKU" --db two --db other 土手
said two 'names the one'
said other 'and the other'
said 400 'and what differs'
lines 1 'in one line'
status 2 'also as the third' "$HIKU" --db one --db two --db other 土手
cp -r two dictionary
LC_ALL=C sed -i 's/^dictionary ipadic/dictionary unidic/' \
    dictionary/generation-*/postlist.glass
status 2 'another dictionary' "$HIKU" --db one --db dictionary 土手
said one 'names the one'
said dictionary 'and the other'
status 2 'one that is not there' "$HIKU" --db one --db nowhere 土手
said nowhere 'is named'
lines 1 'in one line'
status 2 'one of them is not an index' "$HIKU" --db one --db a 土手
status 0 'reindexing makes them the same' \
    "$HIKU_INDEX" reindex --db other --passage-chars 1000
status 0 'now they are asked as one' "$HIKU" --db two --db other 土手
finish
