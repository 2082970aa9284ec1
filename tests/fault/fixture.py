# SPDX-License-Identifier: GPL-2.0-or-later
"""What the fault tests share: articles, the programs, what an index holds.

Nothing here measures time, but for knowing how long a run may be disturbed.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

HIKU = os.path.abspath(os.environ.get("HIKU", "build/hiku"))
HIKU_INDEX = os.path.abspath(os.environ.get("HIKU_INDEX", "build/hiku-index"))
LIMIT = 300  # seconds: what takes longer hangs

THINGS = ("港 駅 畑 橋 寺 市場 灯台 学校 工場 水田 図書館 電車 料理 音楽 病院 写真 祭り "
          "引っ越し 味噌汁 国際空港 コンピュータ").split()
DEEDS = "を見た に行った が好きだ で待つ について書く を探す を忘れた の話を聞いた".split()
QUERIES = ("図書館で待つ", "国際空港", "\"市場を探す\"", "味噌汁 -寺", "初版", "再版",
           "title:灯台", "コンピューター", "引越")


def article(number, word, size):
    """About `size` bytes of Japanese, always the same, with `word` in it."""
    draw = random.Random(number)
    thing = draw.choice(THINGS)
    parts = ["%sの%d番\n\n" % (thing, number)]
    length = len(parts[0].encode())
    while length < size:
        line = "".join(draw.choice(THINGS) + "の" + draw.choice(THINGS) + draw.choice(DEEDS) +
                       "。" for _ in range(6))
        parts.append(line + "これは" + word + "である。\n\n")
        length += len(parts[-1].encode())
    return "".join(parts)


def write(folder, numbers, word, size):
    os.makedirs(folder, exist_ok=True)
    for number in numbers:
        with open("%s/%05d.txt" % (folder, number), "w", encoding="utf-8") as out:
            out.write(article(number, word, size))


def write_lines(path, numbers, word, size):
    """The same as JSON Lines."""
    with open(path, "w", encoding="utf-8") as out:
        for number in numbers:
            text = article(number, word, size)
            line = {"id": "a%05d" % number, "title": text.split("\n")[0], "text": text}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


class Fault(Exception):
    """What must not be."""


def run(*words, **more):
    """A program's run; what dies of a signal or never ends is a fault."""
    try:
        done = subprocess.run(words, stdin=more.pop("stdin", subprocess.DEVNULL),
                              capture_output=True, timeout=LIMIT, check=False, **more)
    except subprocess.TimeoutExpired:
        raise Fault("hangs: %s" % (words,)) from None
    if done.returncode < 0 or done.returncode > 2:
        raise Fault("ends with %d: %s: %s" % (done.returncode, words, last(done.stderr)))
    return done


def last(text):
    return text[-400:].decode(errors="replace")


def index(db, *words, allow=(0,)):
    """A run of hiku-index that must end with one of the statuses."""
    done = run(HIKU_INDEX, words[0], "--db", db, *words[1:])
    if done.returncode not in allow:
        raise Fault("hiku-index %s: status %d: %s" %
                    (" ".join(words), done.returncode, last(done.stderr)))
    return done


def answers(db):
    """What hiku says to the queries, with scores; ties are in order of ids."""
    ask = "".join(json.dumps({"query": query}, ensure_ascii=False) + "\n" for query in QUERIES)
    done = run(HIKU, "--db", db, "--json", "--batch", "-n", "40", input=ask.encode(),
               stdin=None)
    if done.returncode == 2:
        raise Fault("hiku: %s" % last(done.stderr))
    return done.stdout


def holds(db):
    """All that an index holds, as text to compare: "" where there is nothing in it."""
    if not os.path.exists(db + "/hiku-index"):
        done = run(HIKU, "--db", db, "港")
        if done.returncode != 2 or done.stderr.count(b"\n") != 1:
            raise Fault("no index, and hiku says: %s" % last(done.stderr))
        return b""
    listed = index(db, "list", "--json").stdout
    said = answers(db)
    return b"".join(sorted(listed.splitlines(True))) + said if listed else b""


def articles(held):
    """The articles in what holds() gave."""
    return {line for line in held.splitlines() if line.startswith(b'{"id":')}


def sound(db):
    if os.path.exists(db + "/hiku-index"):
        index(db, "check")


def tidy(db):
    """What a writer leaves: one generation and nothing that it built with."""
    names = sorted(os.listdir(db))
    odd = [name for name in names if name.startswith("scratch-") or ".new" in name or
           name.startswith("hiku-index.")]
    many = [name for name in names if name.startswith("generation-")]
    if odd or len(many) > 1:
        raise Fault("left over: %s" % " ".join(names))


def copy(source, to):
    shutil.rmtree(to, ignore_errors=True)
    if source:
        shutil.copytree(source, to, symlinks=True)


def seconds(*words):
    start = time.monotonic()
    done = run(*words)
    if done.returncode:
        raise Fault("%s: %s" % (words, last(done.stderr)))
    return time.monotonic() - start


def place():
    """A folder to work in, removed unless something was found."""
    return tempfile.mkdtemp(prefix="hiku-fault-")


def finish(folder, faults, said):
    """Say what came of it; end the program."""
    for fault in faults[:20]:
        print("fault: %s" % fault)
    print(said)
    if faults:
        print("%d faults; what there was is in %s" % (len(faults), folder))
    else:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if faults else 0)
