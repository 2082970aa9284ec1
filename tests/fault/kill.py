# SPDX-License-Identifier: GPL-2.0-or-later
"""Kill writers at random moments; nothing may be lost, half or in the way.

    kill.py [-n KILLS] [-s SEED] [KIND...]

Each kind of run begins with a copy of the same index. After the kill the index
holds, to the letter of all answers, what it held before or what the run is to
make of it (or, where a run commits on the way, articles of these); `check`
finds nothing; and the same run once more makes the rest, cleans up, and gives
what an index made afresh gives.
"""

import argparse
import collections
import os
import random
import signal
import subprocess
import time

import fixture as fx


class Kind:
    """A run to be killed: `words`, in an index like the one in `base`."""

    def __init__(self, name, base, words):
        self.name, self.base, self.words = name, base, words
        self.before = self.after = b""
        self.takes = 0.0
        self.commits = False  # also on the way


ALL = ("bulk", "add", "update", "remove", "compact", "reindex", "replace")


def make_kinds(at, wanted):
    """All kinds, with the folders and indexes they begin with."""
    few, many, much = at + "/few", at + "/many", at + "/much.jsonl"
    fx.write(few, range(0, 40), "初版", 3000)
    fx.write(many, range(100, 600), "初版", 3000)
    old = at + "/old"
    fx.index(old, "add", few)
    # In `fuller`, what stands in few/ has changed since.
    changing, fuller = at + "/changing", at + "/fuller"
    fx.write(changing, range(0, 60), "初版", 3000)
    fx.copy(old, fuller)
    fx.index(fuller, "add", changing)
    fx.write(changing, range(10, 30), "再版", 3500)
    fx.write(changing, range(60, 75), "再版", 3000)
    for number in range(30, 50):
        os.remove("%s/%05d.txt" % (changing, number))
    # A bulk load into an index that is there; some replace what is there.
    into = at + "/into"
    fx.write_lines(much, range(0, 40), "初版", 3000)
    kinds = [
        Kind("bulk", None, ["add", many]),
        Kind("add", old, ["add", changing]),
        Kind("update", fuller, ["update"]),
        Kind("remove", fuller, ["remove", changing]),
        Kind("compact", fuller, ["compact"]),
        Kind("reindex", fuller, ["reindex", "-q"]),
    ]
    if "replace" in wanted:
        fx.index(into, "add", much)
        fx.write_lines(much, range(20, 4500), "再版", 3000)
        kinds.append(Kind("replace", into, ["add", much]))
        kinds[-1].commits = True
    return [kind for kind in kinds if kind.name in wanted]


def measure(kind, db):
    """What it holds before and after, and how long it takes."""
    fx.copy(kind.base, db)
    kind.before = fx.holds(db)
    kind.takes = fx.seconds(fx.HIKU_INDEX, kind.words[0], "--db", db, *kind.words[1:])
    kind.after = fx.holds(db)
    fx.tidy(db)


def afresh(kind, at):
    """The end of a run holds what an index holds that never was another."""
    sources = {"bulk": ["many"], "add": ["few", "changing"], "update": ["few", "changing"],
               "remove": ["few"], "replace": ["much.jsonl"]}.get(kind.name)
    if not sources:
        if kind.after != kind.before:
            raise fx.Fault("%s changes answers" % kind.name)
        return
    db = at + "/afresh"
    fx.copy(None, db)
    fx.index(db, "add", *["%s/%s" % (at, source) for source in sources])
    if fx.holds(db) != kind.after:
        raise fx.Fault("%s is not what an index made afresh is" % kind.name)


def kill_once(kind, db, moment):
    """What the kill left of the run's work."""
    fx.copy(kind.base, db)
    child = subprocess.Popen([fx.HIKU_INDEX, kind.words[0], "--db", db, *kind.words[1:]],
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    time.sleep(moment)
    child.kill()
    ended = child.wait()
    if ended not in (0, -signal.SIGKILL):
        raise fx.Fault("status %d without a kill" % ended)
    fx.sound(db)
    held = fx.holds(db)
    left = "over" if ended == 0 else "all" if held == kind.after else "nothing"
    if held != kind.after and (ended == 0 or held != kind.before):
        left = "part"
        if ended == 0 or not kind.commits or not fx.articles(held) <= (
                fx.articles(kind.before) | fx.articles(kind.after)):
            raise fx.Fault("neither what was before nor what is after")
    again = (0, 1) if kind.name == "remove" else (0,)  # 1: nothing left to remove
    fx.index(db, *kind.words, allow=again)
    fx.tidy(db)
    fx.sound(db)
    if fx.holds(db) != kind.after:
        raise fx.Fault("the next run does not finish the work")
    return left


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-n", type=int, default=300)
    parser.add_argument("-s", type=int, default=1)
    parser.add_argument("kinds", nargs="*", help=" ".join(ALL))
    asked = parser.parse_args()
    at, draw, faults = fx.place(), random.Random(asked.s), []
    kinds, tally = make_kinds(at, asked.kinds or ALL), collections.Counter()
    db = at + "/db"
    for kind in kinds:
        measure(kind, db)
        afresh(kind, at)
    # What takes long gets fewer kills.
    weights = [1 / (0.5 + kind.takes) for kind in kinds]
    for number in range(asked.n):
        kind = kinds[number] if number < len(kinds) else draw.choices(kinds, weights)[0]
        moment = draw.random() * kind.takes * 1.05
        try:
            tally[kind.name, kill_once(kind, db, moment)] += 1
        except fx.Fault as fault:
            faults.append("%s killed after %.3f of %.3f s: %s" %
                          (kind.name, moment, kind.takes, fault))
            fx.copy(db, "%s/fault-%d" % (at, len(faults)))
    for name, left in sorted(tally):
        print("%-8s %-8s %d" % (name, left, tally[name, left]))
    fx.finish(at, faults, "%d kills" % asked.n)


if __name__ == "__main__":
    main()
