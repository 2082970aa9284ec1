#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Search as you type in the page of hiku serve, in Chromium.
root=$(cd "${0%/*}/../.." && pwd)
. "${0%/*}/tap.sh"

modules=$root/build/browser
[ -x "${HIKU%/*}/hiku-serve" ] || skip_all 'hiku serve is not built'
command -v chromium >/dev/null || skip_all 'no chromium'
command -v node >/dev/null || skip_all 'no node'
[ -d "$modules/node_modules/playwright-core" ] ||
    skip_all 'no playwright-core: tools/fetch-browser'
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$dir"' EXIT

printf '%s\n' '{"id": "a", "title": "岬<script>alert(1)</script>", "text": "灯台の話。"}' \
    '{"id": "b", "title": "雨", "text": "灯台に雨が降る。<img src=x onerror=alert(1)>"}' \
    '{"id": "c", "title": "舟", "text": "港に舟が着く。"}' >in.jsonl
"$HIKU_INDEX" add -q in.jsonl
mkfifo says
"$HIKU" serve --listen 0 >says &
server=$!
read -r place <says
node "$root/tests/browser/live.mjs" "$modules" "${place#listening at }"
