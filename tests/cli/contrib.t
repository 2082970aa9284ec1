#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What is in contrib/ works with the programs that it is for, as far as they
# are here.
contrib=$(cd "${0%/*}/../../contrib" && pwd)
. "${0%/*}/tap.sh"

mkdir in bin
ln -s "$HIKU" bin/hiku
ln -s "$contrib/hiku-fzf" bin/hiku-fzf
PATH=$dir/bin:$PATH
printf '一行目。\n二行目に灯台がある。\n' >'in/a b.txt'
printf '灯台と港。\n' | iconv -t CP932 >in/sjis.txt
"$HIKU_INDEX" add -q in

is "$(cd "$contrib" && ls -p | grep -vx README.md | LC_ALL=C sort |
    sed 's/^keys\..*/keys/' | uniq)" \
    "hiku-fzf${nl}hiku-loanwords${nl}hiku.el${nl}hiku.vim${nl}keys${nl}packaging/${nl}systemd/" 'the files'
for shell in bash zsh fish; do
    ! command -v $shell >/dev/null || $shell -n "$contrib/keys.$shell"
    result $? "keys.$shell"
done
for editor in vim nvim; do
    command -v $editor >/dev/null || continue
    $editor -u NONE -i NONE -es -N \
        -c 'set encoding=utf-8 fileencodings=utf-8,cp932' \
        -c "source $contrib/hiku.vim" -c 'Hiku --sort path 灯台' \
        -c 'cfirst' \
        -c 'call writefile([expand("%:t") . ":" . line(".")], "first")' \
        -c 'cnext' \
        -c 'call writefile([getline("."), &fileencoding], "second")' \
        -c 'qa!' </dev/null >/dev/null 2>&1
    is "$(cat first second)" "a b.txt:2${nl}灯台と港。${nl}cp932" "$editor"
done
if command -v emacs >/dev/null; then
    cat >ask.el <<'END'
(setq compilation-always-kill t)
(let ((buffer (hiku "--sort path 灯台")))
  (while (get-buffer-process buffer) (accept-process-output nil 0.1))
  (set-buffer buffer)
  (next-error 1 t)
  (with-current-buffer (window-buffer)
    (princ (format "%s:%d\n" (buffer-name) (line-number-at-pos)))))
END
    is "$(emacs -Q --batch -l "$contrib/hiku.el" -l ask.el 2>err)" \
        'a b.txt:2' 'Emacs' || cat err
fi
if command -v fzf >/dev/null; then
    # As fzf runs it: the query and the parts of a line are quoted by it.
    is "$(hiku --color=always --format=lines 灯台 |
        fzf --ansi --delimiter : --filter 'a b' | cut -d: -f1,2)" \
        'in/a b.txt:2' 'fzf reads the lines'
    is "$(hiku --show 'in/a b.txt:2:40')" '   2  二行目に灯台がある。' \
        'and what is shown beside them'
fi
if command -v systemd-analyze >/dev/null; then
    # Without a folder of the user's it looks at nothing.
    mkdir -m 700 units run
    cp "$contrib"/systemd/* units
    status 0 'systemd' env XDG_RUNTIME_DIR="$dir/run" \
        systemd-analyze --man=no --user verify units/*
    err '' 'has nothing to say of the units'
fi
finish
