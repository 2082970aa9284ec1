#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A PDF may show text by numbers of glyphs alone: a composite font with the
# encoding Identity-H and no ToUnicode map. ISO 32000-1, 9.10.2, says that there
# is then no way to know the text. pdftotext of poppler 22.12 takes these numbers
# for code points of Unicode: the glyphs 66, 12354 and 19968 come out as "B",
# "あ" and "一", whatever they show, with status 0 and no word on standard error.
# What looks like letters then is noise; a caller who expects nothing, or
# U+FFFD, finds neither. Only pdffonts tells such a font, by "no" under "uni".
#
# Seen with: Debian 12, poppler-utils 22.12.0-2+deb12u3 with its libpoppler126.
# Output then:
#	text: status 0, [Bあ一], 0 bytes of messages
#	font: Identity-H, Unicode map: no
set -eu
version=22.12.0-2+deb12u3
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download "poppler-utils=$version" "libpoppler126=$version" >/dev/null
for deb in *.deb; do dpkg-deb -x "$deb" root; done
python3 - <<'PY'
stream = b'BT /F 12 Tf 10 50 Td <004230424e00> Tj ET'
objects = [
    b'<</Type/Catalog/Pages 2 0 R>>',
    b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
    b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R'
    b'/Resources<</Font<</F 5 0 R>>>>>>',
    b'<</Length %d>>\nstream\n%s\nendstream' % (len(stream), stream),
    b'<</Type/Font/Subtype/Type0/BaseFont/Glyphs/Encoding/Identity-H'
    b'/DescendantFonts[6 0 R]>>',
    b'<</Type/Font/Subtype/CIDFontType2/BaseFont/Glyphs/CIDSystemInfo'
    b'<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 7 0 R'
    b'/DW 1000>>',
    b'<</Type/FontDescriptor/FontName/Glyphs/Flags 4'
    b'/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 900/Descent -100'
    b'/CapHeight 700/StemV 80>>',
]
with open('t.pdf', 'wb') as out:
    out.write(b'%PDF-1.5\n')
    at = []
    for number, body in enumerate(objects, 1):
        at.append(out.tell())
        out.write(b'%d 0 obj\n%s\nendobj\n' % (number, body))
    table = out.tell()
    out.write(b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1))
    for offset in at:
        out.write(b'%010d 00000 n \n' % offset)
    out.write(b'trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n'
              % (len(objects) + 1, table))
PY
LD_LIBRARY_PATH=$(dirname "$(find root -name 'libpoppler.so.*' | head -n 1)")
export LD_LIBRARY_PATH
status=0
text=$(root/usr/bin/pdftotext -enc UTF-8 t.pdf - 2>said | tr -d '\n\f') || status=$?
{
    echo "text: status $status, [$text], $(wc -c <said) bytes of messages"
    root/usr/bin/pdffonts t.pdf |
        awk 'NR == 3 { print "font: " $4 ", Unicode map: " $7 }'
} | tee out
diff - out <<'END'
text: status 0, [Bあ一], 0 bytes of messages
font: Identity-H, Unicode map: no
END
