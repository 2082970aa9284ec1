#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What hiku finds out about the terminal that it prints to.
. "${0%/*}/tap.sh"
command -v python3 >/dev/null || skip_all 'python3 is missing'

mkdir in
printf '# 幅\n\n灯台……①から→港※まで○。\n' >in/haba.md
"$HIKU_INDEX" add -q in
export HIKU TERM=xterm NO_COLOR=1

# ---- Characters of ambiguous width: the terminal is asked ----

ask='"$HIKU" 灯台 2>/dev/null'
left='; stty -icanon min 0 time 1; dd count=1 bs=99 2>/dev/null | od -An -c'
page=$("$HIKU" --pretty --color=never --marks '[' ']' --width 24 灯台)
wide=$("$HIKU" --pretty --color=never --marks '[' ']' --width 24 --ambiguous 2 灯台)
is "$(terminal 24 9 "$ask")" "$page" 'one that says one cell'
is "$(terminal -a 2 24 9 "$ask" | sed 's/.*K1/1/')" "$wide" 'one that says two'
[ "$page" != "$wide" ]
result $? 'which are not the same'
is "$(terminal -a 0 24 9 "$ask" | sed 's/.*K1/1/')" "$page" 'one that says nothing'
is "$(terminal -a 9 24 9 "$ask" | sed 's/.*K1/1/')" "$page" 'or nonsense'
for cells in 0 2 9; do
    is "$(terminal -a $cells 24 9 "$ask; $ask$left" | grep -c '<asked>')" 1 \
        'it is asked once a session'
    is "$(terminal -a $cells 24 9 "$ask$left" | sed 1,3d)" '' \
        'and nothing is left of its answer'
done
is "$(terminal -i "typed$nl" 24 9 "$ask; read x; echo got \$x" |
    sed -n '$p')" 'got typed' 'what was typed before stays'
for how in '--ambiguous 1' --json --no-heading '| cat'; do
    is "$(terminal -a 2 80 9 "\"\$HIKU\" 灯台 $how 2>/dev/null" |
        grep -c '<asked>')" 0 "it is not asked with $how"
done
is "$(LC_ALL=C terminal -a 2 80 9 "$ask" | grep -c '<asked>')" 0 \
    'nor where it may not be in UTF-8'
kept='; stat -c %a "$XDG_STATE_HOME"/hiku/width-$$'
is "$(terminal 24 9 "$ask$kept" | sed -n '$p')" 600 'only the user may read it'
spoilt='; chmod 666 "$XDG_STATE_HOME"/hiku/width-$$; '
is "$(terminal -a 2 24 9 "$ask$spoilt$ask" | grep -c '<asked>')" 2 \
    'what others could have written is not believed'

# ---- What script(1) writes down ----

if command -v script >/dev/null && script --version 2>/dev/null |
    grep -q util-linux; then
    is "$(script -qec '"$HIKU" 灯台' /dev/null </dev/null | tr -d '\r')" \
        "$("$HIKU" 灯台)" 'lines, not a page'
fi
is "$(SCRIPT=typescript screen 80 '"$HIKU" 灯台')" "$("$HIKU" 灯台)" \
    'also where a variable says so'
finish
