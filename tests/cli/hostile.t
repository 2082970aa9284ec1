#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Queries that nobody types: bounded, told, and never the end of the program.
. "${0%/*}/tap.sh"

mkdir in
printf '川の話\n\n川の土手を歩く。雪が降る。\n' >in/kawa.txt
python3 - <<'END'
# Some words for wildcards.
with open('in/words.txt', 'w', encoding='utf-8') as out:
    for i in range(3000):
        out.write('語x%d 雪。\n' % i)
END
"$HIKU_INDEX" add -q in
export HIKU
cat >ask.py <<'END'
import os, random, subprocess, sys

hiku = os.environ['HIKU']
hangs = int(os.environ['HANGS'])
draw = random.Random(1)
count = failed = 0


def look(name, run, most=2):
    """Ends by itself, with a status of ours and at most a line of words."""
    global count, failed
    count += 1
    words = run.stderr.count(b'\n')
    if (run.returncode not in (0, 1, 2) or words > most or
            (run.returncode == 2 and not words) or b'\x1b' in run.stderr):
        failed += 1
        print(name, run.returncode, run.stderr[:200])
    return run


def ask(name, query, *options, most=2):
    """As an argument where it can be one, and as a line of a batch."""
    if isinstance(query, str):
        query = query.encode()
    if len(query) < 120000 and b'\0' not in query:
        look(name, subprocess.run(
            [hiku.encode(), *options, b'--', query], capture_output=True,
            timeout=hangs), most)
    run = look(name + ', batch', subprocess.run(
        [hiku, '--batch'], capture_output=True, timeout=hangs,
        input=query.replace(b'\n', b' ') + b'\n\xe9\x9b\xaa\n'), most)
    answers = run.stdout.splitlines()
    if len(answers) != 2 or b'"hits":[{' not in answers[1]:
        global failed
        failed += 1
        print(name, 'the next line has no answer', answers[1:])
    return run.stdout


for i in range(60):
    size = draw.choice([1, 2, 5, 30, 300, 5000])
    ask('any bytes %d' % i, draw.randbytes(size))
signs = '()"「」+-|*:~^\\/<>[]{}\'&%　,、。・ー〜'
for i in range(60):
    text = ''.join(draw.choice([draw.choice(signs), draw.choice('雪川土手の話xTag'),
                                ' OR ', ' AND ', 'title:', 'date:', 'path:', ' -'])
                   for _ in range(draw.choice([3, 10, 100, 2000])))
    ask('signs %d' % i, text)
ask('a megabyte', '雪が降る川の土手 ' * 43000)
ask('a megabyte of one letter', 'x' * (1 << 20))
ask('a megabyte of kana', 'あ' * 350000)
ask('a megabyte of bytes', draw.randbytes(1 << 20))
for words in ('a%d', '雪%d', '-a%d', '+a%d', '"雪 a%d"', 'x%d*', 'title:a%d', 'a%d OR'):
    ask('10,000 ' + words, ' '.join(words % i for i in range(10000)))
ask('parentheses', '(' * 10000 + '雪' + ')' * 10000)
ask('open ones', '(' * 10000 + '雪')
ask('closed ones', '雪' + ')' * 10000)
ask('nested', '(雪 ' * 10000 + ')' * 10000)
ask('nested OR', '(雪 OR ' * 5000 + '川' + ')' * 5000)
ask('nested NOT', '-(' * 5000 + '雪' + ')' * 5000)
for query in ('*', '雪*', 'x*', '語*', 'x* 語* 雪*', ' '.join(['x*'] * 1000),
              'x****', '**', '-x*'):
    ask('wildcard ' + query[:20], query)
for date in ('date:99999999999999999999', 'date:-1', 'date:0000-00-00..9999-99-99',
             'date:..', 'date:' + '1' * 1000, 'date:2024-02-31', 'tag:' + 'a' * 5000,
             'path:' + '/' * 5000, 'type:' + 'b' * 300, 'lang:\u202e', 'tag:', 'date:'):
    ask(date[:30], date)
for n in ('99999999999999999999', '18446744073709551615', '4294967296', '0', '-1', ''):
    for option in ('--limit', '--offset', '--max-per-article'):
        look(option + n, subprocess.run([hiku, option, n, '雪'],
                                        capture_output=True, timeout=hangs))
out = ask('escapes', '\x1b]0;x\x07\x1b[31m雪\u202e\x9b31m')
if b'\x1b' in out or b'\x07' in out:
    failed += 1
    print('an escape came back', out[:200])
print(count, 'asked', failed, 'failed')
END
status 0 "queries" python3 ask.py
is "$(sed '$d' out)" '' 'all end well'
is "$(tail -n 1 out | cut -d' ' -f2-)" 'asked 0 failed' 'and say what there is to say'
finish
