#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# bash, zsh and fish complete what the tables of the programs have.
. "${0%/*}/tap.sh"

make=${HIKU%/*}/tools/make-completions
[ -x "$make" ] || skip_all 'make-completions is not built'
for shell in bash zsh fish; do
    "$make" $shell >c.$shell
done
mkdir 'a folder' bin
touch 'a file'
ln -s "$HIKU" bin/hiku
ln -sf "$HIKU_INDEX" bin/hiku-index
PATH=$PWD/bin:$PATH
cat >t.md <<'END'
---
tags: [旅行, 旅館, "$(touch ran)"]
author: 田中 花子
---
道を行く。
END
printf '{"id":"a","text":"全文検索の検査。"}\n' | "$HIKU_INDEX" add -q --format jsonl -
printf '{"id":"b","text":"建設する。"}\n' |
    "$HIKU_INDEX" --db other add -q --format jsonl -

# in_bash WORD...: what bash offers for the last of them
in_bash() {
    bash -c '. ./c.bash
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        if [ "$1" = hiku ]; then _hiku; else _hiku_index; fi
        printf "%s\n" "${COMPREPLY[@]}"' sh "$@" | LC_ALL=C sort | tr '\n' ' '
}
"$HIKU_INDEX" add -q t.md
XDG_DATA_HOME=$dir/share
export XDG_DATA_HOME
for name in notes novels; do
    "$HIKU_INDEX" -C $name add -q t.md
done
if command -v bash >/dev/null; then
    is "$(in_bash hiku --no-)" '--no-heading --no-pager --no-sound --no-synonyms ' 'bash: options'
    is "$(in_bash hiku serve --e)" '--everyone-may-read ' 'those of hiku serve'
    is "$(in_bash hiku 空港 --format = v)" 'vimgrep ' 'a value'
    is "$(in_bash hiku --sort d)" 'date ' 'with a blank'
    is "$(in_bash hiku --db a)" 'a folder ' 'folders'
    is "$(in_bash hiku show a)" 'a file a folder ' 'files'
    is "$(in_bash hiku type : jso)" 'json jsonl ' 'formats' ||
        in_bash hiku type : jso
    is "$(in_bash hiku tag : 旅)" '旅行 旅館 ' 'tags'
    is "$(in_bash hiku tag :)" '$(touch ran) 旅行 旅館 ' 'all of them'
    is "$(ls ran 2>/dev/null)" '' 'what stands in one is not run'
    is "$(in_bash hiku author :)" '田中 花子 ' 'authors'
    is "$(in_bash hiku path : t)" 't.md ' 'paths'
    is "$(in_bash hiku -C no)" 'notes novels ' 'collections'
    is "$(in_bash hiku-index --collection = not)" 'notes ' 'in both programs'
    is "$(in_bash hiku 全文 kens)" '検査 検索 ' 'words of the index'
    is "$(in_bash hiku --db = other ken)" '建設 ' 'of the one that the line names'
    is "$(in_bash hiku-index re)" 'reindex remove ' 'commands'
    is "$(in_bash hiku-index add --enc)" '--encoding ' 'their options'
fi
if command -v fish >/dev/null; then
    in_fish() { # fish makes its folder there
        XDG_CONFIG_HOME=$PWD fish -N -c "source c.fish; complete -C '$1'" | cut -f1 |
            LC_ALL=C sort | tr '\n' ' '
    }
    is "$(in_fish 'hiku --no-')" '--no-heading --no-pager --no-sound --no-synonyms ' 'fish: options'
    is "$(in_fish 'hiku serve --every')" '--everyone-may-read ' 'those of hiku serve'
    is "$(in_fish 'hiku --format=v')" '--format=vimgrep ' 'a value'
    is "$(in_fish 'hiku auth')" 'author: ' 'fields'
    is "$(in_fish 'hiku tag:旅')" 'tag:旅行 tag:旅館 ' 'tags'
    is "$(in_fish 'hiku path:t')" 'path:t.md ' 'paths'
    is "$(in_fish 'hiku -C no')" 'notes novels ' 'collections'
    is "$(in_fish 'hiku 検')" '検査 検索 ' 'words of the index'
    is "$(in_fish 'hiku-index reinde')" 'reindex ' 'commands'
fi
if command -v zsh >/dev/null; then
    cp c.zsh _hiku
    cat >keys.py <<'END'
# Types a line with a tab into zsh, prints what the command then gets.
import os, pty, re, select, sys, time

pid, fd = pty.fork()
if pid == 0:
    os.execvp("zsh", ["zsh", "-f", "-i"])
def send(text):
    os.write(fd, text.encode())
def read(until):
    seen, end = "", time.time() + int(os.environ["HANGS"])
    while until not in seen and time.time() < end:
        if select.select([fd], [], [], 1)[0]:
            try:
                seen += os.read(fd, 65536).decode("utf-8", "replace")
            except OSError:
                break
    return seen
send("fpath=($PWD $fpath); autoload -U compinit; compinit -u -D; "
     "hiku() { print -r -- G''OT:\"$*\":END }; "
     "hiku-index() { hiku \"$@\" }; print -r -- RE''ADY\n")
read("READY")
for line in sys.argv[1:]:
    send(line + "\t\n")
    print(re.findall("GOT:(.*?) ?:END", read(":END"))[-1:])
END
    is "$(python3 keys.py 'hiku --no-h' 'hiku --format=vim' 'hiku --sort=pa' \
        'hiku-index reinde' 'hiku kensak' 'hiku tag:旅行' 'hiku author:' 'hiku -C nov' \
        'hiku serve --everyo' 2>/dev/null | tr -d "[]'" | tr '\n' ' ')" \
        '--no-heading --format=vimgrep --sort=path reindex 検索 tag:旅行 author:田中 花子 -C novels serve --everyone-may-read ' 'zsh'
fi
finish
