#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Pages for a browser and their tables: --format html, hiku report.
. "${0%/*}/tap.sh"

mkdir -p in/a in/b
cat >in/a/umi.md <<'END_'
---
title: 海の=話
date: 2023-08-12
tags: [旅]
author: 港野波子
---
# 海の=話

朝の港で灯台を見た。夜の港で灯台を見た。
END_
printf '{"id":"1","title":"<script>alert(1)</script>","text":"=1+灯台の数","date":"2024-05-01","url":"javascript:alert(1)"}
{"id":"2","title":"@数","text":"灯台 <img src=x onerror=alert(1)> \\"引用\\"","url":"https://example.org/?a=1&b=2"}\n' >in/b/x.jsonl
printf '山の小屋。\n' >in/b/yama.txt
touch -d 2022-01-31T12:00:00 in/b/x.jsonl in/b/yama.txt
status 0 'add' "$HIKU_INDEX" add -q in

# ---- A page ----
status 0 'a page' "$HIKU" --format html -n 1 灯台
is "$(grep -c 'articles: 3 · passages here: 1, of more' out)" 1 \
    'counts beside the passages'
# Folders, months and the rest are those of --count-by.
python3 - "$HIKU" >said <<'END_'
import re, subprocess, sys
page = open("out", encoding="utf-8").read()
def rows(title):
    part = page.split(f"<summary>{title}</summary>")[1].split("</details>")[0]
    return [(re.sub("<[^>]*>", "", k), n) for k, n in re.findall(
        r'class="key">(.*?)</span><svg.*?class="n">(\d+)', part)]
for title, by in (("Folders", "folder"), ("Formats", "type"), ("Years", "year"),
                  ("Tags", "tag"), ("Authors", "author")):
    wanted = [tuple(line.split("\t")) for line in subprocess.run(
        [sys.argv[1], "--count-by", by, "灯台"], capture_output=True,
        encoding="utf-8").stdout.splitlines()]
    got = [("-" if k == "(none)" else k, n) for k, n in rows(title)]
    print(by, "same" if got == wanted and got else (got, wanted))
END_
is "$(tr '\n' ' ' <said)" 'folder same type same year same tag same author same ' \
    'the numbers are those of --count-by'
is "$(grep -o '<title>20[0-9-]*: [0-9]*</title>' out | tr -d '\n')" \
    '<title>2022-01: 1</title><title>2023-08: 1</title><title>2024-05: 1</title>' \
    'so are the months'
# Whatever found them: characters in words, articles, a slip, the sound.
for query in '"灯台"' 'とうだい' '台を見' '灯合' '--all 朝 引用' 'path:in/a 灯台'; do
    # shellcheck disable=SC2086
    "$HIKU" --format html $query >out 2>/dev/null
    # shellcheck disable=SC2086
    n=$("$HIKU" --json -m 1 -n 100 $query 2>/dev/null | wc -l)
    articles=$(grep -c '<article' out)
    is "$n:$(sed -n 's/.*articles: \([0-9]*\).*/\1/p' out)" "$articles:${articles#0}" \
        "and for $query"
done

# ---- Its policy ----
"$HIKU" --format html -n 9 灯台 >page.html
printf '灯台\n"港で"\ndate:川\n' >queries
"$HIKU" report queries >report.html 2>err
python3 - page.html report.html >said <<'END_'
import base64, hashlib, html.parser, re, sys

class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.hashes, self.bad, self.policy = "", {}, [], ""
    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "src", "srcset", "srcdoc"):
                self.bad.append((tag, name))
            if name in ("href", "action") and not re.match(
                    r"#|file:///|https://example\.org/", value):
                self.bad.append((tag, value))
            if name == "content" and "default-src" in value:
                self.policy = value
        if tag in ("img", "link", "iframe", "object", "embed", "base", "form"):
            self.bad.append(tag)
        self.text = ""
    def handle_data(self, data):
        self.text += data
    def handle_endtag(self, tag):
        if tag in ("style", "script"):
            digest = hashlib.sha256(self.text.encode()).digest()
            self.hashes.setdefault(tag, []).append(
                "sha256-" + base64.b64encode(digest).decode())
for name in sys.argv[1:]:
    page = Page()
    page.feed(open(name, encoding="utf-8").read())
    assert not page.bad, page.bad
    assert len(page.hashes["script"]) == len(page.hashes["style"]) == 1
    assert page.policy == (
        "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'" % (page.hashes["style"][0],
                                  page.hashes["script"][0])), page.policy
    print(name)
END_
is "$(cat said)" "page.html${nl}report.html" \
    'only its own style and script, by their hashes, and no address that runs'

# ---- A report ----
printf '# 語\n\n  灯台  \r\n#山\ndate:川\n"港で"\n象牙の塔\n' >queries
status 2 'a report' "$HIKU" report queries --csv table.csv
cp out report.html
err "hiku: queries:5: '川' is not a date; write 2024, 2024-05 or 2024-05-31, 令和6年5月, 先月 or 7d, or a range A..B" \
    'what is wrong is told with its line'
is "$(sed -n 's/.*href="#q[0-9]*">\(.*\)<\/a><\/th>.*/\1/p' report.html | tr '\n' ' ')" \
    '灯台 date:川 &quot;港で&quot; 象牙の塔 ' 'the others are asked'
is "$(sed -n 's/.*href="#q1">灯台<\/a><\/th>//p' report.html)" \
    '<td class="number">3</td><td class="number">3</td><td class="number">4</td></tr>' \
    'articles, passages, matches'
is "$(grep -c 'class="left".*>海の=話 ¶ 朝の港で</td><td class="key" lang="ja"><mark>灯台</mark></td><td class="right" lang="ja">を見た。' report.html)" \
    1 'a match in its context'
is "$(sed -n 's/.*<a href="file[^>]*>海の=話<\/a><\/th>//p' report.html | head -n 1)" \
    '<td class="number">1</td><td class="number">2</td></tr>' 'counts by article'
is "$(grep -c '<title>2024-05: 1</title>' report.html)" 1 'counts by month'
is "$(grep -c 'nothing found' report.html)" 1 'what is not found is said'
python3 - >said <<'END_'
import csv
bytes_ = open("table.csv", "rb").read()
assert bytes_.startswith(b"\xef\xbb\xbf") and b"\n" not in bytes_.replace(b"\r\n", b"")
rows = list(csv.DictReader(bytes_.decode("utf-8-sig").splitlines()))
print(*rows[0].keys())
print([(r["before"], r["behind"]) for r in rows if r["title"] == "海の=話"][0])
by = {r["title"]: r for r in rows}
print(by["'@数"]["behind"], by["<script>alert(1)</script>"]["before"])
print(all(r["match"] == "灯台" for r in rows if r["query"] == "灯台"),
      {r["line"] for r in rows if r["path"].endswith("umi.md")})
END_
is "$(cat said)" "query rank before match behind title author date path line page
('海の=話 ¶ 朝の港で', 'を見た。夜の港で灯台を見た。')
<img src=x onerror=alert(1)> \" '=1+
True {'9'}" 'the table, in which nothing is a formula'
"$HIKU" report - <queries >out 2>/dev/null
is "$(sed 's/queries/q/' report.html | wc -l)" "$(wc -l <out)" 'standard input'
iconv -t cp932 queries >cp932
"$HIKU" report cp932 2>/dev/null | sed 's/cp932/queries/' >out
is "$(cmp out report.html && echo same)" same 'in another encoding'
"$HIKU" report queries -n 1 --kwic=4 >out 2>/dev/null
is "$(grep -c '<td class="number">1+</td>' out)" 1 'with options'
printf '山\n' >good
status 0 'a report that finds something' "$HIKU" report ./good
printf '象牙の塔\n' >nothing
status 1 'and one that finds nothing' "$HIKU" report nothing
status 0 'words that are no file are a query' "$HIKU" report 山
status 2 'no queries' "$HIKU" report /dev/null
printf '#\n\n' >none
status 2 'no queries' "$HIKU" report none
err "hiku: 'none' has no queries; write one a line" 'are said'
status 2 'no such file' "$HIKU" report ./missing
status 2 'the queries are not overwritten' "$HIKU" report good --csv ./good
err "hiku: --csv: './good' has the queries; name another file" 'whatever their name'
is "$(cat good)" 山 'they are there'
status 2 'a folder' "$HIKU" report good --csv in
status 2 'a folder that is not there' "$HIKU" report good --csv no/t.csv
status 2 'no report' "$HIKU" --csv t.csv 山
err "hiku: option '--csv' needs '--report'" 'no table'
status 2 'another way to answer' "$HIKU" report good -c
printf '\0\1\2\3\377\200' >binary
status 2 'no text' "$HIKU" report binary
printf '山\n\0\n' >zero
"$HIKU" report zero >out 2>err
result "$([ $? -le 2 ] && echo 0 || echo 1)" 'a NUL in it'
finish
