#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Archives, compressed files and EPUB, as a user has them.
. "${0%/*}/tap.sh"

# said PATTERN NAME: one line of the last run's standard error has it
said() {
    is "$(grep -c -- "$1" "$dir/err")" 1 "$2"
}

# make FOLDER: the files below, each by the means that users have
make_files() {
    mkdir "$1"
    printf '川の話\n\n川の土手を歩く。\n' >"$1/kawa.txt"
    gzip "$1/kawa.txt"
    mkdir "$dir/yama"
    printf '# 山の話\n\n山で湧き水を飲んだ。\n' >"$dir/yama/yama.md"
    printf '隠す\n' >"$dir/yama/.secret.txt"
    ln -s /etc/passwd "$dir/yama/link.txt"
    tar -C "$dir" -czf "$1/yama.tgz" yama
    python3 - "$1" <<'PY'
import gzip, io, sys, warnings, zipfile

warnings.simplefilter('ignore')
folder = sys.argv[1] + '/'


def zipped(members, flags=0):
    """Names that are bytes are written as they are, and not said to be UTF-8
    but with `flags` 0x800."""
    out, raws = io.BytesIO(), {}
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, text in members:
            data = text.encode() if isinstance(text, str) else text
            if isinstance(name, bytes):
                stand_in = f'{len(raws):0{len(name)}d}'
                raws[stand_in.encode()] = name
                info = zipfile.ZipInfo(stand_in)
                info.create_system = 0
                info.compress_type = zipfile.ZIP_DEFLATED
                z.writestr(info, data)
            else:
                z.writestr(name, data)
    data = out.getvalue()
    for stand_in, name in raws.items():
        at = 0
        while (at := data.find(stand_in, at)) >= 0:
            # Local header: 30 bytes, flags at 6; central: 46, flags at 8.
            local = data[at - 30:at - 26] == b'PK\3\4'
            flag = at - 30 + 7 if local else at - 46 + 9
            data = (data[:flag] + bytes([flags >> 8]) + data[flag + 1:at] +
                    name + data[at + len(name):])
            at += len(name)
    return data


def save(name, data):
    with open(folder + name, 'wb') as f:
        f.write(data)


windows = zipped([('表/ソ能.txt'.encode('cp932'), '窓から空を見る。\n')])
save('windows.zip', windows)
save('flag.zip', zipped([('表/旗.txt'.encode('cp932'), '旗を振る。\n')], 0x800))
save('outer.zip', zipped([
    ('../../up.txt', '上へ行く。\n'), ('/abs.txt', '根から始まる。\n'),
    ('new\nline.txt', '改行の名前。\n'), ('__MACOSX/a.txt', '余計\n'),
    ('inner.zip', windows), ('man.txt.gz', gzip.compress('手引。\n'.encode())),
    ('page.html', '<title>頁</title><p>本文を読む。</p>')]))
save('pic.zip', zipped([('pic.png', b'\x89PNG\r\n\x1a\n\0\0\0\0')]))
save('book.epub', zipped([
    ('mimetype', 'application/epub+zip'),
    ('META-INF/container.xml',
     '<container><rootfile full-path="O/c.opf"/></container>'),
    ('O/c.opf', '<metadata><dc:title>海の本</dc:title>'
     '<dc:creator>山田</dc:creator><dc:date>2019-04-01</dc:date></metadata>'
     '<manifest><item id="a" href="a.xhtml"/></manifest>'
     '<spine><itemref idref="a"/></spine>'),
    ('O/a.xhtml', '<title>一章</title><p>海で<ruby>鯨<rt>くじら</rt></ruby>'
     'に会う。</p>')]))
PY
}

# Those that are broken, or made to break.
make_bad_files() {
    mkdir "$1"
    python3 - "$1" <<'PY'
import gzip, io, sys, tarfile, zipfile

folder = sys.argv[1] + '/'


def save(name, data):
    with open(folder + name, 'wb') as f:
        f.write(data)


def zipped(members, how=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', how) as z:
        for name, data in members:
            z.writestr(name, data)
    return out.getvalue()


save('bomb.txt.gz', gzip.compress(b'a' * (50 << 20)))
save('crc.zip', zipped([('a.txt', '一つ目。\n'), ('b.txt', '二つ目。\n')],
                       zipfile.ZIP_STORED).replace('一つ'.encode(),
                                                   '三つ'.encode(), 1))
save('cut.txt.gz', gzip.compress('川の話\n'.encode())[:-12])
data = '深い所。\n'.encode()
for level in range(10):
    data = zipped([('level%d.txt' % level, '層の話%d。\n' % level),
                   ('n.zip' if level else 'deep.txt', data)])
save('deep.zip', data)
with tarfile.open(folder + 'many.tar.gz', 'w:gz', compresslevel=1,
                  format=tarfile.USTAR_FORMAT) as t:
    first = tarfile.TarInfo('first.txt')
    text = '最初の一つ。\n'.encode()
    first.size = len(text)
    t.addfile(first, io.BytesIO(text))
    # Headers alone, joined here: 100,000 calls would take seconds.
    header = tarfile.TarInfo('e').tobuf(tarfile.USTAR_FORMAT)
    t.fileobj.write(header * 100000)
save('noarchive.zip', '書庫ではない。\n'.encode())
# Encryption is a flag; what it would unpack to does not matter here.
data = bytearray(zipped([('secret.txt', 'no')], zipfile.ZIP_STORED))
data[6] |= 1
data[data.find(b'PK\1\2') + 8] |= 1
save('secret.zip', bytes(data))
PY
}

if "$HIKU_INDEX" add --db "$dir/none" "$0" -n -v --format archive 2>&1 |
    grep -q 'is not built in'; then
    echo '1..0 # SKIP libarchive is not built in'
    exit 0
fi

make_files "$dir/in"
# The user's locale has no say in what is found.
LC_ALL=C status 0 'add' "$HIKU_INDEX" add "$dir/in"
is "$(cat "$dir/out")" '11 new
2 without text: 1 png, 1 zip; hiku-index status --skipped names them' \
    'each member is an article'
is "$("$HIKU" 土手)" "in/kawa.txt.gz:3: 川の話 ¶ 川の土手を歩く。" \
    'a compressed file is the file itself, with its lines'
is "$("$HIKU" --json 湧き水 | grep -c "\"article\":{\"id\":\"$dir/in/yama.tgz/yama/yama.md\"")" \
    1 'the id of a member is path/name'
is "$("$HIKU" --json 空 | grep -c "\"article\":{\"id\":\"$dir/in/windows.zip/表/ソ能.txt\"")" \
    1 'a name from Windows'
is "$("$HIKU" --json 旗 | grep -c '"member":"unnamed-1"')" 1 \
    'a name that is said to be UTF-8 and is not'
is "$("$HIKU" --json 空 |
    grep -c "\"article\":{\"id\":\"$dir/in/outer.zip/inner.zip/表/ソ能.txt\"")" \
    1 'an archive inside an archive'
is "$("$HIKU" --json 手引 | grep -c '"member":"man.txt.gz"')" 1 \
    'a compressed file inside an archive'
is "$("$HIKU" --json 上へ | grep -c '"member":"up.txt"')" 1 'no way up'
is "$("$HIKU" --json 始まる | grep -c '"member":"abs.txt"')" 1 'nor to the root'
is "$("$HIKU" --json 改行 | grep -c '"member":"new\\nline.txt"')" 1 \
    'a line feed in a name'
is "$("$HIKU" --json 本文 | grep -c '"title":"頁"')" 1 \
    'a member has its own format'
is "$("$HIKU" --json 鯨 | grep -c '"title":"海の本 — 一章".*"author":"山田"')" 1 \
    'a chapter of a book'
status 1 'nothing of hidden files' "$HIKU" 隠す
status 1 'nor of what macOS adds' "$HIKU" 余計
status 0 'add again' "$HIKU_INDEX" add "$dir/in"
is "$(sed 1q "$dir/out")" '11 unchanged' \
    'nothing changes'
rm "$dir/in/outer.zip"
status 0 'update' "$HIKU_INDEX" update
is "$(sed 1q "$dir/out")" '5 unchanged, 6 removed' \
    'members go with their archive'

make_bad_files "$dir/bad"
status 1 'add what is broken' "$HIKU_INDEX" add "$dir/bad"
said 'bomb.txt.gz: unpacks to more than 200 times its size' 'a bomb'
said 'crc.zip: a.txt: damaged (ZIP bad CRC' 'a wrong checksum'
said 'cut.txt.gz: damaged (truncated gzip input)' 'a file cut short'
said 'deep.zip: n.zip/n.zip/n.zip/n.zip: containers nested too deep' 'ten levels'
said 'many.tar.gz: more than 100000 members: the rest is left out' \
    '100,001 members'
said 'noarchive.zip: not an archive' 'what only seems one'
is "$(wc -l <"$dir/err")" 6 'a line each'
is "$(tail -n 1 "$dir/out" | sed 's/;.*//')" '1 not read: 1 txt (encrypted)' \
    'an encrypted member is not read'
is "$("$HIKU" --json 二つ目 | grep -c '"member":"b.txt"')" 1 \
    'what is not damaged is there'
is "$("$HIKU" -c 層)" 4 'what is not too deep is there'
is "$("$HIKU" -c 最初)" 1 'those before the last allowed are there'
is "$("$HIKU_INDEX" add --id box --format archive - <"$dir/in/windows.zip")" \
    '1 new' 'from standard input'
is "$("$HIKU" --json 窓 | grep -c '"article":{"id":"box/表/ソ能.txt"')" 1 'and its id'

finish
