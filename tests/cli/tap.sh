# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the tests of the programs share; each begins with
#     . "${0%/*}/tap.sh"
# It then stands in an empty folder of its own, $dir, removed at the end, with
# the index in $dir/db. It ends with `finish`.
set -u
umask 022

: "${HIKU:=build/hiku}" "${HIKU_INDEX:=build/hiku-index}"
case $HIKU in /*) ;; *) HIKU=$PWD/$HIKU ;; esac
case $HIKU_INDEX in /*) ;; *) HIKU_INDEX=$PWD/$HIKU_INDEX ;; esac

unset SCRIPT HIKU_DICDIR HIKU_PAGER PAGER NO_COLOR COLUMNS CI INSIDE_EMACS \
    HIKU_COLORS VISUAL EDITOR
tests=$(cd "${0%/*}" && pwd)
dir=$(cd "$(mktemp -d)" && pwd -P)
trap 'chmod -R u+rwx "$dir" 2>/dev/null; rm -rf "$dir"' EXIT
HIKU_DB=$dir/db TZ=UTC LC_ALL=C.UTF-8 XDG_STATE_HOME=$dir/state
XDG_CACHE_HOME=$dir/cache XDG_DATA_HOME=$dir/data XDG_CONFIG_HOME=$dir/config
export HIKU_DB TZ LC_ALL XDG_STATE_HOME XDG_CACHE_HOME XDG_DATA_HOME XDG_CONFIG_HOME
cd "$dir" || exit 1
# What takes longer hangs, in seconds. Tests are not about how long a thing takes,
# and an emulated machine needs fifty times as long.
HANGS=600
export HANGS
count=0
nl='
'
tab=$(printf '\t')

# result HELD NAME: one line of TAP; HELD is 0 where the check holds
result() {
    count=$((count + 1))
    if [ "$1" = 0 ]; then
        echo "ok $count - $2"
    else
        echo "not ok $count - $2"
    fi
}

# is GOT WANTED NAME
is() {
    if [ "$1" = "$2" ]; then
        result 0 "$3"
    else
        result 1 "$3"
        printf 'got: %s\nwanted: %s\n' "$1" "$2" | sed 's/^/# /'
    fi
}

# status WANTED NAME COMMAND...: its exit status; $dir/out and $dir/err have
# what it said
status() {
    wanted=$1 name=$2
    shift 2
    "$@" >"$dir/out" 2>"$dir/err" </dev/null
    is $? "$wanted" "$name"
}

# out WANTED NAME, err WANTED NAME: what the last command said, all of it
out() {
    is "$(cat "$dir/out")" "$1" "$2"
}
err() {
    is "$(cat "$dir/err")" "$1" "$2"
}

# said TEXT NAME, unsaid TEXT NAME: has a line of the last command's standard
# error the text in it?
said() {
    if grep -qF -e "$1" "$dir/err"; then
        result 0 "$2"
    else
        result 1 "$2"
        sed 's/^/# stderr: /' "$dir/err"
    fi
}
unsaid() {
    if grep -qF -e "$1" "$dir/err"; then
        result 1 "$2"
        sed 's/^/# stderr: /' "$dir/err"
    else
        result 0 "$2"
    fi
}

# lines N NAME: N lines on the last command's standard error
lines() {
    is "$(($(wc -l <"$dir/err")))" "$1" "$2"
}

# summary NEW CHANGED UNCHANGED REMOVED FAILED NAME: of the last command, whether
# it failed so before or not
summary() {
    wanted=
    for part in "$1 new" "$2 changed" "$3 unchanged" "$4 removed" "$5 failed"
    do
        case $part in 0\ *) ;; *) wanted=$wanted${wanted:+, }$part ;; esac
    done
    is "$(sed 's/ as before$//;s/ ([0-9]* as before)$//;1q' out)" \
        "${wanted:-nothing to do}" "$6"
}

# ids: the ids in the index, those of files without $dir, on one line
ids() {
    "$HIKU_INDEX" list | cut -f1 | sed "s|^$dir/||" | tr '\n' ' ' |
        sed 's/ $//'
}

# finds QUERY...: the files that hold it, without $dir, on one line
finds() {
    "$HIKU" -l0 -n 100 "$@" 2>/dev/null | tr '\0' '\n' |
        sed "s|^$dir/||" | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//'
}

# stand_in_ssh: an ssh that does without the network and runs the words by a
# shell here. It notes them in the file $SSH_LOG, if that is set.
stand_in_ssh() {
    mkdir "$dir/bin"
    cat >"$dir/bin/ssh" <<'END'
#!/bin/sh
[ -z "$SSH_LOG" ] || printf '%s\n' "$*" >>"$SSH_LOG"
while :; do
    case $1 in
    -o | -p) shift 2 ;;
    -*) shift ;;
    *) break ;;
    esac
done
shift
exec sh -c "$*"
END
    chmod +x "$dir/bin/ssh"
    PATH=$dir/bin:$PATH
    export PATH
}

# sanitized: have the programs a sanitizer in them, which has shadows of its own
# in memory and must be loaded first? (clang's has no library of its own.)
sanitized() {
    grep -qaE '__[at]san_init' "$HIKU_INDEX"
}

# comes COMMAND...: wait until it succeeds; as long as it takes, unless it hangs.
# Where one thing did not come, the next ones are not waited for that long.
longest=$HANGS
comes() {
    latest=$(($(date +%s) + longest))
    until "$@" >/dev/null 2>&1; do
        if [ "$(date +%s)" -ge $latest ]; then
            longest=5
            return 1
        fi
        sleep .05
    done
}

# skip_all WHY: nothing can be tried here
skip_all() {
    echo "1..0 # SKIP $1"
    exit 0
}

finish() {
    echo "1..$count"
}

# terminal [OPTION...] COLUMNS ROWS COMMAND: what a terminal of that size gets;
# tests/cli/terminal.py has the options
terminal() {
    python3 -IS "$tests/terminal.py" "$@" </dev/null 2>&1
}
# screen COLUMNS COMMAND: the same, with rows for all
screen() {
    terminal "$1" 100 "$2"
}
