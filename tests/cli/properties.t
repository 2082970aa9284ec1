#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What holds of every word that has more than one spelling: each finds all, its
# own first, and what is marked is the word and nothing else.
table=$(cd "${0%/*}/../../text" && pwd)/variants.txt
. "${0%/*}/tap.sh"

cat >look.py <<'END'
import json, os, random, subprocess, sys

hiku, hiku_index = os.environ['HIKU'], os.environ['HIKU_INDEX']
draw = random.Random(int(sys.argv[2]))
before, behind = '机の上に「', '」とだけ書いた紙がある。'


def nouns(words, before='', behind=''):
    """Those that stand as one noun there."""
    out = subprocess.run([hiku_index, 'analyze', '--json'] +
                         [before + w + behind for w in words],
                         capture_output=True, text=True, check=True).stdout
    tokens = [json.loads(line) for line in out.splitlines()]
    spans = {(t['begin'], t['end']) for t in tokens
             if t['kind'] == 'word' and t['class'] == 'noun'}
    whole, at = set(), 0
    for w in words:
        begin = at + len(before.encode())
        end = begin + len(w.encode())
        if (begin, end) in spans:
            whole.add(w)
        at = end + len(behind.encode()) + 1
    return whole


with open(sys.argv[1], encoding='utf-8') as f:
    groups = [line.split() for line in f if line[0] != '#']
groups = draw.sample(groups, 250)
# MeCab has them whole in the text; by themselves it may cut them.
known = nouns([w for g in groups for w in g], before, behind)
groups = [[w for w in g if w in known] for g in groups]
groups = [g for g in groups if len(g) > 1]
groups = [g for g in groups if len(g) > 1]
with open('d.jsonl', 'w', encoding='utf-8') as out:
    for g in groups:
        for w in g:
            out.write(json.dumps({'id': w, 'text': before + w + behind}) + '\n')
subprocess.run([hiku_index, 'add', '-q', 'd.jsonl'], check=True)
words = [w for g in groups for w in g]
done = subprocess.run([hiku, '--batch', '--all', '--limit', '100'],
                      input=''.join(w + '\n' for w in words), text=True,
                      capture_output=True, check=True)
count = 0
for word, group, line in zip(words, [g for g in groups for _ in g],
                             done.stdout.splitlines()):
    hits = {h['article']['id']: h for h in json.loads(line)['hits']}
    count += 1
    missed = [w for w in group if w not in hits]
    if missed:
        print(word, 'does not find', *missed)
    if next(iter(hits), None) != word:
        print(word, 'finds first', next(iter(hits), None))
    begin = len(before.encode())
    for w in group:
        marks = hits[w]['passage']['matches'] if w in hits else None
        if marks is not None and marks != [[begin, begin + len(w.encode())]]:
            print(word, 'marks in', w, marks)
print(count, 'words')
END
export HIKU HIKU_INDEX
status 0 'spellings' python3 look.py "$table" 1
is "$(sed '$d' out)" '' 'each finds all, first its own, and marks it'
is "$(tail -n 1 out | awk '{ print ($1 > 150) }')" 1 'many were asked'
finish
