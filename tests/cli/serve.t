#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku serve: what it answers, to whom, and what it bears. tests/cli/serve.py
# asks; docs/SECURITY.md has the promises.
fault=$(cd "${0%/*}/../fault" && pwd)
. "${0%/*}/tap.sh"
export HIKU HIKU_INDEX

[ -x "${HIKU%/*}/hiku-serve" ] || skip_all 'hiku serve is not built'

server=
end_server() {
    [ -z "$server" ] || kill "$server" 2>/dev/null
}
trap 'end_server; chmod -R u+rwx "$dir" 2>/dev/null; rm -rf "$dir"' EXIT

# serve OPTION...: $server is the process, $place the line that it says
serve() {
    mkfifo says
    "$HIKU" serve "$@" >says 2>logged &
    server=$!
    read -r place <says
    rm says
    place=${place#listening at http://}
    place=${place#listening at }
    place=${place%/}
}
# ended WANTED NAME: the status with which it ends
ended() {
    wait "$server"
    is $? "$1" "$2"
    server=
}
# ask TARGET...: the body of each answer, through any place; before it the
# status, unless that is 200
ask() {
    python3 -IS - "$place" "$@" <<'END'
import os, socket, sys
place = sys.argv[1]
for target in sys.argv[2:]:
    if '/' in place:
        s = socket.socket(socket.AF_UNIX)
        s.connect(place)
    else:
        host, port = place.rsplit(':', 1)
        s = socket.socket()
        s.connect((host, int(port)))
    s.settimeout(int(os.environ['HANGS']))
    s.sendall(b'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
              % target.encode())
    answer = b''
    while True:
        piece = s.recv(65536)
        if not piece:
            break
        answer += piece
    head, _, body = answer.partition(b'\r\n\r\n')
    status = head.split(b' ')[1]
    sys.stdout.buffer.write((b'' if status == b'200' else status + b' ') + body)
END
}
# readers: its processes
readers() {
    ps -A -o pid= -o ppid= | awk -v p="$server" '$2 == p {print $1}'
}
# checks: what serve.py, begun as $checker, has found
checks() {
    wait "$checker"
    result $? "serve.py ran at $place"
    while read -r held name; do
        case $held in
        [01]) result "$held" "$name" ;;
        *) echo "$held $name" ;;
        esac
    done <checked
}

mkdir in
printf '岬の話\n\n灯台と港。古い灯台に空港はない。\n' >in/a.txt
printf '雨の話\n\n灯台に雨が降る。\n' >in/b.txt
"$HIKU_INDEX" add -q in
"$HIKU" --complete 灯 >/dev/null 2>&1 # lists the dictionary by readings
find db -type f -exec ls -ln {} + >before

# ---- What it promises ----
serve --listen 0
case $place in
127.0.0.1:*) result 0 'it listens at 127.0.0.1' ;;
*) result 1 "it listens at $place" ;;
esac
# It waits for a client to be closed, ten seconds.
python3 -IS "$tests/serve.py" "$place" 灯台 >checked &
checker=$!

# ---- Where, and for whom ----
status 2 'a word that is no option' "$HIKU" serve -d db here
status 1 'words behind it are a query' "$HIKU" serve 存在
for where in 0.0.0.0:0 '[::]:0' 192.0.2.1:80; do
    status 2 "$where is refused" "$HIKU" serve --listen $where
    said 'without a password; add --everyone-may-read' 'and it is said why'
    lines 1 'in one line'
done
for where in localhost 127.0.0.1 99999 example.org:80; do
    status 2 "no place: $where" "$HIKU" serve --listen $where
done
status 2 'rights that are none' "$HIKU" serve --mode 0o600
status 2 'a host with a port' "$HIKU" serve --host a:80
status 2 'no index' "$HIKU" serve --db nowhere --listen 0
said nowhere 'is told at once'
lines 1 'in one line'

# ---- What it answers ----
checks
is "$(ask '/api/v1/search?q=%E7%81%AF%E5%8F%B0&explain=1')" \
    "$(echo 灯台 | "$HIKU" --batch --explain)" 'the object of --batch'
is "$(ask '/api/v1/complete?q=%E7%81%AF' | grep -o '"word":"[^}]*')" \
    "$("$HIKU" --complete 灯 --json | grep -o '"word":"[^}]*')" 'the words of --complete'
find db -type f -exec ls -ln {} + >after
cmp -s before after
result $? 'nothing was written'
is "$(cat logged)" '' 'and nothing logged'

# ---- The index moves, readers end ----
printf '海の話\n\n水平線が見える。\n' >in/c.txt
is "$(ask '/api/v1/search?q=%E6%B0%B4%E5%B9%B3%E7%B7%9A')" \
    '{"query":"水平線","hits":[]}' 'not yet there'
"$HIKU_INDEX" update -q
case $(ask '/api/v1/search?q=%E6%B0%B4%E5%B9%B3%E7%B7%9A') in
*c.txt*) result 0 'what is added is found' ;;
*) result 1 'what is added is found' ;;
esac
"$HIKU_INDEX" compact -q
case $(ask '/api/v1/search?q=%E6%B0%B4%E5%B9%B3%E7%B7%9A') in
*c.txt*) result 0 'and in a new generation' ;;
*) result 1 'and in a new generation' ;;
esac
kill -s KILL $(readers)
one=/api/v1/complete?q=%E7%81%AF
ask $one $one $one $one | tail -n 1 >out
is "$(grep -c '"words":\[{' out)" 1 'readers that are killed are replaced'
mv db gone
kill -s KILL $(readers)
answer=$(ask $one $one $one '/api/v1/search?q=%E7%81%AF%E5%8F%B0' | tail -n 1)
is "${answer%%:*}" '503 {"error"' 'an index that goes is told' || echo "# $answer"
mv gone db
answer=$(ask '/api/v1/search?q=%E7%81%AF%E5%8F%B0')
is "${answer%%:*}" '{"query"' 'one that comes back is opened'
readers=$(readers)
kill "$server"
ended 0 'it ends when it is told to'
is "$(for pid in $readers; do kill -0 $pid 2>/dev/null && echo $pid; done)" '' \
    'with its readers'

# ---- A socket with a path ----
serve --listen ./sock --listen 0
is "$(ls -l sock | cut -c1-10)" srw------- 'its rights'
is "$(ask '/api/v1/search?q=nothing')" '{"query":"nothing","hits":[]}' \
    'it answers there'
status 2 'two cannot have it' "$HIKU" serve --listen ./sock
kill -s KILL "$server"
wait "$server" 2>/dev/null
server=
[ -S sock ]
result $? 'one that is killed leaves it'
serve --listen ./sock --mode 660
is "$(ls -l sock | cut -c1-10)" srw-rw---- 'the next one takes its place'
kill "$server"
ended 0 'it ends'
[ ! -e sock ]
result $? 'and takes it away'
echo text >file
status 2 'a file is no socket' "$HIKU" serve --listen ./file
is "$(cat file)" text 'and stays'

# ---- A socket of systemd ----
cat >activate.py <<'END'
import os, socket, sys
s = socket.socket()
s.bind((sys.argv[1], 0))
s.listen(8)
os.dup2(s.fileno(), 3)
os.set_inheritable(3, True)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='1')
os.execv(sys.argv[2], ['hiku', 'serve'] + sys.argv[3:])
END
mkfifo says
python3 -IS activate.py 127.0.0.1 "$HIKU" >says 2>err 3>&- &
server=$!
read -r place <says
rm says
place=${place#listening at http://}
place=${place%/}
is "$(ask '/api/v1/search?q=nothing')" '{"query":"nothing","hits":[]}' \
    'it takes one that is open already'
kill "$server"
ended 0 'and ends'
status 2 'one that others reach is refused, too' \
    python3 -IS activate.py 0.0.0.0 "$HIKU"
said everyone-may-read 'and it is said why'
status 2 'so is another place beside it' \
    python3 -IS activate.py 127.0.0.1 "$HIKU" --listen 0

if command -v systemd-socket-activate >/dev/null; then
    # It listens itself, and runs the program when the first client comes.
    systemd-socket-activate -E HIKU_DB -l "$dir/activated" "$HIKU" serve \
        >said 2>&1 &
    server=$!
    comes [ -S activated ]
    place=$dir/activated
    is "$(ask '/api/v1/search?q=nothing')" '{"query":"nothing","hits":[]}' \
        'systemd-socket-activate starts it'
    kill "$server"
    ended 0 'and it ends'
fi

# ---- The log ----
serve --listen 0 --log
ask '/api/v1/search?q=%E7%81%AF%E5%8F%B0' >/dev/null
kill "$server"
ended 0 'it ends'
is "$(sed 's/^[0-9TZ:-]* //; s/ [0-9]* [0-9]* ms / /' logged)" \
    '200 GET /api/v1/search?q=%E7%81%AF%E5%8F%B0' 'a line for each answer'

# ---- A collection by its name ----
HIKU_DB='' "$HIKU_INDEX" -C towers add -q in
serve -C towers --listen 0
case $(ask '/api/v1/search?q=%E7%81%AF%E5%8F%B0') in
*a.txt*) result 0 'a collection is searched by its name' ;;
*) result 1 'a collection is searched by its name' ;;
esac
kill "$server"
ended 0 'and it ends'

# ---- A client that goes ----
# Reading the index stops in the middle of an answer, until a signal comes: the
# only reader is free for others if it is told that nobody waits any more, and
# it is told so little later that it has not read all if it heeds that.
library=${HIKU%/*}/tests/fault/fault.so
slow='/api/v1/search?q=%E7%81%AF%E5%8F%B0'
quick='/api/v1/show?id=1'
# slowly WHERE: a server, the WHERE-th of whose reads waits
slowly() {
    : >reads
    LD_PRELOAD=$library FAULT_CALL=pread FAULT_CHILD=1 FAULT_DO=wait \
        FAULT_AT="$1" FAULT_TRACE=$dir/reads serve --listen 0 --readers 1 \
        --patience 600
}
reads() {
    wc -c <reads
}
if [ -e "$library" ] && ! sanitized; then
    i=0
    while [ $i -lt 2000 ]; do
        i=$((i + 1))
        printf '{"id":"%s","text":"第%s話。灯台が見える。"}\n' $i $i
    done | "$HIKU_INDEX" --db many add -q --format jsonl -
    HIKU_DB=many
    slowly 0
    known=$(ask "$quick")
    opened=$(reads)
    ask "$slow" >/dev/null
    whole=$(($(reads) - opened))
    ask "$quick" >/dev/null
    little=$(($(reads) - opened - whole))
    kill "$server"
    ended 0 "$whole reads for an answer, $little for a short one"
    middle=$((opened + whole / 2))
    slowly $middle
    ask "$quick" >/dev/null
    reader=$(readers)
    python3 -IS - "$place" "$slow" $middle <<'END'
import os, socket, sys, time
host, port = sys.argv[1].rsplit(':', 1)
with socket.create_connection((host, int(port))) as s:
    s.sendall(b'GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n'
              % sys.argv[2].encode())
    while os.path.getsize('reads') < int(sys.argv[3]):
        time.sleep(.01)
END
    is "$(reads)" $middle 'an answer is waited for, and its client goes'
    is "$(ask "$quick")" "$known" 'the next one is answered'
    is "$(readers)" "$reader" 'by the same reader'
    [ $(($(reads) - little)) -lt $((opened + whole)) ]
    result $? 'which has not read on' || echo "# $(reads) of $((opened + whole + little))"
    kill "$server"
    ended 0 'and it ends'
    HIKU_DB=db
fi

# ---- A crowd ----
status 0 'slow and broken clients' python3 "$fault/crowd" --count 400
err '' 'do no harm'
finish
