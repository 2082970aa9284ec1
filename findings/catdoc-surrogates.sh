#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# xls2csv of catdoc 0.95, asked for UTF-8, writes a kanji outside the Basic
# Multilingual Plane (U+20B9F 𠮟, a jōyō kanji since 2010) as its two UTF-16
# surrogates of three bytes each. That is CESU-8 and not UTF-8: a reader that
# checks its input refuses the file, or has six replacement characters in place
# of one letter. Kanji of the plane (U+9AD9) come out right, so a short trial
# shows nothing. BIFF8 holds UTF-16, so the pair is valid input.
#
# Seen with: Debian 12, catdoc 1:0.95-6~deb12u1, python3-xlwt 1.3.0-4. Output
# then:
#	9ad9: e9ab99
#	20b9f: eda182edbe9f
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download 'catdoc=1:0.95-6~deb12u1' python3-xlwt=1.3.0-4 >/dev/null
for deb in *.deb; do dpkg-deb -x "$deb" root; done
# The program looks for its tables in /usr/share otherwise.
printf 'charset_path=%s\nmap_path=%s\n' "$dir/root/usr/share/catdoc" \
    "$dir/root/usr/share/catdoc" >.catdocrc
for code in 9ad9 20b9f; do
    PYTHONPATH=root/usr/lib/python3/dist-packages python3 -c '
import sys, xlwt
book = xlwt.Workbook()
book.add_sheet("s").write(0, 0, chr(int(sys.argv[1], 16)))
book.save("a.xls")' $code
    printf '%s: ' $code
    HOME=$dir root/usr/bin/xls2csv -q0 -d utf-8 a.xls |
        tr -d '\n\f' | od -An -tx1 | tr -d ' '
done | tee out
diff - out <<'END'
9ad9: e9ab99
20b9f: eda182edbe9f
END
