# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of faults share: a folder of articles that changes, and an
index of it that is looked at from outside, as a user would.

Each article's title says its version, so `hiku-index list` tells which state
of the folder an index holds, article by article.
"""
import os
import random
import subprocess
import sys
import tempfile

WHO = '灯台守 渡し守 郵便屋 図書館の人 船大工 コンピュータ バイオリン弾き 庭師 汽車の車掌'.split()
WHERE = '岬の先 川の土手 東京都の外れ 京都の町 北海道大学 関西国際空港 山の駅 港の市場'.split()
WHAT = ('雪を眺める 手紙を書き直す 引っ越しの荷を解く Linuxカーネルを調べる 味噌汁を温める '
        '時々昼寝をする 古い地図を探す 三千円を払う 雨宿りをする').split()

QUERIES = '''雪
灯台守
渡し守が雪を眺める
図書館で手紙を書くのは誰ですか
引越
コンピューター ヴァイオリン
国際空港
東京都 -雪
+昼寝 味噌汁
雪 OR 昼寝
(雪 OR 昼寝) 土手
"川の土手で"
土手 -"手紙を書き直す"
土手で「手紙を書き直す」人
Linu*
title:船大工
title:船大工 空港
第2版
type:text の
存在しない言葉の羅列ぬめもよ
3000円'''.split('\n')

HERE = os.path.dirname(os.path.abspath(__file__))
HIKU = os.path.abspath(os.environ.get('HIKU', 'build/hiku'))
HIKU_INDEX = os.path.abspath(os.environ.get('HIKU_INDEX', 'build/hiku-index'))
# What takes longer hangs, in seconds; an emulated machine takes fifty times as
# long as others.
HANGS = 600


class Broken(Exception):
    """What must hold does not."""


def expect(held, *what):
    if not held:
        raise Broken(' '.join(str(w) for w in what))


def environment(**more):
    """Without what the user has set for other uses of hiku."""
    env = {k: v for k, v in os.environ.items()
           if not k.startswith('HIKU') and k not in ('PAGER', 'XDG_DATA_HOME')}
    env.update(LC_ALL='C.UTF-8', TZ='UTC', XDG_CONFIG_HOME='/nonexistent', **more)
    return env


def scratch():
    """A folder of our own, gone when it is."""
    name = os.path.basename(sys.argv[0])
    return tempfile.TemporaryDirectory(prefix=f'hiku-{name}-')


def run(program, *words, env=None, **options):
    """Run a program to its end; what it said is text."""
    return subprocess.run([program, *words], text=True, errors='replace',
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=HANGS,
                          env=env or environment(), **options)


class Folder:
    """Articles on disk. `titles` is what an index of them must list."""

    def __init__(self, path, draw, sentences=40):
        self.path, self.draw, self.sentences = path, draw, sentences
        self.titles = {}
        self.version = 0
        self.count = 0
        os.makedirs(path)

    def write(self, name):
        draw = self.draw
        self.version += 1
        title = f'{draw.choice(WHO)}の話 第{self.version}版'
        lines = [f'{draw.choice(WHERE)}で{draw.choice(WHO)}が{draw.choice(WHAT)}。'
                 for _ in range(draw.randint(1, 2 * self.sentences))]
        with open(f'{self.path}/{name}', 'w', encoding='utf-8') as out:
            out.write(title + '\n\n' + ''.join(
                line + ('\n\n' if i % 7 == 6 else '')
                for i, line in enumerate(lines)) + '\n')
        self.titles[name] = title
        self.stamp(name)

    def stamp(self, name):
        """A new time, of the same day: the date of an article whose bytes
        stay is that of the file it was first read from."""
        self.version += 1
        os.utime(f'{self.path}/{name}', (1714953600 + self.version,) * 2)

    def add(self, count):
        for _ in range(count):
            self.write(f'note-{self.count:05}.txt')
            self.count += 1

    def some(self, count):
        names = sorted(n for n in self.titles if n.endswith('.txt'))
        return self.draw.sample(names, min(count, len(names)))

    def change(self, count):
        for name in self.some(count):
            self.write(name)

    def remove(self, count):
        for name in self.some(count):
            os.remove(f'{self.path}/{name}')
            del self.titles[name]

    def rename(self, count):
        for name in self.some(count):
            new = f'note-{self.count:05}.txt'
            self.count += 1
            os.rename(f'{self.path}/{name}', f'{self.path}/{new}')
            self.titles[new] = self.titles.pop(name)

    def touch(self, count):
        for name in self.some(count):
            self.stamp(name)

    def edit(self):
        """One edit at random."""
        kinds = [self.add, self.change, self.remove, self.rename, self.touch]
        self.draw.choice(kinds)(1)


class Index:
    """An index, by its programs."""

    def __init__(self, db):
        self.db = db

    def index(self, *words, **options):
        return run(HIKU_INDEX, *words, '--db', self.db, **options)

    def do(self, *words):
        """What must succeed."""
        done = self.index(*words)
        expect(done.returncode == 0, words, 'ended with', done.returncode,
               done.stderr)
        return done

    def titles(self):
        """{file name: title} of what is in it; {} where there is none yet."""
        if not os.path.exists(f'{self.db}/hiku-index'):
            return {}
        titles = {}
        for line in self.do('list').stdout.splitlines():
            name, title = line.split('\t')[:2]
            name = os.path.basename(name)
            expect(name not in titles, name, 'is there twice')
            titles[name] = title
        return titles

    def answers(self, queries=QUERIES):
        """A line of JSON for each query, which must be answered."""
        done = subprocess.run(
            [HIKU, '--batch', '--threads', '1', '--db', self.db], text=True,
            input='\n'.join(queries) + '\n', stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, timeout=HANGS, env=environment())
        lines = done.stdout.splitlines()
        expect(done.returncode in (0, 1) and len(lines) == len(queries) and
               '"error":' not in done.stdout, 'no answers:', done.returncode,
               done.stderr, done.stdout[:500])
        return lines

    def check(self):
        """It opens, is whole and answers."""
        if not os.path.exists(f'{self.db}/hiku-index'):
            return
        done = self.index('check')
        expect(done.returncode == 0 and 'no damage' in done.stdout,
               'check says', done.returncode, done.stdout, done.stderr)
        self.answers()

    def left_over(self):
        """Names in its folder that no writer leaves behind in the end. (An
        empty old generation stays until the next run where files that are
        removed while they are open get another name: FUSE, NFS.)"""
        names = sorted(n for n in os.listdir(self.db)
                       if not n.startswith('generation-') or
                       os.listdir(f'{self.db}/{n}'))
        extra = [n for n in names
                 if n.startswith('scratch-') or n.startswith('hiku-index.')]
        generations = [n for n in names if n.startswith('generation-')]
        return extra + generations[:-1]


def same_as_fresh(index, folder, place, queries=QUERIES):
    """Does the index hold and answer what a new one does?"""
    with tempfile.TemporaryDirectory(dir=place) as other:
        fresh = Index(f'{other}/fresh')
        fresh.do('add', '-q', folder.path)
        expect(index.titles() == folder.titles, 'it lists other articles')
        expect(fresh.titles() == folder.titles, 'a fresh one lists others')
        for query, old, new in zip(queries, index.answers(queries),
                                   fresh.answers(queries)):
            at = len(os.path.commonprefix([old, new]))
            expect(old == new, f'"{query}" is answered, before', at, '\n',
                   old[max(0, at - 400):at + 200],
                   '\nand by a fresh index\n', new[max(0, at - 400):at + 200])


def main(name, body, *args):
    """Run a test; what broke goes to standard error, with status 1."""
    try:
        body(*args)
    except Broken as broken:
        print(f'{name}: {broken}', file=sys.stderr)
        sys.exit(1)


def drawing(seed):
    return random.Random(seed)
