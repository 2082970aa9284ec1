#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku --exact, phrases that are ways of an OR, and what --explain says of them.
. "${0%/*}/tap.sh"

cat >a.jsonl <<'T'
{"id":"long","text":"新しいフォルダーを開いた。"}
{"id":"short","text":"新しいフォルダを開く。"}
{"id":"wide","text":"ﾌｫﾙﾀﾞが新しいので開いた。"}
T
"$HIKU_INDEX" add -q --format jsonl a.jsonl

ids() {
    "$HIKU" --json "$@" | sed 's/.*"id":"\([a-z]*\)".*/\1/' | sort |
        tr '\n' ' '
}
is "$(ids フォルダ)" 'long short wide ' 'every spelling'
is "$(ids --exact フォルダ)" 'short wide ' 'this one, in any width'
is "$(ids --exact フォルダー)" 'long ' 'and the other'
is "$(ids --exact 開いた)" 'long wide ' 'this form of a verb'
is "$(ids --exact 開く)" 'short ' 'and another'
is "$(ids -x フォルダ 開いた)" 'wide ' 'every word'
is "$(ids --exact フォルダー OR 開く)" 'long short ' 'either'
is "$(ids --exact -- 開いた -フォルダー)" 'wide ' 'and not'
is "$(ids --exact フォル)" '' 'no part of a word'
is "$("$HIKU" --json --exact フォルダー | grep -o '"matches":\[\[[0-9,]*\]\]' | sed 1q)" \
    '"matches":[[9,24]]' 'is marked'

is "$(ids '"フォルダー" OR "開く"')" 'long short ' 'one of two phrases'
is "$(ids '"フォルダを開く" OR "ない句"')" 'short ' 'one of them nowhere'
is "$(ids 'フォルダー OR "ない句"')" 'long short wide ' 'or a word'

status 0 '--explain' "$HIKU" --explain フォルダー
is "$(grep -c 'フォルダー as フォルダ ' out)" 2 'says which form matched'
is "$("$HIKU" --json --explain フォルダー | grep -c '"form":"フォルダ"')" 2 \
    'in JSON too'
finish
