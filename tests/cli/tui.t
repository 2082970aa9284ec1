#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Search as you type, in terminals of tmux: what is seen in windows of three
# sizes (tests/tui; `make golden` writes them anew), and what keys do.
fault=$(cd "${0%/*}/../fault" && pwd)
golden=$(cd "${0%/*}/../tui" && pwd)
. "${0%/*}/tap.sh"
command -v tmux >/dev/null || skip_all 'tmux is missing'
tmux() {
    command tmux -S "$dir/tmux" -f /dev/null "$@"
}
trap 'tmux kill-server 2>/dev/null; rm -rf "$dir"' EXIT

mkdir -p in/旅
cat >in/旅/kita.md <<'END'
---
title: 北の港町
date: 2023-08-12
tags: [旅, 港]
---

# 北の港町

港のそばに灯台がある。空港から①バスで…三〇分→港※だ。「波の音」が聞こえる〜、とガイドブックには書いてあったが、チェックインしたホテルでは、ちょっとした風の音しか聞こえなかった。

## 持ち物

港の地図と、空港行きの切符と、全文検索の本。
END
printf '灯台守の日記。\n\n夜になると、港の灯りがきれいだ。\033[31m赤\033]0;x\007\n' \
    >in/a.txt
printf '検索の話。\n\n港とは関係がない。\n' >in/b.txt
touch -d 2024-02-03 in/a.txt in/b.txt
export HIKU HIKU_INDEX
"$HIKU_INDEX" add -q in
"$HIKU" --complete けん >/dev/null 2>&1 # lists the dictionary by readings
cat >editor <<'END'
#!/bin/sh
printf '%s\n' "$*" >>"$0.log"
END
chmod +x editor

# start COLUMNS ROWS [ARGUMENT...]: hiku -i in a window; its exit status is then
# in the file `code`
start() {
    tmux kill-server 2>/dev/null
    rm -f tmux code
    size="-x $1 -y $2"
    shift 2
    # shellcheck disable=SC2086
    tmux new-session -d $size "VISUAL=$dir/editor NO_COLOR=${color-1} \
        '$HIKU' -i $* 2>err; echo \$? >code; sleep 99" \; \
        set -g status off \; set -s set-clipboard on \; set -s escape-time 0
}
shows() { # what the window shows
    tmux capture-pane -p | sed 's/ *$//'
}
has() {
    shows | grep -qF -e "$1"
}
last_row_is_drawn() { # of 100
    [ "$(shows | sed -n 100p | tr -d ' ')" = '|' ]
}
empty() {
    [ -z "$(shows | tr -d '\n')" ]
}
# sees TEXT NAME: the window comes to show it
sees() {
    comes has "$1"
    result $? "$2"
    has "$1" || shows | sed 's/^/# /'
}
left() {
    [ -s code ]
}
type_() {
    tmux send-keys -l "$1"
}
# screen_is NAME: the window comes to be what is kept
same() {
    shows >now
    cmp -s now "$golden/$1.golden"
}
screen_is() {
    if [ "${HIKU_GOLDEN-}" = write ]; then
        sleep 1
        shows >"$golden/$1.golden"
    fi
    if comes same "$1"; then
        result 0 "$1"
    else
        result 1 "$1"
        diff "$golden/$1.golden" now | sed 's/^/# /'
    fi
}

# ---- What is seen ----

start 80 24
sees '? shows the keys' 'it says how to get help'
type_ '港'
screen_is list-80x24
is "$(tmux capture-pane -pe | grep -c '[[;]4m港')" 5 'matches are marked'
tmux send-keys C-o
screen_is read-80x24
tmux send-keys q Tab Tab
screen_is menu-80x24
tmux send-keys Enter
sees '> 港 type:text' 'a query is narrowed'
sees '1/2' 'and asked again'
tmux send-keys Tab
sees '2 text' 'the menu has what is left'
tmux send-keys Enter
sees '1/4' 'the same again takes it back'
tmux resize-window -x 20 -y 6
screen_is list-20x6
tmux resize-window -x 200 -y 50
screen_is list-200x50
type_ '?'
sees '> 港?' 'a question mark behind a word is typed'
tmux send-keys C-u '?'
sees 'ctrl-w alt-d' 'the keys are shown'
tmux send-keys q C-u
type_ 'kens'
sees '検索' 'words that are half typed, in romaji, are completed'
sees '検索の話' 'and found'
tmux send-keys Right
sees '> 検索' 'they are taken over'
tmux send-keys C-p C-u
type_ '検索 ガイドブンク'
sees 'did you mean ガイドブック' 'what may be a slip is told, once nothing is typed'
tmux send-keys C-u
type_ '赤'
sees '␛[31m赤␛]0;x␇' 'escapes of a document are only shown'

# ---- What keys do ----

tmux send-keys C-y
sees 'copied the path' 'it says what was copied'
is "$(tmux show-buffer)" "$dir/in/a.txt" 'and the terminal has it'
tmux send-keys Enter
comes grep -q . editor.log
is "$(cat editor.log)" "$dir/in/a.txt" 'enter opens the file'
sees '> 赤' 'and comes back'
tmux send-keys Escape
comes left
is "$(cat code)" 0 'esc leaves'
is "$(stat -c %a "$XDG_STATE_HOME/hiku/queries")" 600 'only the user may read what was asked'
start 40 12 港
sees '1/4' 'it begins with a query'
tmux send-keys C-p
sees '> 赤' 'what was asked before is there'
tmux send-keys C-c
comes left
is "$(cat code)" 130 'ctrl-c leaves with status 130'
comes empty
result $? 'and the screen is what it was'

# ---- Suspended, and with a mouse ----

if command -v bash >/dev/null; then
    tmux kill-server 2>/dev/null
    rm -f tmux
    tmux new-session -d -x 60 -y 12 "PS1='shell: ' bash --norc --noprofile -i" \; \
        set -g status off \; set -s escape-time 0
    sees 'shell:' 'a shell'
    # Time enough for hiku to take the terminal too early.
    cat >quits <<'END'
#!/bin/sh
trap '' QUIT INT
kill -s QUIT 0
sleep 1
kill -s INT 0
sleep 1
: >>"$0.log"
END
    chmod +x quits
    type_ "VISUAL=$dir/quits '$HIKU' -i 港"
    tmux send-keys Enter
    sees '1/4' 'runs it'
    tmux send-keys Enter
    comes [ -e quits.log ]
    tmux send-keys Down
    sees '2/4' 'what is typed to end an editor does not end it'
    tmux send-keys Up
    tmux send-keys C-z
    sees 'Stopped' 'ctrl-z stops it'
    is "$(shows | grep -c '1/4')" 0 'and gives the terminal back'
    tmux resize-window -x 300 -y 100
    type_ fg
    tmux send-keys Enter
    sees '1/4' 'fg goes on'
    comes last_row_is_drawn
    result $? 'in the size that the window has now'
    type_ "$(printf '\033[<65;3;4M\033[<65;3;4M')"
    sees '3/4' 'the wheel moves in the list'
    type_ "$(printf '\033[<64;3;4M')"
    sees '2/4' 'and back'
    tmux send-keys C-u
    type_ '赤'
    sees '1/1' 'keys are read'
    tmux send-keys C-c
    sees 'shell:' 'and the shell goes on'
fi

# ---- Where there is no terminal for it ----

refuses() { # NAME TEXT COMMAND
    is "$(terminal 40 9 "$3"'; echo "status $?"' | tr '\n' ' ' |
        grep -c "$2.*status 2")" 1 "$1"
}
if command -v python3 >/dev/null; then
    export HIKU HIKU_INDEX
    refuses 'a dumb terminal' 'is dumb' 'TERM=dumb "$HIKU" -i'
    refuses 'no TERM' 'is dumb' 'TERM= "$HIKU" -i'
    refuses 'an unknown one' 'not known' 'TERM=nosuch "$HIKU" -i'
    refuses 'a buffer of Emacs' 'Emacs' \
        'TERM=xterm INSIDE_EMACS=29,compile "$HIKU" -i'
fi
# ---- Keys at random: the short form of `make keys` ----

if command -v python3 >/dev/null; then
    is "$("$fault/keys" --count 300)" \
        '300 keys: left with 130, nothing was said' 'any keys'
fi
status 2 'no terminal' "$HIKU" -i 港
said 'needs a terminal as its input' 'is said'
status 2 'with --json' "$HIKU" -i --json 港
finish
