#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# path:line is a line of the source, as an editor counts them, in every format
# of lines, encoding, and kind of line end.
. "${0%/*}/tap.sh"

cat >make.py <<'END'
# Each file has a word of its own on lines that the list names.
import itertools, os
FILL = ["春の朝は早い。", "夏の川は浅い。", "秋の山は高い。", "冬の海は遠い。"]
END = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
CODECS = ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"]
WORDS = ["提灯", "風鈴", "団扇"]

def text(fill):
    return ["日記", "", *fill, WORDS[0] + "を買う。", "", "　" + fill[0],
            "　" + WORDS[1] + "を聞く。", *fill, "", "", WORDS[2] + "で扇ぐ。"]

def markdown(fill):
    return ["---", "title: 日記", "---", "", "# 一", "", *fill, "",
            f"- **{WORDS[0]}**を買う", "- 二", "", "```", fill[0],
            WORDS[1], "```", "", "| 列 | 数 |", "|---|---|",
            f"| {WORDS[2]} | 1 |"]

def html(fill):
    return ["<!DOCTYPE html>", "<html><head>", "<title>日記</title>",
            "<style>", "p {}", "</style></head>", "<body>", "<p>",
            *fill, f"<b>{WORDS[0]}</b>を買う。", "</p><!--", "隠す",
            "-->", "<pre>", fill[0], WORDS[1], "</pre><ul><li>一",
            f"<li>{WORDS[2]}で扇ぐ。", "</ul>"]

def roff(fill):
    return [".TH NIKKI 1", ".SH 名前", "nikki \\- 日記", ".SH 説明", *fill,
            ".\\\" 注", f"\\fB{WORDS[0]}\\fRを買う。", ".TP", ".B \\-a",
            f"{WORDS[1]}を聞く。", ".nf", fill[0], WORDS[2], ".fi"]

def aozora(fill):
    return ["日記", "山田花子", "", "-" * 55, "【テキスト中に現れる記号について】",
            "", "《》：ルビ", "-" * 55, "", *fill,
            f"｜{WORDS[0]}《ちょうちん》を買う。", "［＃改ページ］",
            "　" + WORDS[1] + "［＃「" + WORDS[1] + "」に傍点］を聞く。", "",
            WORDS[2] + "で扇ぐ。", "", "底本：「日記」", "　　1990年"]

def table(fill):
    return ["題,本文", "一,\"" + fill[0], fill[1], WORDS[0] + "を買う。\"",
            f"二,{WORDS[1]}を聞く。", "三,\"" + fill[2], "\"",
            f"四,{WORDS[2]}で扇ぐ。"]

MAKERS = {"txt": text, "md": markdown, "html": html, "1": roff,
          "aozora.txt": aozora, "csv": table}
for codec, end in itertools.product(CODECS, END):
    for suffix, maker in MAKERS.items():
        lines = maker(FILL)
        name = f"{codec}-{end}.{suffix}"
        with open("tree/" + name, "wb") as f:
            f.write(END[end].join(lines + [""]).encode(codec))
        for word in WORDS:
            at = [i for i, s in enumerate(lines) if word in s][-1] + 1
            # A row of a table has one line, its first.
            if suffix == "csv" and word == WORDS[0]:
                at = 2
            print(f"tree/{name}:{at}")
END
mkdir tree
python3 make.py | sort >wanted
status 0 'all are read' "$HIKU_INDEX" add tree
for word in 提灯 風鈴 団扇; do
    "$HIKU" -n 1000 -m 1 "\"$word\""
done | cut -d: -f1,2 | sort >got
is "$(wc -l <wanted)" 324 'there are cases'
diff wanted got >differ
is "$(cat differ)" '' 'every word is on its line'

# Parts of an article that do not stand in the order of the source.
printf '[{"source": "訳の元の文。",\n "text": "風呂敷の話。"}]\n' >order.json
status 0 'values in another order than their lines' "$HIKU_INDEX" add order.json
is "$("$HIKU" --json 風呂敷 | grep -o '"lines":\[[0-9,]*\]' | sort -u)" '"lines":[1,2]' \
    'have the lines of all of them'

finish
