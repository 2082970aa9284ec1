#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Indexes made by other rules than this program's, and spellings added by hand.
root=$PWD
. "${0%/*}/tap.sh"

# other NAME VALUE: db as if this line of its signature were another
other() {
    rm -rf other
    cp -r db other
    LC_ALL=C sed -i "s/$1 $2/$1 $3/" other/generation-*/postlist.glass
}

mkdir in
echo '夕方に蕎麦を食べた。' >in/soba.txt
"$HIKU_INDEX" add in >/dev/null 2>&1
"$HIKU" 蕎麦 >plain 2>/dev/null

# refused NAME VALUE OTHER: with this line, until it is indexed anew
refused() {
    other "$@"
    status 2 "another $1: it does not answer" "$HIKU" --db other 蕎麦
    said '`hiku-index --db other reindex`' 'what to do is said'
    lines 1 'in one line'
    status 2 'it is not written to' "$HIKU_INDEX" update --db other
    said '`hiku-index --db other reindex`' 'what to do is said'
    status 0 'reindex mends it' "$HIKU_INDEX" reindex --db other
    status 0 'then it answers' "$HIKU" --db other 蕎麦
    lines 0 'and says nothing'
}

refused terms '[0-9]*' 9
refused kanji-hash '[0-9a-f]*' 0123456789abcdef
refused pairs-hash '[0-9a-f]*' 0123456789abcdef
refused signatureschema '[0-9]' 4

other spellings-hash '[0-9a-f]*' 0123456789abcdef
status 0 'other spellings: it answers' "$HIKU" --db other 蕎麦
said 'run `hiku-index --db other reindex`' 'what to paste'
is "$(cat out)" "$(cat plain)" 'as ever'
lines 1 'in one line'
echo 蕎麦 >queries
"$HIKU" --db other --batch <queries >/dev/null 2>err
is $? 0 'a batch is answered'
lines 1 'and told once'
"$HIKU_INDEX" status --db other >out 2>&1
is "$(grep -c 'other spellings' out)" 1 'status says it'
echo '朝に蕎麦を打った。' >in/more.txt
for command in 'add in' update; do
    # shellcheck disable=SC2086
    status 2 "$command does not mix terms" "$HIKU_INDEX" --db other $command
    said spellings-hash 'why is said'
    said '`hiku-index --db other reindex`' 'what to do is said'
done
status 2 'it is not searched with one of these' \
    "$HIKU" --db db --db other 蕎麦
said spellings-hash 'why is said'
status 0 'reindex mends it' "$HIKU_INDEX" reindex --db other
status 0 'then it answers' "$HIKU" --db other 蕎麦
lines 0 'and says nothing'
status 0 'and is written to' "$HIKU_INDEX" --db other update

# ---- Spellings added by hand ----

pack=${HIKU%/*}/gen/pack-tables
mkdir -p gen/text
echo '国 國' >kanji.txt
echo '長 ⻑' >radicals.txt
printf '# made\n蕎麦 ソバ\n玉子 卵\n' >made.txt
printf '# by hand\n蕎麦 そば\nたまご 卵\nうどん 饂飩\n' >own.txt

# spell WORD...: the spelling that stands for each, by the tables packed last
spell() {
    cat >main.c <<'C'
#include <stdio.h>
#include "text/variants.h"
int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct hk_str common = hk_span_cstr("-");

		if (!hk_variants_word(&common, hk_span_cstr(argv[i])))
			common = hk_span_cstr("-");
		printf("%s%.*s", i > 1 ? " " : "", (int)common.len, common.data);
	}
	printf(" %s %s\n", hk_variants_kanji_hash(),
	       hk_variants_spellings_hash());
	return 0;
}
C
    # CC may be two words: ccache cc.
    # shellcheck disable=SC2086
    ${CC:-cc} -D_GNU_SOURCE -Igen -I"$root" -o spell main.c \
        "$root/text/variants.c" 2>cc.err || sed 's/^/# /' cc.err
    ./spell "$@"
}

"$pack" kanji.txt radicals.txt made.txt >gen/text/variants_data.h
made=$(spell 蕎麦 そば ソバ たまご 饂飩)
is "${made% * *}" '蕎麦 - 蕎麦 - -' 'spellings that were made'
"$pack" kanji.txt radicals.txt made.txt own.txt >gen/text/variants_data.h
own=$(spell 蕎麦 そば ソバ たまご 玉子 卵 饂飩 國)
is "${own% * *}" '蕎麦 蕎麦 蕎麦 玉子 玉子 玉子 うどん -' \
    'spellings added by hand join them'
is "$(echo "$made" | cut -d' ' -f6)" "$(echo "$own" | cut -d' ' -f9)" \
    'the hash of the kanji stays'
result $(($(expr "${made##* }" = "${own##* }"))) \
    'the hash of the spellings does not'
: >none.txt
"$pack" kanji.txt radicals.txt made.txt none.txt >gen/text/variants_data.h
again=$(spell 蕎麦)
is "${again##* }" "${made##* }" 'but with nothing added'
printf '蕎麦 そば' >cut.txt
status 2 'a line without an end is refused' "$pack" kanji.txt radicals.txt cut.txt
said cut.txt 'and named'

finish
