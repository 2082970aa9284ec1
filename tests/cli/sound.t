#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Searching by sound, as users meet it: with a dictionary of nine words, which
# is listed by readings in no time, over indexes of every kind, and with a cache
# that is not as it should be. What is found is in tests/rows/sound.tsv.
. "${0%/*}/tap.sh"

maker=/usr/lib/mecab/mecab-dict-index
[ -x "$maker" ] || maker=$(command -v mecab-dict-index) ||
    skip_all 'there is no mecab-dict-index'

mkdir tiny
cat >tiny/dicrc <<'END'
cost-factor = 800
bos-feature = BOS/EOS,*,*,*,*,*,*,*,*
eval-size = 8
unk-eval-size = 4
config-charset = UTF-8
END
printf '1 1\n0 0 0\n' >tiny/matrix.def
printf 'DEFAULT 0 1 0\nSPACE 0 1 0\n0x0020 SPACE\n' >tiny/char.def
cat >tiny/unk.def <<'END'
DEFAULT,0,0,9000,名詞,一般,*,*,*,*,*
SPACE,0,0,9000,記号,空白,*,*,*,*,*
END
while read -r word reading; do
    echo "$word,0,0,3000,名詞,一般,*,*,*,*,$word,$reading,$reading"
done >tiny/words.csv <<'END'
灯台 トウダイ
東大 トウダイ
検索 ケンサク
運命 ウンメイ
岬 ミサキ
東京 トウキョウ
新しい アタラシイ
の ノ
を ヲ
END
"$maker" -d tiny -o tiny -f utf-8 -t utf-8 >/dev/null 2>&1 ||
    skip_all 'mecab-dict-index makes no dictionary'
export HIKU_DICDIR="$dir/tiny"

mkdir in
echo '岬の灯台を検索。' >in/a.txt
echo '新しい東大。' >in/b.txt
cat >in/c.md <<'END'
# 手記

<ruby>運命<rt>さだめ</rt></ruby>を検索。
<ruby>無<rt>な</rt></ruby>い<ruby>岬<rt>a&#0;b</rt></ruby><ruby>灯台<rt>light</rt></ruby>
END

# ---- One index, a set, several, and on another machine ----
"$HIKU_INDEX" --db one add -q in
"$HIKU_INDEX" --db set add -q --shards 3 in
"$HIKU_INDEX" --db left add -q in/a.txt
"$HIKU_INDEX" --db right add -q in/b.txt in/c.md

# answers LOCATION...: what each reading finds there, and by what
answers() {
    for query in とうだい toudai todai kensaku さだめ sadame misaki; do
        set -- "$@"
        for where; do
            printf -- '--db %s\n' "$where"
        done | tr '\n' ' ' >words
        # shellcheck disable=SC2046
        "$HIKU" $(cat words) --json "$query" 2>err |
            sed 's/.*"also":"\([^"]*\)".*"title":"\([^"]*\)".*/\1 \2/' |
            sort | tr '\n' ',' | sed "s/^/$query: /"
        echo
    done
}
answers one >wanted
is "$(cat wanted)" 'とうだい: 東大 b.txt,灯台 a.txt,
toudai: 東大 b.txt,灯台 a.txt,
todai: 東大 b.txt,灯台 a.txt,
kensaku: 検索 a.txt,検索 手記,
さだめ: 運命 手記,
sadame: 運命 手記,
misaki: 岬 a.txt,' 'readings find words, those of the text, too'
answers set >got
is "$(cat got)" "$(cat wanted)" 'in a set of shards'
answers left right >got
is "$(cat got)" "$(cat wanted)" 'in several indexes'
"$HIKU_INDEX" --db one reindex -q
answers one >got
is "$(cat got)" "$(cat wanted)" 'after reindexing, from the records'
if command -v xapian-progsrv >/dev/null; then
    stand_in_ssh
    answers "ssh://far$dir/left" "ssh://far$dir/right" >got
    is "$(cat got)" "$(cat wanted)" 'and on another machine'
fi
status 0 'of several words' "$HIKU" --db one さだめ misaki
said 'also searched' 'what was searched is said'
status 1 'what is not to be read' "$HIKU" --db one --no-sound sadame

# Words side by side are worth more than words that are often there, however
# many passages have these (with the dictionary that tests are made for).
mkdir many
for i in $(seq 25); do
    printf '検索と岬と東京と運命と岬。\n東京の岬の運命と岬の灯台。\n%s\n' "$i" \
        >"many/$i.txt"
done
{
    echo '新しい灯台を検索。'
    for i in $(seq 5); do echo '東京の岬の運命。新しい東京。'; done
} >many/phrase.txt
env -u HIKU_DICDIR "$HIKU_INDEX" --db many.db add -q many
is "$(env -u HIKU_DICDIR "$HIKU" --db many.db -n 1 -l とうだいをけんさく 2>/dev/null)" \
    many/phrase.txt 'what is read as several words is found where they touch'

# ---- What a source says of its title and its author ----
mkdir told
cat >told/front.md <<'END'
---
title: 小鳥遊
title_kana: たかなし
author: 月見里 花
"著者（よみ）": "ヤマナシ ハナ"
---
本文
END
printf '+++\ntitle = "栗花落"\nyomi = "つゆり"\n+++\n本文\n' >told/toml.md
printf '#+TITLE: 雲母坂\n#+TITLE_KANA: きららざか\n\n本文\n' >told/a.org
printf '= 御手洗\n:title-yomi: みたらい\n\n本文\n' >told/a.adoc
echo '{"title":"薬袋","title_reading":"みない","text":"本文"}' >told/a.jsonl
cat >told/a.html <<'END'
<title>十六夜</title><meta name="title-kana" content="いざよい"><p>本文
END
printf -- '---\ntitle: 一口五十嵐\nyomi: いもあらいいがらし\n---\n本文\n' \
    >told/whole.md
# What is no reading: a list of books, a NUL, Latin letters, far too much.
printf -- '---\ntitle: 不知火\nreading: 三冊\nkana: "\0し"\n---\n本文\n' \
    >told/none.md
{
    printf -- '---\ntitle: 狐火\nyomi: '
    yes きつね | head -n 500 | tr -d '\n'
    printf '\n---\n本文\n'
} >told/long.md
"$HIKU_INDEX" --db known add -q told
# told_answers: what each reading finds, and by what
told_answers() {
    for query in たかなし yamanashi つゆり きららざか みたらい \
        みない いざよい きつねきつね いもあらいいがらし いもあらい; do
        "$HIKU" --db known --json "$query" 2>err |
            sed 's/.*"also":"\([^"]*\)".*"path":"[^"]*\/\([^"]*\)".*/\1 \2/' |
            head -n 1 | sed "s/^/$query: /"
    done
}
told_answers >got
is "$(cat got)" 'たかなし: 小鳥遊 front.md
yamanashi: 月見里 front.md
つゆり: 栗花落 toml.md
きららざか: 雲母坂 a.org
みたらい: 御手洗 a.adoc
みない: 薬袋 a.jsonl
いざよい: 十六夜 a.html
いもあらいいがらし: 一口五十嵐 whole.md
いもあらい: 一口五十嵐 whole.md' 'how title and author are read finds them'
rm -r told
"$HIKU_INDEX" --db known reindex -q
told_answers >again
is "$(cat again)" "$(cat got)" 'also after reindexing without the sources'

# ---- The cache ----
rm -rf cache
list=$(printf 'listed the dictionary by readings')
# again WANTED NAME: is it made again (said), once, and is the answer right?
again() {
    status 0 "$2" "$HIKU" --verbose --db left kensaku
    is "$(grep -c "$list" err) $(wc -l <out)" "$1 1" "$2: as it should be"
}
again 1 'no cache'
again 0 'a cache'
is "$(ls cache/hiku | wc -l)" 1 'one file'
file=$(echo cache/hiku/readings-*)
is "$(stat -c %a "$file" cache/hiku | tr '\n' ' ')" '600 700 ' \
    'that nobody else may read or write'
chmod 666 "$file"
again 1 'a file that others may write'
again 0 'is replaced'
is "$(stat -c %a "$file")" 600 'by one that they may not'
mv "$file" elsewhere
ln -s "$dir/elsewhere" "$file"
again 1 'a link'
is "$(test -L "$file" || echo file)" file 'is replaced'
: >"$file"
again 1 'an empty file'
head -c 40 elsewhere >"$file"
again 1 'one that was cut off'
printf 'x' | dd of="$file" conv=notrunc 2>/dev/null
again 1 'one of another kind'
again 0 'are replaced'
touch -d '2001-02-03' tiny/sys.dic
again 1 'another dictionary'
is "$(ls cache/hiku | wc -l)" 2 'has a file of its own'
chmod 777 cache/hiku
again 1 'a folder that others may write'
said "no folder 'hiku' that only you may write" 'is not used, which is said'
rm -rf cache/hiku
ln -s "$dir" cache/hiku
again 1 'nor one that is a link'
is "$(ls -d readings-* 2>/dev/null)" '' 'where nothing is written'
rm cache/hiku
if [ "$(id -u)" = 0 ]; then
    mkdir -m 755 cache/hiku
    chown 12345 cache/hiku
    again 1 'nor one of another user'
    is "$(ls cache/hiku)" '' 'where nothing is written, either'
    rm -rf cache/hiku
    again 1 'a new one'
    file=$(echo cache/hiku/readings-*)
    chown 12345 "$file"
    again 1 'a file of another user'
    is "$(stat -c %u "$file")" 0 'is replaced'
fi
# Bytes that are changed inside are not looked for: nothing may come of them
# but other words.
file=$(echo cache/hiku/readings-*)
[ -f "$file" ] || again 1 'a new one'
file=$(echo cache/hiku/readings-*)
size=$(stat -c %s "$file")
failed=
for at in 36 40 44 48 52 56 60 100 200 300; do
    [ "$at" -lt "$size" ] || continue
    printf '\377\377\377\377' |
        dd of="$file" bs=1 seek="$at" conv=notrunc 2>/dev/null
    "$HIKU" --db left kensaku >out 2>err
    [ $? -le 1 ] || failed="$failed $at"
done
is "$failed" '' 'no byte does harm'

# ---- Other dictionaries, where they are installed ----
for kind in unidic naist-jdic; do
    if env -u HIKU_DICDIR "$HIKU_INDEX" --db "$kind" add -q \
        --dictionary "$kind" in/a.txt 2>err; then
        status 0 "$kind" env -u HIKU_DICDIR "$HIKU" --db "$kind" kensaku
        said 'also searched 検索' 'has readings, too'
    else
        result 0 "$kind # SKIP not installed"
        said "$([ "$kind" = unidic ] && echo unidic-mecab ||
            echo mecab-naist-jdic)" 'the message names its package'
    fi
done

# ---- A dictionary that cannot be read ----
cp -r tiny broken
head -c 100 tiny/sys.dic >broken/sys.dic
status 2 'a broken dictionary' env HIKU_DICDIR="$dir/broken" \
    "$HIKU" --db left kensaku
said 'broken' 'is named'
finish
