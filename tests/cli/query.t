#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The query language and the options of hiku, as docs/hiku.1 has them. Which
# passage ranks before which is tested elsewhere.
. "${0%/*}/tap.sh"

mkdir -p in/tabi in/gijutsu
cat >in/articles.jsonl <<'END'
{"id":"tokyo","title":"東京の朝","text":"東京の市場で魚を食べた。","date":"2023-05-01","tags":["旅","食"]}
{"id":"osaka","title":"大阪の夜","text":"大阪の市場で肉を焼いた。","date":"2024-02-10","tags":["旅"]}
{"id":"kyoto","title":"京都の寺","text":"京都の寺で庭を見た。","date":"2024-03-20T09:30:00","tags":["寺"]}
{"id":"server","title":"サーバーの手順","text":"サーバーの設定を変える。foo-bar という名前を付ける。","date":"2022-12-31"}
END
printf '文字化けの話\n\n文字が化けて読めない。文字化けの原因を調べた。\n' \
    >in/gijutsu/mojibake.txt
printf '# 空港\n\n## 開港\n\n関西国際空港が開港した。\n\n## 化粧\n\n文字の練習と化粧品の話。\n' \
    >in/tabi/kuko.md
touch -d '2021-06-15' in/gijutsu/mojibake.txt in/tabi/kuko.md
"$HIKU_INDEX" add -q in

# found QUERY...: the ids that it finds, in their own order
found() {
    "$HIKU" --json -n 100 "$@" 2>/dev/null | python3 -c '
import json, sys
print(*sorted({json.loads(l)["article"]["id"].rsplit("/", 1)[-1]
               for l in sys.stdin}))'
}

# ---- Words ----
is "$(found 市場)" 'osaka tokyo' 'a word'
is "$(found 東京 寺)" 'kyoto tokyo' 'any of them'
is "$(found '東京　寺')" 'kyoto tokyo' 'an ideographic blank'
is "$(found --all 東京 市場)" tokyo 'with --all every one'
is "$(found -a 東京 寺)" '' 'which none has'
is "$(found 食べる)" tokyo 'an inflected verb'
is "$(found サーバ)" server 'another spelling'
is "$(found ｻｰﾊﾞｰ)" server 'half-width'
is "$(found 東京の市場はどこにありますか)" 'osaka tokyo' 'a question'
is "$(found 京都)" kyoto 'a word, not a string'

# ---- Operators ----
is "$(found 市場 -東京)" osaka 'without'
is "$(found -東京 市場)" osaka 'without, in the first place'
is "$(found 市場 －東京)" osaka 'full-width'
is "$(found 市場 寺 +東京)" tokyo 'surely'
is "$(found 市場 寺 ＋東京)" tokyo 'full-width'
is "$(found 東京 OR 京都)" 'kyoto tokyo' 'either'
is "$(found --all 市場 東京 OR 大阪)" 'osaka tokyo' 'OR binds its neighbours'
is "$(found --all 市場 東京 ＯＲ 大阪)" 'osaka tokyo' 'full-width'
is "$(found --all '(魚 OR 庭)' '(市場 OR 寺)')" 'kyoto tokyo' 'groups'
is "$(found --all '（魚 OR 庭）' '（市場 OR 寺）')" 'kyoto tokyo' 'full-width'
is "$(found 市場 寺 '-(東京 OR 大阪)')" kyoto 'an excluded group'
is "$(found 'サー*')" server 'begins so'
is "$(found 'サー＊')" server 'full-width'
is "$(found 市場 '-東*')" osaka 'without what begins so'

# ---- Phrases ----
is "$(found '"文字化け"')" mojibake.txt 'a phrase'
is "$(found '“文字化け”')" mojibake.txt 'curly quotes'
is "$(found '"市場で魚"')" tokyo 'particles count'
is "$(found '"市場に魚"')" '' 'exactly'
is "$(found '「市場で魚」')" tokyo 'Japanese quotes alone are required'
is "$(found '「市場で魚」を焼く')" 'osaka tokyo' 'in a query they are preferred'
is "$(found --all '「市場で魚」を焼く')" '' 'and required with --all'
is "$(found 市場 '-"市場で魚"')" osaka 'without a phrase'
is "$(found 市場 '+"市場で魚"')" tokyo 'with a phrase'

# ---- Text that looks like operators ----
is "$(found foo-bar)" server 'a sign inside a word'
is "$(found '市場 - 東京')" 'osaka tokyo' 'a sign alone'
is "$(found '"文字化け')" 'kuko.md mojibake.txt' 'a quote that does not close'
is "$(found '(市場')" 'osaka tokyo' 'a parenthesis that does not close'
is "$(found '市場)')" 'osaka tokyo' 'nor open'
is "$(found OR 東京)" tokyo 'OR in the first place'
is "$(found 東京 OR)" tokyo 'and in the last'
is "$(found 東京-大阪)" 'osaka tokyo' 'a minus between words'

# ---- Fields ----
is "$(found title:空港)" kuko.md 'a title'
is "$(found ｔｉｔｌｅ：空港)" kuko.md 'full-width'
is "$(found 'title:"大阪の夜"')" osaka 'a quoted value'
is "$(found 市場 title:大阪)" osaka 'a field filters'
is "$(found 市場 -title:大阪)" tokyo 'or excludes'
is "$(found path:in/tabi)" kuko.md 'a folder'
is "$(found "path:$dir/in/gijutsu/mojibake.txt")" mojibake.txt 'a file'
is "$(found path:in/ta)" '' 'not what only begins so'
is "$(found type:markdown)/$(found type:text)" kuko.md/mojibake.txt 'a format'
is "$(found tag:旅)" 'osaka tokyo' 'a tag'
is "$(found 市場 tag:食)" tokyo 'a tag and a word'
is "$(found date:2024)" 'kyoto osaka' 'a year'
is "$(found date:2024-03)" kyoto 'a month'
is "$(found date:2024-03-20)" kyoto 'a day'
is "$(found date:2023-05..2024-02)" 'osaka tokyo' 'months, both included'
is "$(found date:2024-02..)" 'kyoto osaka' 'from then on'
is "$(found date:..2022)" 'kuko.md mojibake.txt server' 'until then'
is "$(found date:2024-03-20..2024-03-20)" kyoto 'one day'
is "$(found date:2024..2023)" '' 'an empty range'
status 2 'an invalid date' "$HIKU" date:someday
lines 1 'told in one line'
is "$(found --since 2024-03 市場 寺)" kyoto 'since'
status 2 '--since an invalid date' "$HIKU" --since いつか 市場
lines 1 'told in one line'
is "$(found --path in/tabi 文字)" kuko.md 'below a folder'
is "$(cd in/tabi && found --path . 文字)" kuko.md 'this one'
is "$(found --path "$dir/in/gijutsu/../tabi/" 文字)" kuko.md 'by another name'
is "$(found --path nowhere 文字)" '' 'one that there is not'

# ---- Nothing to look for ----
status 2 'no query' "$HIKU"
lines 1 'told in one line'
status 2 'an empty query' "$HIKU" ''
lines 1 'told in one line'
status 2 'blanks' "$HIKU" ' ' '
'
status 2 'an ideographic blank' "$HIKU" '　'
status 1 'signs' "$HIKU" '！？'
out '' 'find nothing'
status 1 'empty quotes' "$HIKU" '""'
is "$(found -- -東京 -path:in/gijutsu -title:空港)" 'kyoto osaka server' \
    'exclusions alone leave the rest'
status 0 'function words alone are kept' "$HIKU" を
status 1 'what is not there' "$HIKU" 麒麟
is "$(cat out err)" '' 'nothing is said'
status 2 'no UTF-8' "$HIKU" "$(printf '\377\376')"

# ---- Where options end ----
is "$(found 市場 --all 東京)" tokyo 'a long option behind words'
is "$(found -- 市場 --all -東京)" osaka 'not behind --'
status 0 'a letter behind words is an option' "$HIKU" 市場 -l
is "$(grep -c ': ' out)" 0 'so these are files'
is "$(found 市場 -n1 | wc -w) $(found -n 1 市場 | wc -w)" '1 1' 'and its value'
status 2 'a letter that there is not' "$HIKU" 市場 -z
err "hiku: unknown option '-z'; to leave out the word 'z' write －z, or -- \
before the query; --help lists the options" 'and says what to write'
is "$(found 市場 －z)" "$(found -- 市場 -z)" 'as it says'
is "$(found 市場 -osaka)" "$(found 市場)" 'a longer word is an exclusion'
status 0 'a colour apart' "$HIKU" --color never 市場
status 2 'a long option that there is not' "$HIKU" --limt 3 市場
said -- '--limit' 'the one that was meant is named'
status 2 'no value' "$HIKU" 市場 --limit
status 2 'no number' "$HIKU" --limit x 市場
status 2 'nor a negative one' "$HIKU" --limit -1 市場
status 0 'help' "$HIKU" --help
is "$(grep -c -- --files-with-matches out)" 1 'names the options'
status 0 'version' "$HIKU" -V

# ---- How many ----
is "$("$HIKU" -n 1 市場 | wc -l | tr -d ' ')" 1 'a limit'
is "$("$HIKU" 市場)" "$("$HIKU" -n 1 市場; "$HIKU" --offset 1 市場)" \
    'an offset goes on where it ended'
is "$("$HIKU" --json --offset 1 市場 | grep -c '^{"rank":2,')" 1 \
    'ranks count what was skipped'
status 1 'an offset behind the end' "$HIKU" --offset 100 市場
status 1 'a limit of none' "$HIKU" -n 0 市場
for n in 1 2 3 4 5 6 7 8; do
    printf '## 節%s\n\n港の船を数えた。\n\n' $n
done >in/minato.md
"$HIKU_INDEX" update -q
is "$("$HIKU" -n 100 船 | wc -l | tr -d ' ')" 3 'three of an article'
is "$("$HIKU" -n 100 -m 1 船 | wc -l | tr -d ' ')" 1 'or one'
is "$("$HIKU" -n 100 --max-per-article 0 船 | wc -l | tr -d ' ')" 8 'or all'
is "$("$HIKU" -m 0 -n 5 --offset 5 船 | wc -l | tr -d ' ')" 3 'the second page'
is "$("$HIKU" -c 船)" 1 'one article'
is "$("$HIKU" --count 市場 寺)" 3 'three articles'
is "$("$HIKU" -c '"文字化け"')" 1 'a phrase is counted'
status 1 'counting nothing' "$HIKU" -c 麒麟
out 0 'is none'
is "$("$HIKU" -l 船)" in/minato.md 'files: each once'
is "$("$HIKU" -l0 船 | tr '\0' '@')" "$dir/in/minato.md@" 'with -0 as they are'
is "$("$HIKU" -l 市場)" in/articles.jsonl 'a file of two answers once'
status 1 'no file' "$HIKU" -l 麒麟

# ---- What an article is about ----
mkdir about
printf '糸車は古い道具だ。軒先に干した大根が、風に揺れている。\n' >about/b.txt
printf '軒先に干した大根が、風に揺れている。糸車は古い道具だ。\n' >about/a.txt
{
    printf '# 暮らし\n\n## 納屋\n\n軒先から竹の箒を運んできて、朝のうちに土間をきれいに掃いておく。%s\n' \
        '鍬や鎌はその奥に掛ける。'
    printf '\n## 軒先\n\n秋の初めに買った竹の箒が、柱に立てかけてある。%s\n' \
        '軒先には風鈴もまだ下がっている。'
} >about/c.md
"$HIKU_INDEX" add -q --db about/db --passage-chars 50 about
is "$("$HIKU" --db about/db -l 糸車)" 'about/b.txt
about/a.txt' 'its first words say it'
is "$("$HIKU" --db about/db -l 大根)" 'about/a.txt
about/b.txt' 'each'
"$HIKU" --db about/db --explain --json 'type:markdown 軒先 箒' >out
is "$(grep -c '"number":2.*"part":"early"' out)" 1 'or the heading'

# ---- What is said beside ----
{
    printf '朝は鯨の群れを見た。\n\n'
    for n in 1 2 3 4 5 6 7 8 9; do
        printf '%s人の仲間が、長い文章を書いて、別の話題に移っていった。\n\n' $n
    done
    printf '夜は蓄音機を聞いた。\n'
} >long.txt
"$HIKU_INDEX" add -q --db small --passage-chars 50 long.txt
status 0 'all words, over several passages' \
    "$HIKU" --db small --all 鯨 聞く
said 'no passage has all of the words' 'as is said'
status 1 'which are not counted' "$HIKU" --db small --all --count 鯨 麒麟
"$HIKU" "$(yes 市場 2>/dev/null | head -n 3000 | tr '\n' ' ')" >out 2>err
is $? 0 'a long query'

# ---- Encodings ----
euc=$(echo 市場 | iconv -f UTF-8 -t EUC-JP)
status 2 'bytes that are not UTF-8' "$HIKU" "$euc"
said 'the query is neither UTF-8 nor in the locale' 'are refused'
is "$(printf '%s\n市場\n' "$euc" | "$HIKU" --batch | grep -o '"error":"[^"]*"')" \
    '"error":"the query is not UTF-8"' 'in a batch, too'
if mkdir locales && localedef -c -i ja_JP -f EUC-JP locales/ja_JP.EUC-JP \
    2>/dev/null; then
    LOCPATH=$PWD/locales LC_ALL=ja_JP.EUC-JP "$HIKU" --json "$euc" >out
    is "$(grep -o '"id":"[a-z]*"' out | sort | tr -d '\n')" \
        '"id":"osaka""id":"tokyo"' 'an EUC-JP terminal asks in EUC-JP'
else
    result 0 'an EUC-JP terminal # SKIP there are no sources of locales'
fi
finish
