#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# README.md and README.ja.md are true: their commands run as they stand, and
# bash, zsh and fish read them in the same way; their introduction is what the
# programs print; their lists are those of the programs; and every file that a
# document names exists.
root=$(cd "${0%/*}/../.." && pwd)
. "${0%/*}/tap.sh"
unset HIKU_DB XDG_CONFIG_HOME
mkdir bin
ln -s "$HIKU" bin/hiku
ln -s "$HIKU_INDEX" bin/hiku-index
# The editors of the examples: they say how they were called.
printf '#!/bin/sh\necho "$0 $*" >>"%s"\n' "$dir/edited" >bin/vi
cp bin/vi bin/vim
chmod +x bin/vi bin/vim
PATH=$dir/bin:$PATH

# What is not run here: it needs other machines, a terminal, root or cron, or
# installs.
cat >left-out <<'END'
make demo
make test
make
sudo make install
*/10 * * * *  /usr/local/bin/hiku-index update --quiet --wait 60
hiku --db ssh://me@archive/srv/notes --db /srv/big 問い
hiku --db @library --partial 問い
hiku -i
hiku serve
END
sed 's/^/# left out: /' left-out

# blocks FILE: the lines of its code blocks but the first, which is a transcript
blocks() {
    awk '/^```/ { inside = !inside; n += inside; next } inside && n > 1' "$1"
}
blocks "$root/README.md" >commands
is "$(blocks "$root/README.ja.md")" "$(cat commands)" 'both have the same commands'
is "$(grep -n ' #' commands)" '' 'no remark stands behind a command'
grep -vxFf left-out commands >tried
is "$(grep -xFf left-out commands | sort)" "$(sort left-out)" \
    'what is left out is there'

# plain COMMAND: what a terminal of 80 columns gets, without colours
plain() {
    TERM=xterm screen 80 "$1" | sed "s/$(printf '\033')\[[0-9;]*m//g"
}
terminal=$(plain 'echo here')
[ "$terminal" = here ] || echo '# no terminal: python3 is missing'

# fresh: a home that has only ~/notes and what the examples name
fresh() {
    HOME=$dir/home
    export HOME
    unset XDG_DATA_HOME
    rm -rf "$HOME"
    mkdir -p "$HOME/old" "$HOME/wiki" "$HOME/articles"
    cp -R "$root/corpus" "$HOME/notes"
    printf '\203e\203X\203g\n' >"$HOME/old/a.txt"
    echo '索引の話' >"$HOME/wiki/a.md"
    printf '流感, インフルエンザ\n' >"$HOME/synonyms.txt"
    echo '問いに答える' >"$HOME/articles/a.txt"
    printf '番号,件名,本文\n1,傘,忘れ物の傘がある。\n' >"$HOME/daichou.csv"
    echo '{"id":"a","text":"傘の記事"}' >"$HOME/articles.jsonl"
    : >"$dir/edited"
}

# ---- The introduction ----
mkdir intro
cp -R "$root/corpus" intro/corpus
for file in README.md README.ja.md; do
    [ "$terminal" = here ] || break
    fresh
    awk '/^```/ { if (n++) exit; next } n' "$root/$file" >wanted
    grep '^\$ ' wanted | while read -r _ command; do
        echo "\$ $command"
        plain "cd intro && $command 2>/dev/null"
    done >got
    is "$(cat got)" "$(cat wanted)" "the introduction of $file"
done

# ---- The commands ----
fresh
if command -v bash git jq >/dev/null && [ "$terminal" = here ]; then
    git -C "$HOME" init -q && git -C "$HOME" add wiki
    while read -r command; do
        printf '%s\n' "$command" | sed "s|/srv/big|$HOME/big|g" >command
        case $command in
        *'xargs -o'*) # opens the terminal
            plain 'cd home && bash ../command'
            ;;
        *) (cd "$HOME" && bash ../command) ;;
        esac >out 2>err </dev/null
        is "$? $(cat err)" '0 ' "$command"
    done <tried
    grep -q "bin/vi +[0-9]* $HOME/" edited
    result $? 'vi gets a line and a file'
    grep -q 'bin/vim -q /' edited
    result $? 'vim gets a file of answers'
fi

# ---- The manual pages ----
# examples PAGE: the commands of its examples, as a reader sees them
examples() {
    perl -CSD -Mutf8 -ne '
        if (/^\.SH (EXAMPLES|例)$/) { $in = 1; next }
        $in = 0 if /^\.SH/;
        next if !$in || /^\./;
        s/\\\[u([0-9A-F]+)\]/chr hex $1/ge;
        s/\\\(aq/\x27/g; s/\\\(dq/"/g; s/\\-/-/g; s/\\e/\\/g;
        print;' "$root/docs/$1.1"
}
for page in hiku hiku-index; do
    examples $page >examples
    is "$(grep -c . examples | awk '{ print ($1 > 5) }')" 1 "examples in $page(1)"
    [ ! -e "$root/docs/$page.ja.1" ] ||
        is "$(examples $page.ja)" "$(cat examples)" 'the same in Japanese'
    if command -v bash git jq perl >/dev/null; then
        fresh
        git -C "$HOME" init -q && git -C "$HOME" add wiki
        cp "$HOME/daichou.csv" "$HOME/ledger.csv"
        (cd "$HOME" && VISUAL=vi && export VISUAL && hiku-index add -q ~/notes &&
            while read -r command; do
                printf '%s\n' "$command" >../command
                bash ../command >../out 2>../err </dev/null
                echo "$? $(cat ../err): $command"
            done <../examples) >got
        is "$(cat got)" "$(sed 's/^/0 : /' examples)" "examples of $page(1) run"
    fi
done

# In each shell the programs get the same words.
mkdir words
cat >words/hiku <<'END'
#!/bin/sh
for word in "${0##*/}" "$@"; do
    case $word in
    /dev/* | /proc/* | *psub*) word=ANSWERS ;;
    esac
    printf '<%s>' "$word"
done >"$(mktemp "$CALLED/XXXXXX")"
# The program in vim's <(...) is done when its output has ended.
[ "$1" = -q ] || exec cat >/dev/null
exec cat "$2" >/dev/null
END
chmod +x words/hiku
for name in hiku-index jq git vi vim xargs; do
    ln -s hiku words/$name
done
# words_of SHELL: what is called with which words, by each of the commands
words_of() {
    case $1 in
    zsh) set -- zsh -f -c ;;
    fish) set -- fish -c ;; # with -N, psub of fish 4.0 says that it has no job
    *) set -- "$1" -c ;;
    esac
    while read -r command; do
        # As the text says.
        [ "$1" != fish ] || command=$(printf '%s\n' "$command" |
            sed 's/<(\(.*\))$/(\1 | psub)/')
        rm -rf called
        mkdir called
        (cd home && CALLED=$dir/called XDG_CONFIG_HOME=$dir/shell \
            PATH=$dir/words:$PATH "$@" "$command" \
            </dev/null 2>&1)
        LC_ALL=C sort called/* | tr '\n' ' '
        echo
    done <tried
}
if command -v bash >/dev/null; then
    words_of bash >words.bash
    is "$(grep -c '^<' words.bash)" "$(grep -c . tried)" 'words are seen'
    for shell in zsh fish; do
        if command -v $shell >/dev/null; then
            is "$(words_of $shell)" "$(cat words.bash)" "$shell reads them in the same way"
        else
            echo "# $shell is not here"
        fi
    done
fi
for file in README.md README.ja.md; do
    grep -qF '`vim -q (hiku --format=vimgrep 索引 | psub)`' "$root/$file"
    result $? "$file says how to write it in fish"
done

# ---- The promises ----
fresh
hiku-index add -q ~/notes
is "$(hiku -l0 ボード 2>err | tr '\0' '\n' | sed 's|.*/||')" \
    toshokan-no-madoguchi.txt 'characters inside a word are found'
said 'no passage has these words' 'which is said'
is "$(hiku -l0 -n 100 --literal 文字コ | tr '\0' '\n' | sort)" \
    "$(grep -lF 文字コ ~/notes/* | sort)" '--literal is grep'
printf '%s\n' '{"id":"cat","text":"猫が川崎にいる。"}' \
    '{"id":"tokyo","text":"東京都の人口。"}' '{"id":"eat","text":"そばを食べた。"}' |
    hiku-index --db "$dir/small" add -q --format jsonl -
# asks QUERY: the ids of what it finds by its words
asks() {
    hiku --db "$dir/small" --json "$1" 2>/dev/null |
        sed -n 's/.*"way":"words".*"id":"\([a-z]*\)".*/\1/p'
}
is "$(asks 京都)-$(asks 食べる)-$(asks ねこ)-$(asks かわさき)" '-eat-cat-' \
    'what is found, and what is not'

is "$(hiku --count 元号 date:令和元年5月) $(hiku --count 空港 --since 7d)" '1 2' \
    'dates of other kinds'

# ---- The lists ----
sed -n '/^#define HK_FORMAT_LIST/,/^#endif/p' "$root/formats/list.h" |
    tr -d '\\\t\n' | sed "s/FORMAT(/\\$nl/g" |
    sed -n 's/^\([a-z]*\), *"[^"]*", *"\([^"]*\)").*/| `\1` | \2 |/p' >formats
is "$(grep -c . formats)" "$(hiku-index help add | tr -d ' \n' |
    sed 's/.*inthisformat(\([a-z,]*\)).*/\1/' | tr , '\n' | grep -c .)" \
    'all formats are read from the table'
is "$(grep -xFf formats "$root/README.md")" "$(cat formats)" 'formats'
is "$(sed -n 's/^| `\([a-z]*\)` | .*/\1/p' "$root/README.ja.md")" \
    "$(sed 's/^| `\([a-z]*\)`.*/\1/' formats)" 'formats in README.ja.md'
{
    hiku --help
    for command in add update remove reindex 'dict add' list status check; do
        # shellcheck disable=SC2086
        hiku-index help $command
    done
} | grep -o -- '--[a-z][a-z-]*' | sort -u >options
hiku --help | sed -n 's/^  \([a-z]*:\)[A-Z].*/`\1`/p' >fields
for file in README.md README.ja.md; do
    is "$(grep -o -- '--[a-z][a-z-]*' "$root/$file" | sort -u |
        comm -23 - options)" '' "options in $file"
    is "$(grep -o '`[a-z]*:`' "$root/$file" | awk '!seen[$0]++')" \
        "$(cat fields)" "fields in $file"
done
# preset OPTION: its value if it is not given
preset() {
    hiku --help | sed -n "/ --$1 /,/default/s/.*(\{0,1\}default \([0-9]*\)).*/\1/p"
}
most=$(preset limit)
each=$(hiku --help | tr -d ' \n' |
    sed 's/.*0:anynumber(default\([0-9]*\)).*/\1/')
tr '\n' ' ' <"$root/README.md" | grep -qF \
    "($most passages, $each of one article)"
result $? 'limits'
grep -qF "（全部で $most 節、一つの記事から $each 節）" "$root/README.ja.md"
result $? 'limits in README.ja.md'
grep -q '^#define HK_VERIFY_MAX 20000$' "$root/query/search/verify.h" &&
    grep -qF '20,000 passages' "$root/README.md" &&
    grep -qF '二万節' "$root/README.ja.md"
result $? 'how many candidates are examined'

# version ROW FILE NAME: docs/SCHEMA.md has the number that the source has
version() {
    is "$(sed -n "s/^| $1[^|]*| \([0-9]*\) |.*/\1/p" "$root/docs/SCHEMA.md")" \
        "$(sed -n "s/^#define $3 \([0-9]*\)$/\1/p" "$root/$2")" "$3"
}
version schema store/schema.h HK_SCHEMA_VERSION
version terms text/term.h HK_TERM_VERSION
version normaliser text/norm.h HK_NORM_VERSION

# ---- Files that documents name ----
cd "$root" || exit 1
rooms='base|encoding|text|formats|shim|store|indexer|query|lib|cli|serve'
rooms="$rooms|tests|tools|bench|docs|corpus"
for file in *.md docs/*.md bench/README.md corpus/README.md; do
    # Not those with capital letters, which stand for a name, nor patterns.
    grep -oE "(^|[^A-Za-z0-9_/.~-])($rooms)/[A-Za-z0-9_*./-]*" "$file" |
        sed 's/^[^a-z]//; s/[.,]*$//' | sort -u | while read -r name; do
        case $name in
        README* | *ARCH* | *[*]*) continue ;;
        docs/*.md | */README.md) ;;
        *[A-Z]* | *_) continue ;; # test_NAME
        esac
        for end in '' .c .h .cc .t; do
            [ ! -e "$name$end" ] || continue 2
        done
        echo "$file: $name"
    done
    grep -oE '\]\([^):]*\)' "$file" | tr -d ']()' | while read -r name; do
        [ -e "$(dirname "$file")/${name%%#*}" ] || echo "$file: $name"
    done
done >"$dir/missing"
is "$(cat "$dir/missing")" '' 'every file that is named exists'
links() {
    sed -n '/^## \(Documents\|文書\)/,/^- `man/s/^- \[\([^]]*\)\](.*/\1/p' "$1" |
        sed 's/\.ja\.md/.md/'
}
is "$(links README.ja.md)" "$(links README.md)" 'both name the same documents'
finish
