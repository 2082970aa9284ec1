#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Other programs as readers: the user's table of filters.
. "${0%/*}/tap.sh"
XDG_CONFIG_HOME=$dir/config HOME=$dir/home
export XDG_CONFIG_HOME HOME
mkdir -p "$dir/in" "$dir/config/hiku" "$dir/home/.config/hiku"
table=$dir/config/hiku/filters

# has FILE TEXT NAME: a line of it does
has() {
    is "$(grep -c -- "$2" "$dir/$1")" 1 "$3"
}

printf '川の話\n\n川の土手を歩く。\n' >"$dir/in/a.doc"
printf '# 山の話\n\n山で**湧き水**を飲んだ。\n' >"$dir/in/b.ppt"
printf 'ただの文。\n' >"$dir/in/c.txt"

status 0 'no table' "$HIKU_INDEX" add -v "$dir/in"
has err 'a.doc: no reader; see FILTERS' 'the suffix is passed over'

cat >"$table" <<'T'
# what reads what
doc: cat {}
ppt -> markdown: cat
T
status 0 'a table' "$HIKU_INDEX" update
is "$(cat "$dir/out")" '2 new, 1 unchanged' \
    'what was passed over is read now'
is "$("$HIKU" 土手)" "in/a.doc: 川の話 ¶ 川の土手を歩く。" \
    'found, without a line'
is "$("$HIKU" --json 湧き水 | grep -c '"title":"山の話"')" 1 \
    'what comes out may be Markdown'
is "$("$HIKU_INDEX" list | cut -f 3 | sort | tr '\n' ' ')" 'doc ppt text ' \
    'the type is the suffix'
is "$("$HIKU" type:doc 川 | wc -l)" 1 'and is asked for'
status 0 'again' "$HIKU_INDEX" update
is "$(cat "$dir/out")" '3 unchanged' \
    'nothing changes'

# Passages without lines survive.
before=$("$HIKU" --json 川 山)
status 0 'reindex' "$HIKU_INDEX" reindex -q
is "$("$HIKU" --json 川 山)" "$before" 'answers are the same'
status 0 'check' "$HIKU_INDEX" check

# Failures are the file's.
printf 'doc: sh -c "echo 壊れている >&2; exit 3" {}\nppt: hiku-none {}\n' \
    >"$table"
printf '川の話\n\n川の中州。\n' >"$dir/in/a.doc"
printf 'あ\n' >"$dir/in/d.ppt"
status 1 'commands that fail' "$HIKU_INDEX" update
has err "a.doc: 'sh' failed with status 3: 壊れている" 'its own words are told'
has err "d.ppt: cannot run 'hiku-none'" 'a missing one is told'
is "$("$HIKU" -l 土手)" "in/a.doc" 'the older version stays'
printf 'doc ppt: cat {}\n' >"$table"
status 0 'mended' "$HIKU_INDEX" update
is "$("$HIKU" -l 中州)" "in/a.doc" 'what failed is tried again'

# The output is not text.
printf 'bin: head -c 1000 /dev/zero\n' >"$table"
printf 'x' >"$dir/in/e.bin"
status 0 'zeros' "$HIKU_INDEX" update -v
has err 'e.bin: ' 'are passed over'
is "$("$HIKU_INDEX" list | grep -c e.bin)" 0 'and not indexed'
rm "$dir/in/e.bin"

# It does not inherit the index's descriptors.
printf 'fd: ls -l /proc/self/fd {}\n' >"$table"
printf 'x' >"$dir/in/f.fd"
if [ -d /proc/self/fd ]; then
    status 0 'list descriptors' "$HIKU_INDEX" update
    is "$("$HIKU" --json type:fd null | grep -c 'dev/null')" 1 'it has its own'
    is "$("$HIKU" --json type:fd null | grep -c "$dir/db/")" 0 'and no other'
fi
rm "$dir/in/f.fd"

# --format is stronger than a filter.
printf 'txt: false\n' >"$table"
status 0 'a format by name' "$HIKU_INDEX" --db "$dir/db2" add \
    --format text "$dir/in/c.txt"
status 1 'a filter for a format of ours' "$HIKU_INDEX" --db "$dir/db3" add \
    "$dir/in/c.txt"
has err "c.txt: 'false' failed with status 1" 'goes before it'

# Another command: what it made is made again, and nothing else.
mkdir "$dir/again"
printf '提灯\n' >"$dir/again/a.up"
printf '風鈴\n' >"$dir/again/b.txt"
printf 'up: cat {}\n' >"$table"
(
    HIKU_DB=$dir/db4
    "$HIKU_INDEX" add -q "$dir/again"
    printf 'up: sed s/提灯/団扇/ {}\n' >"$table"
    "$HIKU_INDEX" update
    "$HIKU" -c 団扇
    "$HIKU" -c 提灯
    "$HIKU_INDEX" update
) >"$dir/out" 2>"$dir/err"
is "$(cat "$dir/out")" "1 changed, 1 unchanged
1
0
2 unchanged" 'another command'

# Files inside others: only for commands that say so.
mkdir "$dir/inside" "$dir/pack"
printf '\0\1\2\3\0\0\0\0提灯の声。\n' >"$dir/pack/a.jtd"
cat >"$dir/inside/m.eml" <<'M'
From: a@example.jp
Subject: x
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: application/octet-stream
Content-Disposition: attachment; filename="../../x y.jtd"
Content-Transfer-Encoding: base64

AAECAwAAAADpoqjpiLTjga7lo7DjgIIK
--b--
M
printf 'jtd: tr -d "\\000-\\003"\n' >"$table"
members=1
"$HIKU_INDEX" --version | grep -q 'not built in:.* archive ' || {
    (cd "$dir/pack" && python3 -m zipfile -c ../inside/p.zip a.jtd)
    members=2
}
status 0 'a mail and an archive' "$HIKU_INDEX" --db "$dir/db5" add "$dir/inside"
is "$(sed -n '2s/;.*//p' "$dir/out")" \
    "$members not read: $members jtd (filters are off inside archives and mail)" \
    'what is in them is not for filters'
printf 'jtd @inside -> text: sh -c "echo {} >>%s/ran; tr -d \\\\\\\\000-\\\\\\\\003 <{}"\n' \
    "$dir" >"$table"
status 0 'but for one that takes it' "$HIKU_INDEX" --db "$dir/db5" update
is "$("$HIKU" --db "$dir/db5" --count type:jtd 声)" $members 'it is read'
is "$(grep -c -v '^/[^ ]*/hiku-[A-Za-z0-9]*/member.jtd$' "$dir/ran")" 0 \
    'under a name of ours'
is "$(sed 's|/member.jtd||' "$dir/ran" | xargs ls -d 2>/dev/null)" '' \
    'which is gone'
status 0 'once more' "$HIKU_INDEX" --db "$dir/db5" update
is "$(wc -l <"$dir/ran" | tr -d ' ')" $members 'each was read once'

# Who may write the table may run commands.
chmod g+w "$table"
case $(getent group "$(id -gn)" | cut -d: -f 1,4) in
"$(id -un):")
    status 0 'a table that the group of the user alone can write' "$HIKU_INDEX" update
    ;;
*)
    status 2 'a table that others can write' "$HIKU_INDEX" update
    has err "filters': it can be written by others" 'is refused'
    ;;
esac
# Where the tests run as root, it can be that of others.
if [ "$(id -u)" = 0 ] && chgrp 65534 "$table"; then
    status 2 'a table that a group can write' "$HIKU_INDEX" update
    has err "filters': it can be written by others" 'is refused'
    chgrp 0 "$table"
fi
chmod g-w "$table"
chmod o+w "$dir/config/hiku"
status 2 'and one in a folder of theirs' "$HIKU_INDEX" update
chmod o-w "$dir/config/hiku"
echo 'doc cat' >"$table"
status 2 'an invalid line' "$HIKU_INDEX" update
has err "filters: line 1: not of the form 'SUFFIX: COMMAND'" 'is named'
is "$(wc -l <"$dir/err")" 1 'in one line'
rm "$table"

# Where the table is, and where it is not.
echo 'txt: false' >"$dir/in/filters"
mkdir -p "$dir/in/hiku" "$dir/in/.config/hiku"
cp "$dir/in/filters" "$dir/in/hiku/filters"
cp "$dir/in/filters" "$dir/in/.config/hiku/filters"
cp "$dir/in/filters" "$dir/db/filters"
touch "$dir/in/c.txt"
(cd "$dir/in" && "$HIKU_INDEX" add . >"$dir/out" 2>"$dir/err")
is $? 0 'none from the folder or the index'
XDG_CONFIG_HOME=in
(cd "$dir" && touch in/c.txt && "$HIKU_INDEX" add in >"$dir/out" 2>"$dir/err")
is $? 0 'none from a relative path'
echo 'txt: false' >"$dir/home/.config/hiku/filters"
printf 'ほかの文。\n' >"$dir/in/c.txt"
status 1 'the home folder serves' "$HIKU_INDEX" update
finish
