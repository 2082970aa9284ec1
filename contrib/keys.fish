# SPDX-License-Identifier: GPL-2.0-or-later
#
# Ctrl-X Ctrl-H: search as you type, and put the chosen file into the command
# line. Needs contrib/hiku-fzf on the PATH.

function _hiku_insert
    set -l file (hiku-fzf --print)
    and commandline -i -- (string escape -- $file)
    commandline -f repaint
end
bind \cx\ch _hiku_insert
