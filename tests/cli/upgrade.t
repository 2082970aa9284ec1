#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# An index of every schema that there was, brought up by `hiku-index reindex`
# without its sources. Each in tests/schemas/ was made by a build of its time:
#
#   cd /srv/articles    # of three files: kawa.txt, umi.md, and yama.txt in CP932
#   hiku-index add --encoding cp932 yama.txt
#   hiku-index add .
#   echo 雪が深い。 | hiku-index add --id piped -
#   hiku-index dict add ぽろぽろ丸 ぽろぽろまる    # from schema 2 on
#   tar -cJf schema-N.tar.xz schema-N              # the folder of the index
#
# Whoever raises the schema adds one that the build before it made.
case $0 in
/*) schemas=${0%/*}/../schemas ;;
*) schemas=$PWD/${0%/*}/../schemas ;;
esac
. "${0%/*}/tap.sh"

# The schema of this program.
echo 川 | "$HIKU_INDEX" --db new add -q --id a -
now=$("$HIKU_INDEX" --db new status | sed -n 's/^schema: *\([0-9]*\),.*/\1/p')
is "$(ls "$schemas" | wc -l)" $((now - 1)) 'there is one of each older schema'

for archive in "$schemas"/*.tar.xz; do
    tar -xJf "$archive"
    db=${archive##*/}
    db=${db%.tar.xz}
    n=${db#schema-}
    "$HIKU_INDEX" --db "$db" status >before
    is "$("$HIKU_INDEX" --db "$db" list | wc -l)" 4 "$db can be listed"
    status 0 'checked' "$HIKU_INDEX" --db "$db" check
    said "'$db' has schema $n, this program has $now: run" 'with a word'
    status 2 'not updated' "$HIKU_INDEX" --db "$db" update
    said "'$db' has schema $n, this program has $now: run" 'with a hint'
    lines 1 'in one line'
    status 2 'nor asked' "$HIKU" --db "$db" 川
    said "run \`hiku-index --db $db reindex\`" 'with the same hint'
    sed -n '/^added:/,/^files:/p' before >were
    status 0 'rebuilt' "$HIKU_INDEX" --db "$db" reindex
    "$HIKU_INDEX" --db "$db" status >after
    is "$(sed -n '/^added:/,/^files:/p' after)" "$(cat were)" \
        'it keeps its folders and their options'
    is "$(grep -c yama.txt.*cp932 after)" 1 'such as an encoding'
    is "$("$HIKU_INDEX" --db "$db" dict list)" \
        "$([ "$n" = 1 ] || echo "ぽろぽろ丸${tab}ポロポロマル")" 'its words'
    is "$("$HIKU" --db "$db" -l 川 土手 | sed 's/:.*//')" \
        /srv/articles/kawa.txt 'its files'
    is "$("$HIKU" --db "$db" -l 湧き水)" /srv/articles/yama.txt \
        'whatever their encoding'
    is "$("$HIKU" --db "$db" --json 雪 | grep -c '"id":"piped"')" 1 \
        'and what came from a pipe'
    status 0 'check' "$HIKU_INDEX" --db "$db" check
    is "$(cat out err)" 'no damage found' 'finds nothing to say'
done
finish
