#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Options and words belong to commands: what a command does not take is refused
# by name, and nothing is done.
. "${0%/*}/tap.sh"

mkdir in
echo 川の土手を歩いた。 >in/kawa.txt
echo '# 山' >in/yama.md
"$HIKU_INDEX" add -q in

# ---- Nothing is lost ----

status 2 'remove takes no patterns' "$HIKU_INDEX" remove --include '*.txt' in
err 'hiku-index remove: --include is an option of add' 'and says so'
status 2 'of either kind' "$HIKU_INDEX" remove in --exclude '*.txt'
is "$(ids)" 'in/kawa.txt in/yama.md' 'nothing was removed'

status 2 'list takes no options of others' "$HIKU_INDEX" list --seal
err 'hiku-index list: --seal is an option of check' 'and says whose it is'
status 2 'all that take it are named' "$HIKU_INDEX" check --json
err 'hiku-index check: --json is an option of list, status, analyze and collections' 'in order'

# ---- Words ----

# tests/unit/test_indexer_options.c has every command with every option.
for command in update reindex 'dict list' status collections compact check; do
    # shellcheck disable=SC2086 # a name of two words is two
    status 2 "$command takes no words" "$HIKU_INDEX" $command extra
    err "hiku-index $command: takes no words, got 'extra'" 'and says so'
done
status 2 'remove needs one' "$HIKU_INDEX" remove
err 'hiku-index remove: PATH|ID... is missing; usage: remove PATH|ID...' \
    'and says so'
status 2 'dict add needs a reading for each' \
    "$HIKU_INDEX" dict add 京都 キョウト 大阪
err "hiku-index: the reading of '大阪' is missing; usage: dict add WORD \
READING..." 'and says so'
status 2 'dict alone' "$HIKU_INDEX" dict
err "hiku-index: 'dict' alone is not a command; there are 'dict add', 'dict \
remove', 'dict list'" 'and says so'
status 2 'an unknown command' "$HIKU_INDEX" ad in
err "hiku-index: unknown command 'ad'; did you mean 'add'?" 'is guessed'
status 2 'no command' "$HIKU_INDEX"
err 'hiku-index: no command given; --help lists them all' 'and says so'
status 2 'an unknown format' "$HIKU_INDEX" add --format pict in
said 'hiku-index: --format takes one of text, ' 'lists those there are'

# ---- Pairs ----

status 2 'two ways to answer' "$HIKU" --json -l 川
err "hiku: options '--json' and '-l' cannot be used together" 'and says so'
status 2 'queries twice' "$HIKU" --batch 川
err "hiku: option '--batch' takes no words, got '川'" 'and says so'
status 2 'a NUL behind nothing' "$HIKU" -0 --format=tsv 川
err 'hiku: --null is not for the format tsv; use lines, or -l' 'and says so'
status 2 'quiet and verbose' "$HIKU_INDEX" add -qv in
err "hiku-index add: options '-q' and '-v' cannot be used together" \
    'and says so'
status 2 'an id of no article' "$HIKU_INDEX" add --id x in
err "hiku-index add: option '--id' needs '-', which stands for standard input" \
    'and says so'

# ---- Help ----

status 0 'help of a command' "$HIKU_INDEX" help remove
cp out help
is "$(sed 1q out)" 'usage: hiku-index remove [OPTION...] PATH|ID...' 'its usage'
is "$(grep -c -- --include out) $(grep -c -- --dry-run out)" '0 1' \
    'and its options only'
status 0 'the same' "$HIKU_INDEX" remove --help
out "$(cat help)" 'by an option'
status 0 'of a command of two words' "$HIKU_INDEX" help dict add
is "$(grep -c ^usage: out)" 1 'that one'
status 0 'the overview' "$HIKU_INDEX" --help
cp out help
status 0 'the same' "$HIKU_INDEX" help
out "$(cat help)" 'by a command'
status 2 'help of no command' "$HIKU_INDEX" help nosuch
err "hiku-index: unknown command 'nosuch'; --help lists them all" 'and says so'
status 0 'of hiku' "$HIKU" --help
is "$(cat out help | awk 'length > 80')" '' 'no line is longer than 80 columns'

finish
