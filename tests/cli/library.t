#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# libhiku as it is installed: what it exports, and the examples with it.
root=$(cd "${0%/*}/../.." && pwd)
. "${0%/*}/tap.sh"

build=${HIKU%/*}
[ -f "$build/libhiku.so.1" ] || skip_all 'the library is of plain builds'
for tool in cc c++ pkg-config nm readelf; do
    command -v "$tool" >/dev/null || skip_all "there is no $tool"
done

prefix=/opt/hiku
(cd "$root" && tools/install-library "$build" "$dir/root" "$prefix" \
    "$prefix/lib" 1.2.3) >said 2>&1
is "$(cat said)" '' 'it is installed'
lib=$dir/root$prefix/lib
header=$dir/root$prefix/include/hiku.h

# ---- What it is made of ----
sed -n 's/.*[ *]\(hiku_[a-z_]*\)(.*/\1/p' "$header" | grep -v '^hiku_write_fn$' |
    sort -u >declared
nm -D --defined-only "$lib/libhiku.so.1" >symbols
awk '$2 == "T" { print $3 }' symbols | sort >exported
is "$(sed 's/@@.*//' exported | comm -3 - declared)" '' \
    'it exports what the header declares'
sed -n 's/^		\(hiku_[a-z_]*\);$/\1/p' "$root/lib/hiku.map" | sort >mapped
is "$(comm -3 mapped declared)" '' 'the version map has each of them'
is "$(grep -vc '@@HIKU_1\.' exported)" 0 'with versions'
is "$(grep '^		.*[*?]' "$root/lib/hiku.map")" '		*;' \
    'and no pattern but that of the rest'
is "$(awk '$2 ~ /^[B-SU-Z]$/ { print $3 }' symbols)" \
    '' 'and nothing else'
readelf -d "$lib/libhiku.so" >said
grep -q 'SONAME.*\[libhiku\.so\.1\]' said
result $? 'its name is libhiku.so.1'
nm -g --defined-only "$lib/libhiku.a" 2>/dev/null |
    awk '$2 ~ /^[TDBR]$/ { print $3 }' | sort >exported
is "$(comm -3 exported declared)" '' 'the archive has the same names'
for page in hiku.3 hiku.ja.3; do
    is "$(while read -r name; do
        grep -q "$name" "$root/docs/$page" || echo "$name"
    done <declared)" '' "$page names every function"
    is "$(grep -c '^\.SH\|^\.TP' "$root/docs/$page")" \
        "$(grep -c '^\.SH\|^\.TP' "$root/docs/hiku.3")" "$page is whole"
done

# ---- The header alone ----
cat >alone.c <<'X'
#include <hiku.h>
int main(void)
{
	struct hiku_query_options o = HIKU_QUERY_OPTIONS_INIT;
	struct hiku_open_options p = HIKU_OPEN_OPTIONS_INIT;
	struct hiku_format_options f = HIKU_FORMAT_OPTIONS_INIT;

	return !o.size + !p.size + !f.size;
}
X
cp alone.c alone.cc
strict='-Wall -Wextra -Wpedantic -Wconversion -Werror'
cc -std=c99 $strict -I"${header%/*}" -c alone.c -o alone.o >said 2>&1
is "$(cat said)" '' 'the header is C99'
c++ -std=c++11 $strict -I"${header%/*}" -c alone.cc -o alone.o >said 2>&1
is "$(cat said)" '' 'and C++11'

# ---- The examples ----
export PKG_CONFIG_LIBDIR="$lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$dir/root"
is "$(pkg-config --modversion hiku)" "$("$HIKU" --version |
    sed -n '1s/^hiku \([0-9.]*\).*/\1/p')" 'pkg-config knows it'
printf '%s\n' '{"id": "a", "title": "朝\u001b", "text": "港の朝市で魚を買う。"}' |
    "$HIKU_INDEX" --quiet add --format jsonl - || echo '# not added'
cc $strict "$root/examples/ask.c" $(pkg-config --cflags --libs hiku) -o ask \
    >said 2>&1
is "$(cat said)" '' 'ask.c compiles'
export LD_LIBRARY_PATH="$lib"
status 0 'ask.c asks' ./ask 朝市
out "朝␛${nl}港の[朝市]で魚を買う。" 'title and marks, safe to print'
err '' 'without a word'
status 2 'and fails' ./ask 朝市 "$dir/none"
grep -q "^ask: .*$dir/none" "$dir/err"
result $? 'with a line that names the index'
cc "$root/examples/ask.c" $(pkg-config --cflags hiku) "$lib/libhiku.a" \
    $(pkg-config --static --libs hiku | sed 's/-lhiku//') -o ask-static >said 2>&1
is "$(cat said)" '' 'ask.c links statically'
status 0 'and asks' ./ask-static 朝市
out "朝␛${nl}港の[朝市]で魚を買う。" 'the same'
if command -v python3 >/dev/null; then
    status 0 'hiku.py asks' python3 -B "$root/examples/hiku.py" 朝市
    sed 's/^[0-9.]* //' "$dir/out" >said
    is "$(cat said)" "'a' 朝市" 'and prints what matched'
    PATH=${HIKU_INDEX%/*}:$PATH
    status 0 'add.py adds and asks' python3 -B "$root/examples/add.py" "$dir/new"
    out '2 街灯' 'and finds'
fi

finish
