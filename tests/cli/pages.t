#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What a terminal shows, in windows of all widths: tests/pages. After a
# change `make golden` writes them anew; look at them in a terminal then.
golden=$(cd "${0%/*}/../pages" && pwd)
. "${0%/*}/tap.sh"
command -v python3 >/dev/null || skip_all 'python3 is missing'

mkdir -p in/旅
cat >in/旅/kita.md <<'END'
---
title: 北の港町
date: 2023-08-12
tags: [旅, 港]
author: 田中花子
---

# 北の港町

港のそばに灯台がある。空港から①バスで…三〇分→港※だ。「波の音」が聞こえる〜、とガイドブックには書いてあったが、チェックインしたホテルでは、ちょっとした風の音しか聞こえなかった。https://example.org/a/very/long/address/of/the/harbour-master も見よ。

## 持ち物

- [ ] 港の地図
- [x] 空港行きの切符
- 帰りに空港行きのバスを見送った。
    1. 番号のある港
    2. 二つ目の長い項目は、狭い窓では折り返される

| 品 | 値 |
|---|---|
| 港の絵葉書 | 1200円 |
| 切符 | 300円 |

```
if 港:
    for 船 in 港:
        print(船)
```

住所：港町一丁目<br>灯台の下
END
printf '灯台守の日記。\n\n夜になると、港の灯りがきれいだ。～～。\n' >in/a.txt
touch -d 2024-02-03 in/a.txt
"$HIKU_INDEX" add -q in
export HIKU HIKU_INDEX TERM=xterm NO_COLOR=1

# page NAME COMMAND...: what the command prints is what is kept
page() {
    name=$1
    shift
    "$@" >now
    if [ "${HIKU_GOLDEN-}" = write ]; then
        cp now "$golden/$name.golden"
    fi
    if cmp -s now "$golden/$name.golden"; then
        result 0 "$name"
    else
        result 1 "$name"
        diff "$golden/$name.golden" now | sed 's/^/# /'
    fi
}
for width in 20 40 60 80 120 200; do
    page "page-$width" screen $width '"$HIKU" 港 空港'
done
page page-wide terminal -a 2 40 99 '"$HIKU" --ambiguous 2 港 空港'
page whole-20 screen 20 '"$HIKU" -w -n 1 持ち物 港'
page whole-60 screen 60 '"$HIKU" -w -n 1 持ち物 港'
page show-40 screen 40 '"$HIKU" show in/旅/kita.md'
page kwic-60 screen 60 '"$HIKU" --kwic=14 港'
page folders-40 screen 40 '"$HIKU" --count-by folder 港'
page list-40 screen 40 '"$HIKU_INDEX" list'
finish
