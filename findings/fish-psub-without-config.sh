#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# fish 4.0.2 without its configuration (--no-config) has no job for psub to wait
# for: what is substituted is right, and each use of psub puts five lines of an
# error on standard error, with which the status is still 0. With the
# configuration of an empty folder there is none; with fish 3.6.0 there is none
# either way. So a test that starts fish "clean" should name an empty
# XDG_CONFIG_HOME instead.
#
# Seen with: Debian 13, fish 4.0.2-1. Run it there. Output then:
#	--no-config: a, status 0, 5 lines of errors
#	an empty folder: a, status 0, 0 lines of errors
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
try() { # NAME OPTION...
    name=$1
    shift
    status=0
    XDG_CONFIG_HOME=$dir/config fish "$@" -c 'cat (echo a | psub)' \
        </dev/null >"$dir/out" 2>"$dir/err" || status=$?
    echo "$name: $(cat "$dir/out"), status $status," \
        "$(wc -l <"$dir/err" | tr -d ' ') lines of errors"
}
{
    try --no-config --no-config
    try 'an empty folder'
} | tee "$dir/all"
diff - "$dir/all" <<'END'
--no-config: a, status 0, 5 lines of errors
an empty folder: a, status 0, 0 lines of errors
END
