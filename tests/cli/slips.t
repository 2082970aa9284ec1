#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Slips are never corrected in silence, and words of the index are listed for
# programs: --auto-correct, --suggest, --complete.
. "${0%/*}/tap.sh"

cat >a.jsonl <<'T'
{"id":"sim","text":"交通のシミュレーションを計算機で走らせる。"}
{"id":"ken","text":"全文検索の検索結果を検査する。"}
{"id":"ele","text":"Elasticsearchを建設現場で使う。"}
T
cat >b.jsonl <<'T'
{"id":"com","text":"コミュニケーションと検索と雰囲気。"}
T
"$HIKU_INDEX" add -q --format jsonl a.jsonl
"$HIKU_INDEX" --db other add -q --format jsonl b.jsonl

ids() {
    "$HIKU" --json "$@" 2>err | sed 's/.*"id":"\([a-z]*\)".*/\1/' | sort |
        tr '\n' ' '
}

is "$(ids シュミレーション)" 'sim ' 'with nothing found, what is near is searched'
said 'searched シミュレーション instead of シュミレーション' 'which is said'
is "$("$HIKU" --json シュミレーション 2>/dev/null |
    sed 's/.*"way":"\([a-z]*\)","also":"\([^"]*\)".*/\1 \2/')" \
    'slip シミュレーション' 'in the JSON, too'
is "$(echo シュミレーション | "$HIKU" --batch |
    sed 's/.*"also":\(.*\)}$/\1/')" \
    '["シミュレーション"],"suggestions":[{"word":"シュミレーション","near":["シミュレーション"]}]' \
    'with what was offered'
is "$(ids --all シュミレーション)" 'sim ' 'also with --all'
is "$(ids --all 'シュミレーション 検策 シュミレーション')" '' \
    'of several slips none is left as it was'
is "$(ids --all 'シュミレーション シュミレーション')" 'sim ' 'nor is one that comes twice'
is "$(ids elasticsaerch)" 'ele ' 'letters'
is "$(ids --db "$HIKU_DB" --db other コミニュケーション)" 'com ' 'over several indexes'
is "$("$HIKU" -c シュミレーション)" 0 'a number is of what was asked'
is "$("$HIKU" -c --auto-correct シュミレーション 2>err)" 1 'unless more is asked for'
said 'searched シミュレーション' 'which is said, too'

is "$(ids --auto-correct=never シュミレーション)" '' 'never: not'
status 1 'and then nothing is found' "$HIKU" --auto-correct=never シュミレーション
is "$(ids '"シュミレーション"')" '' 'a phrase is meant as it stands'
is "$(ids --exact シュミレーション)" '' 'so is all with --exact'
is "$(ids --literal シュミレーション)" '' 'and with --literal'
"$HIKU" -v --auto-correct=never シュミレーション >/dev/null 2>err
said 'did you mean シミュレーション?' 'but it is offered'

is "$(ids シュミレーション 建設)" 'ele ' 'other words are enough'
"$HIKU" -v シュミレーション 建設 >/dev/null 2>err
said 'no passage has シュミレーション; did you mean シミュレーション?' 'and it is told'
is "$(ids --auto-correct シュミレーション 建設)" 'ele sim ' 'unless it is to be corrected'
is "$(ids --auto-correct 検索 建設)" 'ele ken ' 'what is there is left alone'
is "$(ids --offset 5 検索)" '' 'a page behind the last one'
is "$(cat err)" '' 'is no slip'

is "$("$HIKU" --suggest kensku | head -n 1)" '検索	1' '--suggest, with counts'
is "$("$HIKU" --json --suggest 検策 | head -n 1)" '{"word":"検索","passages":1}' 'as JSON'
is "$("$HIKU" --db "$HIKU_DB" --db other --suggest ふいんき)" '雰囲気	1' 'over several indexes'
status 1 'nothing near' "$HIKU" --suggest 麒麟
status 2 'no word' "$HIKU" --suggest ''
err 'hiku: --suggest needs a word' 'is said'

is "$("$HIKU" --complete kens | sort | tr '\n' ' ')" '建設	1 検査	1 検索	1 ' '--complete romaji'
is "$("$HIKU" --complete けんs | sort | tr '\n' ' ')" '建設	1 検査	1 検索	1 ' 'while kana are typed'
is "$("$HIKU" --complete 検 | sort | tr '\n' ' ')" '検査	1 検索	1 ' 'what begins so'
is "$("$HIKU" --complete elas)" 'elasticsearch	1' 'letters'
is "$("$HIKU" -n 1 --db "$HIKU_DB" --db other --complete 検)" '検索	2' \
    'over several indexes, the most frequent first, as many as wanted'
is "$("$HIKU" --json --complete コミ --db other)" \
    '{"word":"コミュニケーション","passages":1}' 'as JSON'
status 1 'nothing begins so' "$HIKU" --complete 麒麟
status 2 'the beginning of nothing' "$HIKU" --complete ''
status 2 'words or passages' "$HIKU" --complete 検 検索

"$HIKU_INDEX" --db shards add -q --shards 2 --format jsonl a.jsonl b.jsonl
is "$("$HIKU" --db shards -n 1 --complete 検)" '検索	2' 'over shards'
is "$("$HIKU" --db shards --suggest コミニュケーション)" 'コミュニケーション	1' \
    'what is near, too'
is "$(ids --db shards シュミレーション)" 'sim ' 'and what is searched'

# What a text tells of its words.
mkdir ruby
echo '<p><ruby>綺羅星丸<rt>きらぼしまる</rt></ruby>が港に着いた。</p>' >ruby/a.html
"$HIKU_INDEX" --db ruby.db add -q ruby
is "$("$HIKU" --db ruby.db --complete kirabosi | grep 丸)" '綺羅星丸	1' 'a reading of ruby'
is "$("$HIKU" --db ruby.db --suggest きらほしまる)" '綺羅星丸	1' 'and a slip of it'

# No words, whatever their size.
long=$(head -c 65536 /dev/zero | tr '\0' k)
status 1 '64 KB of letters to complete' "$HIKU" --complete "$long"
status 1 'and to suggest for' "$HIKU" --suggest "$long"
printf '検\0索\nkens\0aku\n%s\n' "$(printf '%021845d' 0 | sed 's/0/か/g')" |
    "$HIKU" --batch --auto-correct >out 2>err
is "$(grep -c '"query"' out)" 3 'NUL and 64 KB of kana as queries'
# 64 KB of romaji and of mixed scripts, in one word and in many.
for piece in zyakke 'zyakke ' 'zyaっkeジャ雀ｋ' 'zyaっ keジャ 雀 ｋ ' 'zyakke OR '; do
    "$HIKU" --romaji "$(yes "$piece" | head -n 9000 | tr -d '\n' |
        head -c 65000 | iconv -c -f utf-8 -t utf-8)x" >out 2>err
    [ $? -le 1 ]
    result $? "64 KB of $piece"
done

finish
