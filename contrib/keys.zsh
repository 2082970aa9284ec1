# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=all
#
# Ctrl-X Ctrl-H: search as you type, and put the chosen file into the command
# line. Needs contrib/hiku-fzf on the PATH.

_hiku_insert() {
    local file
    file=$(hiku-fzf --print) && LBUFFER+=${(q)file}
    zle reset-prompt
}
zle -N _hiku_insert
bindkey '^X^H' _hiku_insert
