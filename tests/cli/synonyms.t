#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Synonyms: adding tables of them, and searching with them.
contrib=$(cd "${0%/*}/../../contrib" && pwd)
. "${0%/*}/tap.sh"

mkdir notes
echo '冬はインフルエンザが流行する。' >notes/fuyu.txt
echo '流感の予防接種を受けた。' >notes/sesshu.txt
echo '支払いは月末に済ませた。' >notes/harai.txt
echo 'この論文は machine learning の入門に良い。' >notes/ronbun.txt
echo '機械学習と統計の違い。' >notes/kikai.txt
"$HIKU_INDEX" add -q notes

found() {
    "$HIKU" -l "$@" | sed 's,.*/,,' | sort | tr '\n' ' '
}
files() {
    find "$XDG_DATA_HOME" -type f | sed 's,.*/,,'
}

is "$(found 流感)" 'sesshu.txt ' 'without a table'
status 0 'no tables' "$HIKU_INDEX" synonyms list
out '' 'none are listed'

# ---- Adding ----
cat >own.txt <<EOF
# 病
流感, インフルエンザ, influenza
会計 => 支払い
機械学習、machine learning
EOF
status 0 'add a table' "$HIKU_INDEX" synonyms add own.txt
out 'own: 3 groups, 7 words' 'a summary'
err '' 'nothing is wrong'
is "$(files)" own.synonyms 'it is kept under the name of the file'
status 0 'list' "$HIKU_INDEX" synonyms list
out "own${tab}3 groups${tab}7 words${tab}0.0 MB" 'it is listed'
status 0 'show' "$HIKU_INDEX" synonyms show 流感 会計 支払い
out "流感${tab}インフルエンザ${tab}own
流感${tab}influenza${tab}own
会計${tab}支払い${tab}own" 'what words are also looked for as'

# ---- Searching ----
is "$(found 流感)" 'fuyu.txt sesshu.txt ' 'a synonym'
is "$("$HIKU" -l 流感 | head -n 1)" notes/sesshu.txt 'the word itself is first'
is "$(found インフルエンザ)" 'fuyu.txt sesshu.txt ' 'the other way round'
is "$(found 会計)" 'harai.txt ' 'one way'
is "$(found 支払い)" 'harai.txt ' 'a word that has no synonyms'
is "$(found 機械学習)" 'kikai.txt ronbun.txt ' 'several words for one'
is "$(found 'Machine  Learning')" 'kikai.txt ronbun.txt ' 'and one for several'
is "$(found --all 流感 流行)" fuyu.txt\  'a synonym is enough for --all'
is "$(found '"流感"')" 'sesshu.txt ' 'a phrase has none'
is "$(found --exact 流感)" 'sesshu.txt ' '--exact'
is "$(found --literal 流感)" 'sesshu.txt ' '--literal'
is "$(found --no-synonyms 流感)" 'sesshu.txt ' '--no-synonyms'
is "$(found 流行 -流感)" 'fuyu.txt ' 'an excluded word excludes only itself'
# A loan word and its original say the same twice, and that counts where the
# index has the other one less often; other synonyms do not.
mkdir both
echo 'ワクチンを打つ日を決めた。' >both/a.txt
echo 'ワクチンを打つ日（vaccine）。' >both/b.txt
echo 'ワクチンと予防薬と接種。' >both/c.txt
"$HIKU_INDEX" --db both.db add -q both
printf 'ワクチン,vaccine\n接種,予防薬\n' >loan.txt
without=$("$HIKU" --db both.db --json ワクチン | jq -c '[.article.id, .score]' | grep b.txt)
without_c=$("$HIKU" --db both.db --json 接種 | jq -c .score)
"$HIKU_INDEX" synonyms add loan.txt >out
with=$("$HIKU" --db both.db --json ワクチン | jq -c '[.article.id, .score]' | grep b.txt)
is "$(jq -n "$with[1] > $without[1]")" true 'a loan word beside its original'
is "$("$HIKU" --db both.db --json 接種 | jq -c .score)" "$without_c" \
    'other synonyms add nothing where the word is'
is "$("$HIKU" --db both.db --json --explain ワクチン |
    jq -c '(.score - ([.explain[].score] | add)) | fabs < 0.001' | sort -u)" \
    true 'the parts add up to the score'
"$HIKU_INDEX" synonyms remove loan >out
is "$("$HIKU" --format lines --marks '[' ']' 流感 | sed -n 2p)" \
    'notes/fuyu.txt:1: 冬は[インフルエンザ]が流行する。' 'what was found is marked'
is "$("$HIKU" --format lines --marks '[' ']' 機械学習 | sed -n 2p)" \
    'notes/ronbun.txt:1: この論文は [machine learning] の入門に良い。' \
    'several words are'
status 0 '--explain' "$HIKU" --explain 流感
is "$(grep synonyms err)" 'hiku: synonyms: 流感: インフルエンザ' \
    'names those that the index has'
is "$(sed -n 4p out | grep -c '流感 as インフルエンザ')" 1 'and what each adds'
is "$("$HIKU" --json 流感 | grep -o '"synonyms":[^]]*]')" \
    '"synonyms":["インフルエンザ"]' 'JSON has those that were found'
is "$(echo 流感 | "$HIKU" --batch | grep -o '"synonyms":\[{[^}]*}]')" \
    '"synonyms":[{"word":"流感","synonyms":["インフルエンザ"]}]' \
    '--batch those that were looked for'

"$HIKU" --pretty 流感 >/dev/null
is "$("$HIKU" --marks '[' ']' show 2 | tail -n 1 | grep -c '\[インフルエンザ\]')" 1 \
    'show marks them, too'

# ---- Faults ----
printf '甲, 乙\n丙\n丁 => 戊 => 己\n\203\n' >own.txt
status 1 'broken lines' "$HIKU_INDEX" synonyms add own.txt
out 'own: 1 groups, 2 words' 'the others are used'
is "$(grep -c '^hiku-index: own.txt: line [234] is left out: ' err)" 3 \
    'each is named'
is "$(found 流感)" 'sesshu.txt ' 'the table replaced the other one'
yes 丙 | head -n 50 >bad.txt
status 2 'no group at all' "$HIKU_INDEX" synonyms add bad.txt
is "$(grep -c 'is left out' err)" 20 'twenty lines are named'
is "$(grep -c 'and 30 more lines' err)" 1 'the others are counted'
status 2 'no such file' "$HIKU_INDEX" synonyms add none.txt
status 2 'a name that is none' "$HIKU_INDEX" synonyms add ./.txt
status 2 'a table that is not there' "$HIKU_INDEX" synonyms remove none
printf '流感,ｲﾝﾌﾙｴﾝｻﾞ\n' | iconv -f utf-8 -t cp932 >sjis.txt
status 0 'another encoding' "$HIKU_INDEX" synonyms add sjis.txt
is "$(found 流感)" 'fuyu.txt sesshu.txt ' 'and half-width katakana'
echo '会計, 支払い' | "$HIKU_INDEX" synonyms add - >out
out 'stdin: 1 groups, 2 words' 'standard input'
status 0 'remove' "$HIKU_INDEX" synonyms remove own sjis stdin
is "$(found 流感)$(files)" 'sesshu.txt ' 'all are gone'

# ---- Many groups, and a word that is in many ----
seq 30000 | sed 's/.*/語&, 言葉&/' >many.txt
seq 30000 | sed 's/.*/流感, 感冒&/' >same.txt
status 0 'thousands of groups' "$HIKU_INDEX" synonyms add many.txt same.txt
out 'many: 30000 groups, 60000 words
same: 30000 groups, 60000 words' 'all are kept'
is "$("$HIKU_INDEX" synonyms show 語29999)" "語29999${tab}言葉29999${tab}many" \
    'and found'
is "$(found 流感)" 'sesshu.txt ' 'a word with too many synonyms is searched, too'
"$HIKU_INDEX" synonyms remove many same

# ---- Sudachi's tables ----
cat >rows.csv <<EOF
000127,1,0,1,0,0,0,(医療),インフルエンザ,,
000127,1,1,2,0,2,0,(医療),流感,,

000008,1,0,1,0,0,0,(),会計,,
000008,1,2,2,0,0,0,(),支払い,,
EOF
cat >tree.json <<EOF
[{"id":"000127","items":[
{"expandControl":0,"midashi":"インフルエンザ"},
{"expandControl":1,"midashi":"流感"}]},
{"id":"000008","items":[
{"expandControl":0,"midashi":"会計"},{"expandControl":2,"midashi":"支払い"}]},
{"id":"9"}]
EOF
status 0 'its source' "$HIKU_INDEX" synonyms add rows.csv
is "$(found インフルエンザ)/$(found 流感)/$(found 会計)" \
    'fuyu.txt sesshu.txt /sesshu.txt /' 'its expansion control'
"$HIKU_INDEX" synonyms remove rows
status 1 'its JSON' "$HIKU_INDEX" synonyms add tree.json
err "hiku-index: tree.json: line 6 is left out: it is not a group of Sudachi's \
synonyms, which has items" 'with a broken group'
is "$(found インフルエンザ)/$(found 流感)/$(found 会計)" \
    'fuyu.txt sesshu.txt /sesshu.txt /' 'the same'

# ---- Files that are not trusted ----
table=$XDG_DATA_HOME/hiku/.synonyms/tree.synonyms
chmod g+w "$table"
status 0 'one that others may write' "$HIKU" インフルエンザ
is "$(grep -c 'others than you can write' err)" 1 'is not used, which is said'
is "$(found インフルエンザ 2>&1 | grep -c sesshu)" 0 'indeed not'
status 0 'not said' "$HIKU" --no-synonyms インフルエンザ
err '' 'where none are wanted'
chmod g-w "$table"
printf x >>"$table"
status 0 'a damaged one' "$HIKU" インフルエンザ
is "$(grep -c 'damaged' err)" 1 'is not used, either'

# ---- Loan words ----
cat >lex.csv <<EOF
流感,1,2,3,名詞,普通名詞,一般,*,*,*,リュウカン,流感,流感
インフルエンザ,1,2,3,名詞,普通名詞,一般,*,*,*,インフルエンザ,インフルエンザ-influenza,インフルエンザ
コンパレータ,1,2,3,名詞,普通名詞,一般,*,*,*,コンパレータ,コンパレータ-comparator,コンパレータ
コンパレーター,1,2,3,名詞,普通名詞,一般,*,*,*,コンパレーター,コンパレーター-comparator,コンパレーター
ウィット,1,2,3,名詞,普通名詞,一般,*,*,*,ウィット,ウィット-wit,ウィット
ウイット,1,2,3,名詞,普通名詞,一般,*,*,*,ウイット,ウイット-wit,ウイット
アメリカ,1,2,3,名詞,固有名詞,地名,国,*,*,アメリカ,アメリカ-America,アメリカ
EOF
if command -v python3 >/dev/null; then
    "$contrib/hiku-loanwords" lex.csv >loans.txt
    is "$(sed '/^#/d' loans.txt)" 'インフルエンザ, influenza
ウィット, wit
ウイット, wit
コンパレータ, comparator
コンパレーター, comparator' 'contrib/hiku-loanwords'
    status 0 'its table' "$HIKU_INDEX" synonyms add loans.txt
    err '' 'in which spellings of one word are no fault'
    out 'loans: 3 groups, 6 words' 'and are there once'
else
    result 0 'contrib/hiku-loanwords # SKIP no python3'
fi
finish
