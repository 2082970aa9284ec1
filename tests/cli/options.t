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

# ---- Each command with each option ----

# An option as it is typed, a value with it, and the commands that take it; "_"
# stands for the blank in the name of a command, "all" for all of them.
cat >table <<'END'
--db db all
--wait 1 add update remove reindex dict_add dict_remove compact check
--passage-chars 500 add reindex dict_add
--shards 2 add
--dictionary ipadic add update remove reindex dict_add dict_remove analyze check
--no-reindex - dict_add dict_remove
--seal - check
--format text add
--encoding UTF-8 add
--columns id=a add
--id x add
--title x add
--files-from x add
--include x add
--exclude x add
--hidden - add
--follow - add
--dry-run - add update remove
--verbose - add update remove
--quiet - add update remove reindex dict_add dict_remove compact
--json - list analyze
--help - all
--version - all
END
commands='add update remove reindex dict_add dict_remove dict_list list status
analyze compact check help'

is "$("$HIKU_INDEX" --help | grep -o -- ' --[a-z][a-z-]*' | tr -d ' ' | sort)" \
    "$(cut -d' ' -f1 table | sort)" 'the table has every option'

before=$("$HIKU_INDEX" list)
while read -r option value takers; do
    for command in $commands; do
        case " $takers " in
        *" $command "* | *' all '*) continue ;;
        esac
        name=$(echo "$command" | tr _ ' ')
        given=$option
        [ "$value" = - ] || given=$option=$value
        # shellcheck disable=SC2086 # a name of two words is two
        "$HIKU_INDEX" $name "$given" >out 2>err
        [ $? = 2 ] &&
            grep -q "^hiku-index $name: $option is an option of " err &&
            [ ! -s out ] || {
            echo "$name $given"
            cat out err
        }
    done
done <table >wrong
is "$(cat wrong)" '' 'what a command does not take is refused by name'
is "$("$HIKU_INDEX" list)" "$before" 'and nothing is done'
status 2 'takers are named' "$HIKU_INDEX" status --json
err 'hiku-index status: --json is an option of list and analyze' 'all of them'

# ---- Words ----

for command in update reindex 'dict list' list status compact check; do
    # shellcheck disable=SC2086
    status 2 "$command takes no words" "$HIKU_INDEX" $command extra
    err "hiku-index $command: takes no words, got 'extra'" 'and says so'
done
status 2 'remove needs one' "$HIKU_INDEX" remove
err 'hiku-index remove: PATH|ID... is missing; usage: remove PATH|ID...' \
    'and says so'
status 2 'dict add needs two' "$HIKU_INDEX" dict add 京都
said 'WORD READING... is missing' 'and says so'
status 2 'or four' "$HIKU_INDEX" dict add 京都 キョウト 大阪
said "the reading of '大阪' is missing" 'and says so'
status 2 'dict alone' "$HIKU_INDEX" dict
err "hiku-index: 'dict' alone is not a command; there are 'dict add', 'dict \
remove', 'dict list'" 'and says so'
status 2 'an unknown command' "$HIKU_INDEX" ad in
err "hiku-index: unknown command 'ad'; did you mean 'add'?" 'is guessed'

finish
