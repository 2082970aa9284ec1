#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Pages as Chromium shows them: what stands in documents runs nothing, 5,000
# passages are there, and all of it can be reached by keys.
root=$(cd "${0%/*}/../.." && pwd)
. "${0%/*}/tap.sh"

modules=$root/build/browser
command -v chromium >/dev/null || skip_all 'no chromium'
command -v node >/dev/null || skip_all 'no node'
[ -d "$modules/node_modules/playwright-core" ] ||
    skip_all 'no playwright-core: tools/fetch-browser'
python3 - >many.jsonl <<'END_'
import json
for i in range(5000):
    print(json.dumps({"id": str(i), "title": f"第{i}灯台の<script>alert(1)</script>",
        "text": f"{i}番目の灯台の話。<img src=x onerror=alert(1)> " + ("tower" if i % 9 == 0 else "塔"),
        "date": f"{1990 + i % 30}-{i % 12 + 1:02}-01", "tags": [["海", "陸"][i % 2]],
        "url": ["javascript:alert(1)", "https://example.org/"][i % 2]}))
END_
"$HIKU_INDEX" add -q many.jsonl
"$HIKU" --format html -n 5000 灯台 >long.html
"$HIKU" --format html -n 40 灯台 >answer.html
printf '灯台\ntower\ndate:川\n' >queries
"$HIKU" report queries -n 40 >report.html 2>/dev/null
is "$(grep -c '<article' long.html)" 5000 '5,000 articles' >first
sed 's/^ok 1 /# ok /' first
node "$root/tests/browser/page.mjs" "$modules" "$dir/long.html" "$dir/answer.html" \
    "$dir/report.html"
