#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# poppler 22.12 without poppler-data, which Debian only recommends: a PDF whose
# Japanese font names one of Adobe's character maps (here 90ms-RKSJ-H) and is
# not embedded loses all that is set in it, the rest of the line closes up, and
# the exit status is 0. What is told is a "Syntax Error", though the file has
# none. pdffonts leaves the font out of its list, so that it cannot be used to
# find such files either. Who wants to know has to read standard error for
# "Missing language pack".
#
# Seen with: Debian 12, poppler-utils 22.12.0-2+deb12u3 with its libpoppler126,
# poppler-data 0.4.12-1. Run as root, to hide the maps that are installed.
# Output then:
#	without: status 0, beforebehind
#	fonts: status 0, Helvetica
#	with: status 0, before日本語behind
set -eu
version=22.12.0-2+deb12u3
dir=$(mktemp -d)
trap 'rm -rf "$dir"; rmdir /usr/share/poppler 2>/dev/null || :' EXIT
cd "$dir"
apt-get -q download "poppler-utils=$version" "libpoppler126=$version" \
    poppler-data=0.4.12-1 >/dev/null
for deb in *.deb; do dpkg-deb -x "$deb" root; done
python3 - <<'PY'
stream = (b'BT /G 12 Tf 10 50 Td (before) Tj /F 12 Tf <93fa967b8cea> Tj '
          b'/G 12 Tf (behind) Tj ET')
objects = [
    b'<</Type/Catalog/Pages 2 0 R>>',
    b'<</Type/Pages/Kids[3 0 R]/Count 1>>',
    b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R'
    b'/Resources<</Font<</F 5 0 R/G 8 0 R>>>>>>',
    b'<</Length %d>>\nstream\n%s\nendstream' % (len(stream), stream),
    b'<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/90ms-RKSJ-H'
    b'/DescendantFonts[6 0 R]>>',
    b'<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo'
    b'<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/FontDescriptor 7 0 R>>',
    b'<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 4'
    b'/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 900/Descent -100'
    b'/CapHeight 900/StemV 80>>',
    b'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>']
out, places = b'%PDF-1.4\n', []
for number, body in enumerate(objects, 1):
    places.append(len(out))
    out += b'%d 0 obj\n%s\nendobj\n' % (number, body)
end = len(out)
out += b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1)
out += b''.join(b'%010d 00000 n \n' % place for place in places)
out += b'trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n' % (
    len(objects) + 1, end)
open('a.pdf', 'wb').write(out)
PY
lib=$PWD/$(dirname "$(find root -name 'libpoppler.so.126')")
mkdir -p /usr/share/poppler
# said NAME FOLDER COMMAND...: status and output, with FOLDER as the maps.
said() {
    name=$1 maps=$2
    shift 2
    status=0
    # shellcheck disable=SC2016
    LD_LIBRARY_PATH=$lib unshare --mount sh -c '
        mount --bind "$1" /usr/share/poppler; shift; exec "$@"' sh "$maps" \
        "$@" >words 2>errors || status=$?
    echo "$name: status $status, $(tr -d '\n\f' <words)"
}
mkdir none
{
    said without none root/usr/bin/pdftotext a.pdf -
    grep -q 'Missing language pack' errors
    said fonts none root/usr/bin/pdffonts a.pdf |
        sed 's/name .*---------  *\|name *type.*ID[- ]*//; s/ *Type 1.*//'
    said with root/usr/share/poppler root/usr/bin/pdftotext a.pdf -
} | tee out
diff - out <<'END'
without: status 0, beforebehind
fonts: status 0, Helvetica
with: status 0, before日本語behind
END
