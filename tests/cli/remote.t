#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Indexes of other machines, here on the loopback: the answers of one index,
# and what happens where one is dead or slow.
. "${0%/*}/asks.sh"
. "${0%/*}/tap.sh"

command -v xapian-tcpsrv >/dev/null && command -v xapian-progsrv >/dev/null ||
    skip_all 'xapian-tools is not installed'

# A server that is told to end ends its whole group: each has its own.
servers=
end_servers() {
    for pid in $servers; do
        kill -s CONT -- "-$pid" 2>/dev/null
        kill -s KILL -- "-$pid" 2>/dev/null
    done
}
trap 'end_servers; chmod -R u+rwx "$dir" 2>/dev/null; rm -rf "$dir"' EXIT

# serve PORT INDEX: $pid is the server
serve() {
    setsid xapian-tcpsrv --quiet --interface 127.0.0.1 --port "$1" \
        "$2/current" >/dev/null 2>&1 3>&- 4<&- &
    pid=$!
    servers="$servers $pid"
    python3 -c '
import socket, sys, time
for i in range(500):
    try:
        socket.create_connection(("127.0.0.1", int(sys.argv[1]))).close()
        break
    except OSError:
        time.sleep(.01)
' "$1"
}

# Ports that nothing uses now.
set -- $(python3 -c '
import socket
held = [socket.socket() for i in range(7)]
for s in held:
    s.bind(("127.0.0.1", 0))
    print(s.getsockname()[1])
')
p0=$1 p1=$2 p2=$3 p3=$4 p4=$5 mute=$6 nobody=$7
here=tcp://127.0.0.1

collect in
"$HIKU_INDEX" --db one add -q in
"$HIKU_INDEX" --db two add -q --shards 2 in
"$HIKU_INDEX" --db five add -q --shards 5 in

# ---- The same answers ----
answers answers.one one
serve "$p0" one
answers answers.tcp "$here:$p0"
same_answers answers.tcp 'one server answers as the index itself'
kill "$pid"
serve "$p0" five/shard-00
serve "$p1" five/shard-01
serve "$p2" five/shard-02
middle=$pid
serve "$p3" five/shard-03
serve "$p4" five/shard-04
answers answers.five "$here:$p0" "$here:$p1" "$here:$p2" "$here:$p3" \
    "$here:$p4"
same_answers answers.five 'five servers do'
answers answers.mixed five/shard-00 "$here:$p1" five/shard-02 "$here:$p3" \
    five/shard-04
same_answers answers.mixed 'and some here, some there'
one=$("$HIKU" --db one --complete kuukou | grep '^空港')
is "${one%%$tab*}" 空港 'words of one index'
is "$("$HIKU" --db five/shard-00 --db "$here:$p1" --db "$here:$p2" --db "$here:$p3" \
    --db "$here:$p4" --complete kuukou 2>err | grep '^空港')" "$one" \
    'words by their readings'
said 'by their readings only' 'and by nothing else, which is said'

SSH_LOG=$dir/log
export SSH_LOG
stand_in_ssh
there=ssh://reader@library.example:2222$dir
answers answers.ssh "$there/two/shard-00" "$there/two/shard-01"
same_answers answers.ssh 'two by ssh answer as one index'
is "$(LC_ALL=C sort log | sed 1q)" "-aTx -o BatchMode=yes -o ConnectTimeout=5 -o \
ServerAliveInterval=5 -o ServerAliveCountMax=1 -p 2222 reader@library.example \
xapian-progsrv '$dir/two/shard-00/current'" 'and what ssh is told'
mkdir "odd\$(id>oops);x"
cp -r one/. "odd\$(id>oops);x"
status 0 'a folder with signs of the shell' \
    "$HIKU" --db "$there/odd\$(id>oops);x" 雪
[ ! -e oops ]
is $? 0 'means itself'
status 2 'no index there' "$HIKU" --db "$there/nothing" 雪
said "$there/nothing" 'is named'
lines 1 'in one line'

# ---- Groups ----
XDG_CONFIG_HOME=$dir/config
export XDG_CONFIG_HOME
status 2 'no groups' "$HIKU" --db @all 雪
said config/hiku/indexes 'the message says where they stand'
mkdir -p config/hiku
cat >config/hiku/indexes <<END
# what is asked together
[some]
$dir/one

[all]
  $here:$p0
$dir/five/shard-01
$there/five/shard-02
$here:$p3
$here:$p4
[wrong]
somewhere
[empty]
END
"$HIKU" --db @all --json 'コンピュータ 昼寝' >group
"$HIKU" --db one --json 'コンピュータ 昼寝' | cmp -s - group
is "$?$(wc -l <group)" 010 'a group is all its places'
is "$(HIKU_DB=@some "$HIKU" -c 雪)" "$("$HIKU" --db one -c 雪)" \
    'HIKU_DB may name one'
status 2 'no such group' "$HIKU" --db @other 雪
status 2 'an empty one' "$HIKU" --db @empty 雪
status 2 'a folder that depends on where one stands' "$HIKU" --db @wrong 雪
said 'line 12' 'is named'
status 2 'groups are not written to' "$HIKU_INDEX" --db @all add in
status 2 'nor is what is elsewhere' "$HIKU_INDEX" --db "$here:$p0" add in
is "$(ls -d tcp* @* 2>/dev/null)" '' 'nothing is made'
for word in tcp://x tcp://:1 tcp://x:0 tcp://x:65536 tcp://x:1/y tcp://-x:1 \
    ssh://x ssh://x/ ssh:///x ssh://-oProxyCommand=x/y ssh://a@-b/c \
    'ssh://a b/c' 'ssh://a/b c' "ssh://a/b'c" 'ssh://a;b/c' ssh://a:x/b; do
    status 2 "no place: $word" "$HIKU" --db "$word" 雪
    lines 1 'told in one line'
done
is "$(grep -c -e ProxyCommand log)" 0 'and ssh is never asked'

# ---- Dead ----
# In seconds: a busy machine must not take longer to answer.
patience=6
set -- --db "$here:$p0" --db "$here:$p1" --db "$here:$p2" --timeout $patience
whole=$("$HIKU" "$@" -c 土手)
snow=$(echo 雪 | "$HIKU" "$@" --batch)
"$HIKU_INDEX" --db five/shard-02 list >middle.list
status 2 'nobody there' "$HIKU" "$@" --db "$here:$nobody" 土手
said "$here:$nobody" 'is named'
lines 1 'in one line'
status 0 'nor wanted' "$HIKU" "$@" --db "$here:$nobody" --partial -c 土手
out "$whole" 'the rest answers'
said "$here:$nobody" 'and it is named'
lines 1 'in one line'
status 2 'nobody at all' "$HIKU" --db "$here:$nobody" --partial 土手
status 0 'a folder that is not there may be missing too' \
    "$HIKU" "$@" --db nowhere --partial -c 土手
out "$whole" 'the rest answers'
"$HIKU_INDEX" --db other add -q --passage-chars 400 in
status 2 'an index that does not fit may not' \
    "$HIKU" "$@" --db other --partial 土手

# ---- In between: a dialogue, with something done before the second ask ----
# dialogue OPTION... : $first, $second and $third are the answers; before the
# second one `meanwhile` is run, before the third one `later`
mkfifo ask tell
dialogue() {
    "$HIKU" "$@" --threads 1 --batch <ask >tell 2>err &
    batch=$!
    exec 3>ask 4<tell
    echo 土手 >&3
    read -r first <&4
    meanwhile
    echo 土手 >&3
    read -r second <&4
    later
    echo 雪 >&3
    read -r third <&4
    exec 3>&- 4<&-
    wait "$batch"
}
later() { :; }

meanwhile() { kill -s STOP -- "-$middle"; }
later() { kill -s CONT -- "-$middle"; }
dialogue "$@"
case $second in
'{"query":"土手","error":"'*"$here:$p2"*) result 0 'one that stops is named' ;;
*) result 1 "one that stops: ${second%%\"rank*}" ;;
esac
is "$third" "$snow" 'once it goes on, all is as before'
kill -s STOP -- "-$middle"
status 2 'one that has stopped' "$HIKU" "$@" 土手
said "'$here:$p2' did not answer within $patience s" 'is named'
lines 1 'in one line'
kill -s CONT -- "-$middle"
dialogue "$@" --partial
case $second in
'{"query":"土手","hits":[{'*"\"missing\":[\"$here:$p2\"]}")
    result 0 'the rest answers, and says what is missing' ;;
*) result 1 "the rest answers: ${second%%\"rank*}" ;;
esac
case $third in
*"\"missing\":[\"$here:$p2\"]}") result 0 'it stays out' ;;
*) result 1 "it stays out: ${third%%\"rank*}" ;;
esac
case $first in
*missing*) result 1 'nothing was missing before' ;;
*) result 0 'nothing was missing before' ;;
esac

# The server would take a new connection; only the one there is has stopped.
meanwhile() {
    slow=$(ps -A -o pid= -o ppid= | awk -v p="$middle" '$2 == p {print $1}')
    kill -s STOP $slow
}
later() { kill -s KILL $slow; }
dialogue "$@" --partial
case $second in
*"\"missing\":[\"$here:$p2\"]}") result 0 'one that is slow is done without' ;;
*) result 1 "one that is slow: ${second%%\"rank*}" ;;
esac
dialogue "$@"
case $second in
'{"query":"土手","error":"'*"$here:$p2"*) result 0 'or named' ;;
*) result 1 "or named: ${second%%\"rank*}" ;;
esac
is "$third" "$snow" 'and asked anew'

meanwhile() { kill "$middle"; wait "$middle" 2>/dev/null; }
later() { serve "$p2" five/shard-02; middle=$pid; }
dialogue "$@"
case $second in
'{"query":"土手","error":"'*"$here:$p2"*) result 0 'one that ends is named' ;;
*) result 1 "one that ends: ${second%%\"rank*}" ;;
esac
is "$third" "$snow" 'another one in its place is asked'
dialogue "$@" --partial
case $second in
*"\"missing\":[\"$here:$p2\"]}") result 0 'the rest answers' ;;
*) result 1 "the rest answers: ${second%%\"rank*}" ;;
esac

# A writer moves the index on, twice and with another generation.
meanwhile() {
    printf '灯台\n\n土手の灯台。\n' >more-0.txt
    for i in 1 2 3 4 5 6 7 8; do
        cp more-0.txt "more-$i.txt"
        "$HIKU_INDEX" --db two add -q "more-$i.txt"
    done
    "$HIKU_INDEX" --db two compact -q
}
later() { :; }
dialogue --db "$there/two/shard-00" --db "$there/two/shard-01"
case $second in
*'"error"'*) result 1 "an index that moves on: ${second%%\"rank*}" ;;
*) result 0 'an index that moves on is asked again' ;;
esac
is "$("$HIKU" --db "$there/two/shard-00" --db "$there/two/shard-01" -c 土手)" \
    "$("$HIKU" --db two -c 土手)" 'a new connection sees the new generation'

# ---- Accepts, and says nothing ----
python3 -c '
import socket, sys, time
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(sys.argv[1])))
s.listen(8)
open("listens", "w").close()
held = []
s.settimeout(60)
while True:
    held.append(s.accept())
' "$mute" &
listener=$!
comes [ -e listens ]
status 2 'a mute server' "$HIKU" "$@" --db "$here:$mute" 土手
said "'$here:$mute' did not answer within $patience s" 'is named'
lines 1 'in one line'
status 0 'can be done without' "$HIKU" "$@" --db "$here:$mute" --partial -c 土手
out "$whole" 'the rest answers'
kill "$listener"
printf '#!/bin/sh\nexec sleep 60\n' >bin/ssh
status 2 'an ssh that says nothing' "$HIKU" --timeout $patience --db "$there/one" 土手
said "'$there/one' did not answer within $patience s" 'is named'
printf '#!/bin/sh\nexit 255\n' >bin/ssh
status 2 'an ssh that fails' "$HIKU" --timeout $patience --db "$there/one" 土手
said 'ssh reader@library.example' 'the message says what to try'
finish
