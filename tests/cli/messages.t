#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Messages in the user's language: all of them are in the catalogue, programs
# find it, and what programs read never changes.
root=$(cd "${0%/*}/../.." && pwd)
. "${0%/*}/tap.sh"
# Those of the one who runs the tests.
unset LANG LANGUAGE LOCPATH LC_CTYPE LC_MESSAGES

make=${HIKU%/*}/tools/make-manual
catalogue=${HIKU%/*}/locale/ja/LC_MESSAGES/hiku.mo

# ---- The catalogue ----
if command -v xgettext >/dev/null && [ -x "$make" ]; then
    (cd "$root" && tools/messages "$make") >hiku.pot
    # The list has both kinds, from sources and from tables.
    is "$(grep -c -e "^msgid \"cannot open '%s'\"" -e '^msgid "show at most N passages"' \
        hiku.pot)" 2 'messages are found'
    for po in "$root"/po/*.po; do
        msgcmp "$po" hiku.pot >said 2>&1
        is "$(cat said)" '' "${po##*/} has them all; else: make po"
        msgfmt --check --check-format -o /dev/null "$po" >said 2>&1
        is "$(cat said)" '' "${po##*/} is sound"
        msgattrib --only-fuzzy "$po" >said 2>&1
        is "$(cat said)" '' "${po##*/} has nothing that is unsure"
    done
fi
# What is printed at once goes through the catalogue, too.
(cd "$root" && grep -nE '(printf|puts)\(((stderr|stdout|out|sink->out), *)?"[^"]*[a-z]{3} [a-z]{2}' \
    indexer/main.c cli/*.c indexer/commands/*.c query/show/*.c \
    base/opt_help.c | grep -vE '"at least |query/show/html.c') >said
is "$(cat said)" '' 'no English that bypasses it'

# ---- Programs in Japanese ----
# glibc takes any folder below LOCPATH for a locale, so that of C.UTF-8 serves.
messages=/usr/lib/locale/C.utf8/LC_MESSAGES
if ! [ -d "$messages" ] || ! [ -f "$catalogue" ]; then
    finish
    exit
fi
mkdir -p locales/ja_JP.UTF-8
ln -s "$messages" locales/ja_JP.UTF-8/LC_MESSAGES
japanese() { # PROGRAM WORD...
    env -u LC_ALL LOCPATH="$dir/locales" LC_CTYPE=C.UTF-8 \
        LC_MESSAGES=ja_JP.UTF-8 "$@"
}

mkdir in
printf '# 猫\n\n猫が縁側で眠る。\n' >in/neko.md
printf '{"a":\n' >in/a.jsonl
printf 'x\0\1' >in/x.bin
status 1 'add' japanese "$HIKU_INDEX" add in
is "$(head -n 1 out)" '新規 1、失敗 1' 'a summary'
is "$(tail -n 1 out)" '読まなかったもの 1: bin 1（種類の分からないバイナリー）（一覧は `hiku-index status --skipped`）' \
    'what was not read'
err "hiku-index: $dir/in/a.jsonl: 1 行目: JSON ではありません" 'a failure'
status 1 'add' japanese "$HIKU_INDEX" update
status 0 'a failure is known as the same in another language' \
    "$HIKU_INDEX" status
is "$(grep -c "a.jsonl: line 1: not JSON" out)" 1 'an index keeps English'
status 1 'update' "$HIKU_INDEX" update
err '' 'so that it is the same failure'
status 0 'status' japanese "$HIKU_INDEX" status
is "$(grep -c "a.jsonl: 1 行目: JSON ではありません" out)" 1 'and says it in Japanese'

status 0 'help' japanese "$HIKU" --help
is "$(head -n 1 out)" '使い方: hiku [OPTION...] QUERY...' 'the help'
# As wide as the English one: 79 cells, of which Japanese takes two each.
is "$(LC_ALL=C.UTF-8 python3 -c '
import sys, unicodedata
print(max(sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1
              for c in line.rstrip("\n")) for line in sys.stdin) <= 79)' <out)" \
    True 'fits the window'
is "$(grep -o -- '--[a-z][a-z-]*' out | sort -u)" \
    "$("$HIKU" --help | grep -o -- '--[a-z][a-z-]*' | sort -u)" \
    'and has the same options'
"$HIKU_INDEX" --help >english
status 0 'help' japanese "$HIKU_INDEX" --help
is "$(sed -n 's/^  \([a-z]\{3,\}\).*/\1/p' out)" \
    "$(sed -n 's/^  \([a-z]\{3,\}\).*/\1/p' english)" 'the same commands'

status 2 'a wrong option' japanese "$HIKU" --limt 3 猫
err 'hiku: 「--limt」というオプションはありません。「--limit」のことですか' \
    'is named'
status 2 'no index' japanese "$HIKU" --db none 猫
err 'hiku: 索引「none」はありません。`hiku-index --db none add FOLDER` で作れます' \
    'with what to do'
status 2 'a file that is none' japanese "$HIKU_INDEX" --db in/neko.md status
err "hiku-index: 「$dir/in/neko.md」は索引ではありません: フォルダーではありません" 'why'
status 1 'nothing' japanese "$HIKU" -v 象
said '象 は見つかりませんでした' 'is found'

status 0 'a page' japanese "$HIKU" --format=html 猫
is "$(grep -c -e '^<html lang="ja">$' -e '>記事 1 件 · この頁に 1 節<' out)" 2 \
    'is said in Japanese'

# ---- What programs read ----
for how in --json --format=tsv --format=lines --format=vimgrep \
    --format=markdown --count -l --kwic; do
    "$HIKU" "$how" 猫 >english
    status 0 "$how" japanese "$HIKU" "$how" 猫
    result "$(cmp -s english out && echo 0 || echo 1)" "is the same, $how"
done
for how in 'status --json' 'status --skipped --json' list 'list --json' \
    'analyze 猫が眠る' collections; do
    # shellcheck disable=SC2086
    "$HIKU_INDEX" $how >english
    # shellcheck disable=SC2086
    status 0 "$how" japanese "$HIKU_INDEX" $how
    result "$(cmp -s english out && echo 0 || echo 1)" "is the same, $how"
done
printf 'title:\n' | "$HIKU" --batch >english
printf 'title:\n' | japanese "$HIKU" --batch >out
result "$(cmp -s english out && echo 0 || echo 1)" 'a batch is the same'
status 0 'dates and numbers' japanese env LC_NUMERIC=ja_JP.UTF-8 \
    LC_TIME=ja_JP.UTF-8 "$HIKU_INDEX" status
is "$(grep -cE '^更新日時: +[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$' out)" \
    1 'stay as they are'

# ---- Where it is found ----
mkdir -p usr/bin usr/share/locale/ja/LC_MESSAGES
ln -s "$HIKU" usr/bin/linked
cp "$HIKU" usr/bin/hiku
status 2 'a program that is linked' japanese usr/bin/linked
said '問いがありません' 'has the catalogue of its build'
cp "$catalogue" usr/share/locale/ja/LC_MESSAGES
status 2 'a program that was installed anywhere' japanese usr/bin/hiku
said '問いがありません' 'has the one beside it'
status 2 'LANGUAGE' japanese env LANGUAGE=en "$HIKU"
said 'no query given' 'goes first'
status 2 'the C locale' env LOCPATH="$dir/locales" LANG=ja_JP.UTF-8 LC_ALL=C \
    "$HIKU"
said 'no query given' 'is English'
status 2 'a locale that is not installed' env -u LC_ALL LANG=ja_JP.eucJP "$HIKU"
said 'no query given' 'is English'

finish
