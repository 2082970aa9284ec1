#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Mail as it comes: HTML alone, in old encodings, in a Maildir.
. "${0%/*}/tap.sh"

mkdir -p in/box/cur in/box/new in/box/tmp
python3 - <<'END'
import base64, email.message, email.policy

m = email.message.EmailMessage(policy=email.policy.SMTP)
m['Subject'] = '岬の見学のご案内'
m['From'] = '灯台の会 <todai@example.jp>'
m['Date'] = 'Tue, 05 Mar 2024 10:00:00 +0900'
m.add_alternative(
    '<html><head><title>案内</title><style>p{}</style></head><body><h1>見学の日</h1>'
    '<p><ruby>岬<rt>みさき</rt></ruby>の先まで<b>歩</b>きます。</p>'
    '<p>雨の日は&#x4E2D;止です。</p></body></html>',
    subtype='html', charset='utf-8', cte='base64')
with open('in/html.eml', 'wb') as f:
    f.write(bytes(m))
subject = base64.b64encode('鯨の声'.encode('iso-2022-jp')).decode()
with open('in/jis.eml', 'wb') as f:
    f.write(('Subject: =?ISO-2022-JP?B?%s?=\r\nFrom: a@example.jp\r\n'
             'Date: Tue, 05 Mar 2024 10:00:00 +0900\r\n'
             'Content-Type: text/html; charset=iso-2022-jp\r\n\r\n' % subject).encode())
    f.write('<p>朝になった。</p>\r\n<p>沖で<b>鯨</b>の声を聞いた。</p>\r\n'.encode('iso-2022-jp'))
for name, text in (('cur/1:2,S', '桜が咲いた。'), ('new/2', '桜が散った。'),
                   ('tmp/3', '桜がまだ途中')):
    with open('in/box/' + name, 'w', encoding='utf-8') as f:
        f.write('Subject: x\nFrom: a@example.jp\nDate: Tue, 05 Mar 2024 10:00:00 +0900\n'
                'Content-Type: text/plain; charset=utf-8\n\n' + text + '\n')
END
status 0 'mail of all kinds' "$HIKU_INDEX" add -v in
summary 4 0 0 0 0 'all but what is on its way'
said 'in/box/tmp: mail that is being delivered' 'which is told'
# Where the part begins; Python's boundaries, and so folds, are of two lengths.
line=$(grep -n '^Content-Type: text/html' in/html.eml | cut -d: -f1)
is "$("$HIKU" 歩く)" "in/html.eml:$line: 見学の日 ¶ 岬の先まで歩きます。 ¶ 雨の日は中止です。" \
    'HTML alone: words whole, readings and styles left out'
is "$("$HIKU" 鯨)" 'in/jis.eml:7: 朝になった。 ¶ 沖で鯨の声を聞いた。' \
    'in the encoding that it names, at its line'
is "$("$HIKU" -c 桜)" 2 'of a Maildir what was delivered'
is "$("$HIKU_INDEX" list | cut -f2 | sort | tr '\n' ' ')" \
    'x x 岬の見学のご案内 鯨の声 ' 'subjects'
finish
