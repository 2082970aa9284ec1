# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Ctrl-X Ctrl-H: search as you type, and put the chosen file into the command
# line. Needs contrib/hiku-fzf on the PATH.

_hiku_insert() {
    local file
    file=$(hiku-fzf --print) || return
    file=$(printf '%q' "$file")
    READLINE_LINE=${READLINE_LINE:0:READLINE_POINT}$file${READLINE_LINE:READLINE_POINT}
    READLINE_POINT=$((READLINE_POINT + ${#file}))
}
bind -x '"\C-x\C-h": _hiku_insert'
