# SPDX-License-Identifier: GPL-2.0-or-later
"""Add articles to an index, and ask. python3 add.py INDEX"""
import json
import subprocess
import sys

import hiku

index = sys.argv[1]
articles = [
    {"id": "1", "title": "朝の市", "text": "港の朝市で魚を買った。"},
    {"id": "2", "title": "夜の道", "text": "坂道の街灯が消えていた。"},
]
lines = "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles)
subprocess.run(["hiku-index", "--db", index, "add", "--quiet",
                "--format", "jsonl", "-"], input=lines.encode(), check=True)
for score, name, marked in hiku.search("街灯", index):
    print(name.decode(), *marked)
