#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Where the output goes: readers that leave or read slowly, streams that are
# closed, no terminal, a poor one, a narrow one, the C locale.
. "${0%/*}/tap.sh"

esc=$(printf '\033')
mkdir in
python3 - <<'END'
for i in range(1500):
    with open("in/%04d.txt" % i, "w", encoding="utf-8") as f:
        f.write("川の話\n\n" + "川の土手を歩く。" * 3 + "%d番の\x1b[31m橋\u202e。\n" % i)
END
"$HIKU_INDEX" add -q in
export HIKU HIKU_INDEX

# ---- A reader that leaves early ----
cat >leave.py <<'END'
import os, signal, subprocess, sys
def default():
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
def ignored():
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
for what in (default, ignored):
    run = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                           preexec_fn=what, restore_signals=False)
    run.stdout.read(1)
    run.stdout.close()
    words = run.stderr.read()
    status = run.wait(timeout=int(os.environ["HANGS"]))
    # It has found what it was asked for, ends by the signal, or says in a
    # line that nobody listens.
    assert status in (0, -signal.SIGPIPE) and not words or \
        status == 2 and words.count(b"\n") == 1, (what, status, words)
END
for command in '-n 3000 川' '-n 3000 --json 川' '-n 3000 -m 0 -l 川'; do
    # shellcheck disable=SC2086
    status 0 "hiku $command, and the reader leaves" \
        python3 leave.py "$HIKU" $command
done
for command in 'list' 'list --json'; do
    # shellcheck disable=SC2086
    status 0 "hiku-index $command, and the reader leaves" \
        python3 leave.py "$HIKU_INDEX" $command
done

# ---- A reader that is slow: the pipe fills, nothing is lost ----
"$HIKU" -n 3000 --json 川 >whole
"$HIKU" -n 3000 --json 川 | (sleep 1 && cat) | cmp -s - whole
result $? 'a full pipe waits'
"$HIKU_INDEX" list >whole
"$HIKU_INDEX" list | (sleep 1 && cat) | cmp -s - whole
result $? 'also that of hiku-index'

# ---- Streams that are closed: no file of ours takes their place ----
sh -c '"$HIKU" 川 >&-' 2>err
is $? 2 'standard output is closed'
lines 1 'which is said in a line'
sh -c '"$HIKU_INDEX" list >&-' 2>err
is $? 2 'standard output of hiku-index'
lines 1 'in a line as well'
sh -c '"$HIKU" -c 川 2>&-' >out
is "$?$(cat out)" 01500 'standard error is closed'
sh -c '"$HIKU" -c 川 <&-' >out
is "$?$(cat out)" 01500 'standard input is closed'
echo '雪の話' >in/yuki.txt
sh -c '"$HIKU_INDEX" add in <&- >&- 2>&-'
"$HIKU_INDEX" check >out 2>err
is "$?" 0 'a writer without any: the index is whole'
is "$("$HIKU" -c 雪)" 1 'and has what was added'

# ---- No terminal, no locale ----
for words in 'env -u TERM' 'env TERM=' 'env -i TERM=xterm' 'env LC_ALL=C' \
    'env LC_ALL=xx_YY.nosuch'; do
    $words "$HIKU" --db db -n 1 -c 川 >out 2>err
    is "$?$(cat out err)" 01500 "$words"
    $words "$HIKU" --db db -n 1 雪 >out 2>err
    is "$?$(cat err)$(cat out)" '0in/yuki.txt:1: 雪の話' 'the same letters'
    $words "$HIKU_INDEX" status --db db >out 2>err
    is "$?$(cat err)" 0 'hiku-index status'
done

# ---- Terminals ----
export TERM=xterm
if [ "$(screen 80 'echo here' 2>/dev/null)" = here ]; then
    for width in 1 5 20 500; do
        screen $width '"$HIKU" --no-pager -n 5 橋; echo "$?"' >out
        is "$(tail -n 1 out)" 0 "$width columns"
        is "$(sed "s/$esc\[[0-9;]*m//g" out | grep -c -e "$esc" -e '‮')" 0 \
            'no escape and no turned writing'
        screen $width '"$HIKU_INDEX" status; echo "$?"' >out
        is "$(tail -n 1 out)" 0 'hiku-index status'
    done
    screen 60 'unset TERM; "$HIKU" --no-pager -n 1 橋; echo "$?"' >out
    is "$(tail -n 1 out)" 0 'a terminal, but no TERM'
    screen 60 'LC_ALL=C "$HIKU" --no-pager -n 1 橋; echo "$?"' >out
    is "$(tail -n 1 out)" 0 'a terminal in the C locale'
    is "$(sed "s/$esc\[[0-9;]*m//g" out | grep -c -e "$esc")" 0 \
        'without escapes, too'
else
    echo '# no terminal: python3 is missing'
fi
finish
