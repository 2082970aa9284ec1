#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku-index watch: what is saved is found, what goes goes, and nothing is lost
# where the system drops news or has no watches left. CHECKOUT=10000 is the long
# form: a branch with so many more files is checked out.
. "${0%/*}/tap.sh"

status 2 'no index to watch' "$HIKU_INDEX" watch
said "$dir/db" 'it is named'
is "$(ls -d db 2>/dev/null)" '' 'and not made'
status 2 'a silence that is too long' "$HIKU_INDEX" watch --delay 10001
err 'hiku-index: --delay takes a number from 1 to 10000' 'is refused'
status 2 'paths are not taken' "$HIKU_INDEX" watch in

mkdir -p in/sub
printf '川の話\n\n川の土手を歩く。\n' >in/kawa.txt
printf '海の話\n\n海で泳いだ。\n' >in/sub/umi.txt
"$HIKU_INDEX" add -q in
probe=$dir/probe.txt
mkdir other

# What a command prints comes to be WANTED.
until_is() { # WANTED NAME COMMAND...
    wanted=$1 name=$2
    shift 2
    comes prints "$@"
    is "$got" "$wanted" "$name"
}
prints() {
    got=$("$@")
    [ "$got" = "$wanted" ]
}
# The same, of an answer. It is asked for again only when the watcher has said
# that it wrote something, since it takes longer than a look at the log.
until_answered() { # WANTED NAME COMMAND...
    wanted=$1 name=$2
    shift 2
    comes answers "$@" || got=$("$@")
    is "$got" "$wanted" "$name"
}
answers() {
    now=$(wc -c <log)
    [ "$now" != "$heard" ] || return 1
    heard=$now
    prints "$@"
}
begins() { # NAME [OPTION...]
    name=$1
    shift
    "$HIKU_INDEX" watch --delay 20 "$@" >log 2>log.err </dev/null &
    watcher=$!
    until_is 1 "$name" grep -c '^watching' log
    heard=$(wc -c <log)
}
ends() { # SIGNAL NAME
    kill -"$1" $watcher
    wait $watcher
    is $? 0 "$2"
}
trap 'kill -9 $watcher 2>/dev/null; rm -rf "$dir"' EXIT
watcher= heard=0

printf '雪の話\n\n雪が積もる。\n' >in/yuki.txt # while nobody watches
begins 'it begins' -v
is "$(finds 雪)" in/yuki.txt 'with an update'

# ---- Nothing ----
sleeps() {
    before=$(grep voluntary /proc/$watcher/status)
    sleep .2
    [ "$(grep voluntary /proc/$watcher/status)" = "$before" ] && echo yes
}
if [ -r /proc/$watcher/status ]; then
    until_is yes 'while nothing happens it is not woken' sleeps
fi

# ---- Files ----
printf '橋を渡った。\n' >in/hashi.txt
until_answered in/hashi.txt 'a new file' finds 橋
printf '滝を見た。\n' >in/.hashi.txt.swp && mv in/.hashi.txt.swp in/hashi.txt
until_answered in/hashi.txt 'one that an editor renames over the old one' finds 滝
is "$(finds 橋)" '' 'takes its place'
mv in/hashi.txt in/hashi.txt~ && printf '虹が出た。\n' >in/hashi.txt &&
    rm in/hashi.txt~
until_answered in/hashi.txt 'one that is moved aside before' finds 虹
ln in/kawa.txt other/link && mv other/link in/tsuchi.txt
until_answered "in/kawa.txt in/tsuchi.txt" 'one that comes from elsewhere' finds 土手
rm in/tsuchi.txt
until_answered in/kawa.txt 'and goes' finds 土手

# ---- Folders ----
mkdir -p in/new/deep && printf '霧が深い。\n' >in/new/deep/kiri.txt
until_answered in/new/deep/kiri.txt 'a new folder' finds 霧
mv in/new in/moved
until_answered in/moved/deep/kiri.txt 'it is moved' finds 霧
printf '霜が降りた。\n' >in/moved/deep/shimo.txt
until_answered in/moved/deep/shimo.txt 'and watched under its new name' finds 霜
mv in/moved other/out
until_answered '' 'it is moved away' finds 霧
printf 'yuki.txt\n' >in/.hikuignore
until_answered '' 'rules count at once' finds 雪
rm in/.hikuignore
until_answered in/yuki.txt 'and no longer' finds 雪

# ---- A checkout ----
files=${CHECKOUT:-100}
in_git() {
    git -C in -c user.name=t -c user.email=t@t.invalid -c core.hooksPath=/dev/null "$@"
}
(
    in_git init -q && in_git add . && in_git commit -qm one &&
        in_git checkout -qb many && mkdir -p in/many/more && cd in/many &&
        python3 -IS - "$files" <<'END' && cd ../.. && in_git add . &&
import sys
for n in range(int(sys.argv[1])):
    open(f"{n}.txt" if n % 2 else f"more/{n}.txt", "w").write("蜂が飛ぶ。\n")
END
        in_git commit -qm many && in_git checkout -q -
) >out 2>err
is "$(ls in/many 2>&1 | grep -c txt)/$(cat err)" 0/ 'a branch with many files'
printf '雲が出た。\n' >in/kumo.txt
until_answered in/kumo.txt 'that was made and left' finds 雲
is "$("$HIKU" --count 蜂)" 0 'is gone'
in_git checkout -q many
until_answered "$files" 'is checked out' "$HIKU" --count 蜂
in_git checkout -q -
until_answered 0 'and left again' "$HIKU" --count 蜂

# ---- What was added ----
printf '星が光る。\n' >other/hoshi.txt
"$HIKU_INDEX" add -q other/hoshi.txt
printf '月が光る。\n' >other/new && mv other/new other/hoshi.txt
until_answered other/hoshi.txt 'what another process adds is watched' finds 月
mv in gone && rm -rf gone # at once, for the watcher
until_is 1 'a folder that goes as a whole is told' \
    grep -c "^hiku-index: $dir/in: can no longer be read" log.err
is "$(finds 雪)" in/yuki.txt 'and kept'
mkdir in && printf '灯台が見える。\n' >in/toudai.txt
until_answered in/toudai.txt 'it comes back' finds 灯台
is "$(finds 雪)" '' 'with what is in it now'

# ---- Other writers ----
cp log before
touch other/unwanted in/.hidden
mkdir -p in/.git && printf '風が吹く。\n' >in/.git/kaze.txt
printf '嵐が来る。\n' >in/arashi.txt
until_answered in/arashi.txt 'what is not wanted' finds 嵐
is "$(tail -n 1 log)/$(finds 風)" '1 new/' 'is passed over'
python3 -IS - <<'END' &
import fcntl, os, struct, time
lock = open(os.environ["HIKU_DB"] + "/lock", "r+")
fcntl.fcntl(lock, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))
open("held", "w").close()
while not os.path.exists("free"):
    time.sleep(.02)
END
holder=$!
until_is held 'another process writes' ls held
printf '雷が鳴る。\n' >in/kaminari.txt
until_is 1 'it is told that its end is waited for' \
    grep -c 'is writing to the index' log.err
: >free
wait $holder
until_answered in/kaminari.txt 'and then written' finds 雷

# ---- News that are lost ----
kill -STOP $watcher
for _ in 1 2 3; do
    (cd in && touch $(yes 'toudai.txt arashi.txt' | head -n 3000))
done
printf '虫が鳴く。\n' >in/mushi.txt
kill -CONT $watcher
until_answered in/mushi.txt 'too many changes at once' finds 虫
until_is 2 'it began anew' grep -c '^watching' log
kill -HUP $watcher
until_is 3 'as SIGHUP asks for' grep -c '^watching' log
ends TERM 'SIGTERM ends it in order'
status 0 'nothing is left to do' "$HIKU_INDEX" update
is "$(sed 's/[0-9]* unchanged//' out)" '' 'for an update'

ln -s ../other in/link
"$HIKU_INDEX" add -q --follow in
"$HIKU_INDEX" watch -q --delay 20 >log 2>log.err </dev/null &
watcher=$!
printf '蝉が鳴く。\n' >in/semi.txt
until_is in/semi.txt 'once more' finds 蝉
until_is 1 'where links are followed, that is said' \
    grep -c "^hiku-index: links in '$dir/in' are followed; .* 600 seconds" log.err
ends INT 'SIGINT ends it, too'
is "$(cat log)" '' 'nothing is printed if that is wished'

# ---- A terminal that is closed ----
# How it ends, and how often it began. Its own output goes to a file.
in_terminal() { # default|ignored
    HIKU_INDEX=$HIKU_INDEX python3 -IS - "$1" <<'END'
import os, pty, signal, sys, time
def until(what):
    end = time.time() + int(os.environ["HANGS"])
    while time.time() < end:
        if what():
            return True
        time.sleep(.05)
def begun():
    return open("log").read().count("watching ")
open("log", "w").close()
child, terminal = pty.fork()
if not child:
    if sys.argv[1] == "ignored":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    log = os.open("log", os.O_WRONLY | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    index = os.environ["HIKU_INDEX"]
    os.execv(index, [index, "watch"])
until(lambda: begun() == 1)
os.close(terminal)
if sys.argv[1] == "ignored":
    until(lambda: begun() == 2)
    os.kill(child, signal.SIGTERM)
how = []
until(lambda: how.append(os.waitpid(child, os.WNOHANG)) or how[-1][0])
if not how[-1][0]:
    os.kill(child, signal.SIGKILL)
print(how[-1], begun())
END
}
is "$(in_terminal default | sed 's/^([0-9]*/(N/')" '(N, 0) 1' \
    'a terminal that is closed ends it in order'
is "$(in_terminal ignored | sed 's/^([0-9]*/(N/')" '(N, 0) 2' \
    'under nohup it goes on'

# ---- No watches left ----
few() { # COMMAND...: where there are few of them
    exec unshare -Ur sh -c \
        'echo 5 >/proc/sys/user/max_inotify_watches && exec "$@"' few "$@"
}
if (few true) 2>/dev/null; then
    mkdir -p in/a/b in/c
    few "$HIKU_INDEX" watch --delay 20 --every 1 >log 2>log.err &
    watcher=$!
    until_is 1 'no watches left' grep -c 'no watches left: .*max_user_watches=' \
        log.err
    printf '鯨が泳ぐ。\n' >in/c/kujira.txt
    until_answered in/c/kujira.txt 'such folders are looked at' finds 鯨
    ends TERM 'and it ends'
fi
finish
