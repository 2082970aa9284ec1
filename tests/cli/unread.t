#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What was not read is told, and stays known: the last line of add and update,
# status and status --skipped. Failures are told once.
. "${0%/*}/tap.sh"

mkdir -p in/deep pack
printf '橋の話\n\n橋を架ける。\n' >in/hashi.txt
printf '\0\1\2\3' >in/report.doc
cp in/report.doc in/deep/OLD.DOC
cp in/report.doc in/ichitaro.jtd
cp in/report.doc in/strange
cp in/report.doc in/photo.png
: >in/nothing.txt
printf 'x' >in/.hidden.doc
cp in/hashi.txt pack/kishi.txt
cp in/report.doc pack/table.xls
cp in/photo.png pack/photo.png
cat >in/tegami.eml <<'M'
From: a@example.jp
Subject: =?UTF-8?B?5qmL44Gu5Zuz6Z2i?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=UTF-8

図面を送ります。
--b
Content-Type: application/msword
Content-Disposition: attachment; filename=zumen.doc
Content-Transfer-Encoding: base64

AAECAw==
--b
Content-Type: application/octet-stream
Content-Disposition: attachment; filename=memo.txt
Content-Transfer-Encoding: base64

5qyE5bmy44Gu6auY44GV44CC
--b--
M
archive=7
if "$HIKU_INDEX" --version | grep -q 'not built in:.* archive '; then archive=; fi
[ -z "$archive" ] ||
    (cd pack && python3 -m zipfile -c ../in/pack.zip kishi.txt table.xls photo.png)

line='6 not read: 3 doc, 1 jtd, 1 xls (no reader); 1 without suffix (binary); '
line=$line'3 without text: 2 png, 1 txt; hiku-index status --skipped names them'
status 0 'add' "$HIKU_INDEX" add in
is "$(sed -n 2p out)" "$line" 'one line says what was not read'
is "$(cat err)" '' 'and that is all'
is "$(finds 欄干)" in/tegami.eml 'text that a mail calls bytes is read'
status 0 'update' "$HIKU_INDEX" update
is "$(sed -n 2p out)" "$line" 'says the same, though nothing was looked at'
status 0 'update' "$HIKU_INDEX" update -v
said 'in/ichitaro.jtd: no reader; see FILTERS' '--verbose names them'
said 'in/tegami.eml: zumen.doc: no reader' 'also inside a mail'
status 0 'update' "$HIKU_INDEX" update -q
is "$(cat out err)" '' 'quietly'
status 0 'status' "$HIKU_INDEX" status
is "$(tail -n 1 out)" "$line" 'status says it, too'
is "$(sed -n 's/^files: *//p' out)" '3 indexed, 6 skipped, 0 failed' \
    'and counts the files'
is "$(sed -n 's/^formats: *//p' out)" '3 text, 1 mail' 'and the formats'
reader='no reader; see FILTERS in hiku-index(1)'
status 0 'status --skipped' "$HIKU_INDEX" status --skipped
is "$(sed "s|^$dir/in/||" out)" "deep/OLD.DOC: $reader
ichitaro.jtd: $reader
nothing.txt: empty
pack.zip/photo.png: not text
pack.zip/table.xls: $reader
photo.png: not text
report.doc: $reader
strange: binary, of no known kind
tegami.eml/zumen.doc: $reader" 'names each, and why'
status 0 'as JSON' "$HIKU_INDEX" status --skipped --json
is "$(grep -c '"member":"table.xls","reason":"no reader;' out)" 1 'each'
status 0 'as JSON' "$HIKU_INDEX" status --json
is "$(jq -r '[.indexed, .skipped, .types.text, .writer // "none"] | join(" ")' \
    <out)" '3 6 3 none' 'all of it'

# ---- What comes, changes and goes ----
rm in/deep/OLD.DOC in/pack.zip
cp in/hashi.txt in/strange
sed -i '/zumen.doc/s/zumen.doc/zumen.pages/' in/tegami.eml
status 0 'update' "$HIKU_INDEX" update
is "$(sed -n 2p out)" "3 not read: 1 doc, 1 jtd, 1 pages (no reader); \
2 without text: 1 png, 1 txt; hiku-index status --skipped names them" \
    'the line follows'
status 0 'reindex' "$HIKU_INDEX" reindex -q
is "$("$HIKU_INDEX" status --skipped | grep -c 'tegami.eml/zumen.pages')" 1 \
    'a rebuilt index still knows'
status 0 'another index' "$HIKU_INDEX" --db "my index" add in/ichitaro.jtd
is "$(cat out)" "nothing to do
1 not read: 1 jtd (no reader); \
hiku-index --db 'my index' status --skipped names them" \
    'the command can be pasted'
"$HIKU_INDEX" remove -q in/tegami.eml
is "$("$HIKU_INDEX" status --skipped | grep -c tegami)" 0 'removed, forgotten'

# ---- Failures are told once ----
rm -rf db in/*
printf '橋の話\n\n橋を架ける。\n' >in/hashi.txt
printf '{"id":1}\nbroken\n' >in/bad.jsonl
status 1 'a file that fails' "$HIKU_INDEX" add in
lines 2 'each record is named'
status 1 'from cron' "$HIKU_INDEX" update -q
is "$(cat out err)" '' 'not again'
status 1 'update' "$HIKU_INDEX" update
out '1 unchanged, 2 failed (2 as before)' 'though it is counted'
status 1 'with --verbose' "$HIKU_INDEX" update -v
is "$(grep -c bad.jsonl err)" 2 'it is named'
printf '{"id":1}\nbroken, too\n' >in/bad.jsonl
status 1 'changed, and still broken' "$HIKU_INDEX" update -q
lines 2 'is told'
mv in moved
status 1 'what was added is gone' "$HIKU_INDEX" update -q
said 'can no longer be read' 'that is told'
status 1 'and again' "$HIKU_INDEX" update -q
is "$(cat out err)" '' 'once'
status 0 'status' "$HIKU_INDEX" status
is "$(grep -c "^  $dir/in: can no longer be read" out)" 1 'knows it'
mv moved in
rm in/bad.jsonl
status 0 'back again' "$HIKU_INDEX" update
is "$("$HIKU_INDEX" status | grep -c 'no longer')" 0 'and all is well'

# ---- A window that is closed ----
# The shell and the kernel send a SIGHUP each, at about the same time. What runs
# these tests may have it ignored, which would hold for what is added, too.
mkdir -p hup config/hiku
printf '渡し場\n\n渡し舟が着く。\n' >hup/a.txt
printf 'x' >hup/b.slow
printf 'slow: sh -c ": >%s/started; exec sleep 600"\n' "$dir" >config/hiku/filters
XDG_CONFIG_HOME=$dir/config perl -e '$SIG{HUP} = "DEFAULT"; exec @ARGV' \
    "$HIKU_INDEX" --db closed add hup >out 2>err &
running=$!
comes [ -e started ]
"$HIKU_INDEX" --db closed status >out2
is "$(sed -n 's/^writer: *process \([0-9]*\) .*/\1/p' out2)" "$running" \
    'status says who is writing'
kill -s HUP $running
kill -s HUP $running 2>/dev/null
wait $running
is "$?$(cat out)" '11 new' 'two signals are one: what was done is kept'
is "$("$HIKU" --db closed --count 渡し舟)" 1 'and found'

# ---- Nothing to add ----
status 2 'a name that is typed wrongly' "$HIKU_INDEX" --db none add nosuch
said 'nosuch: ' 'is named'
is "$(ls -d none 2>/dev/null)" '' 'and makes no index'
finish
