#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hiku show and hiku open: an article from the index, its file in an editor, and
# what is kept of the last answer for them.
. "${0%/*}/tap.sh"

mkdir in bin
printf '蛙の話\n\n\tむかし蛙の神がいた。\n揚子江のほとり。\n\n二つ目の段落。\n' |
    iconv -t CP932 >in/kaeru.txt
cat >in/ike.md <<'END'
# 池の題

- 蛙を見る

```
if (蛙)
    jump();
```
END
printf '{"id":"k1","text":"蛙一"}\n{"id":"show","text":"蛙二"}\n' >in/j.jsonl
seq -f '蛙の行その%g。' 400 >in/nagai.txt
"$HIKU_INDEX" add -q in
state() { ls "$XDG_STATE_HOME/hiku"; }

# ---- By name ----

status 0 'a file' "$HIKU" show in/kaeru.txt
out "蛙の話  in/kaeru.txt

   1  蛙の話

   3          むかし蛙の神がいた。
   4  揚子江のほとり。

   6  二つ目の段落。" 'decoded, with its lines'
status 0 'a line of it' "$HIKU" show in/kaeru.txt:4:1
out '   4  揚子江のほとり。' 'and only that'
status 0 'Markdown' "$HIKU" show "$dir/in/ike.md"
out "池の題  in/ike.md

   1  池の題

   3  ・蛙を見る

   6  if (蛙)
   7      jump();" 'with its items and its code'
is "$("$HIKU" show in/j.jsonl | grep -c 蛙)" 4 'all articles of a file'
is "$("$HIKU" --show k1 | tail -n 1)" '   1  蛙一' 'an article by its id'
status 1 'a file that is not there' "$HIKU" show in/nowhere.txt
err 'hiku: the index has no article or file in/nowhere.txt' 'is named'
status 2 'a line that is not there' "$HIKU" show in/kaeru.txt:99
err 'hiku: in/kaeru.txt has no line 99 in the index' 'is named'
is "$("$HIKU" show in/nagai.txt | wc -l | tr -d ' ')" 402 'a long one, whole'
is "$("$HIKU" show in/nagai.txt | grep -c '^ *[0-9]*  蛙の行その[0-9]*。$')" 400 \
    'each line once'

# ---- Words or verbs ----

is "$("$HIKU" -l show 蛙 | grep -c j.jsonl)" 1 'show and a word are a query'
is "$("$HIKU" -- show in/kaeru.txt 2>/dev/null | grep -c '^ ')" 0 \
    'so are both behind --'
is "$("$HIKU" -l show in/kaeru.txt 蛙 | grep -c j.jsonl)" 1 'and more words'
status 2 'a query beside it' "$HIKU" --show 1 蛙
said "option '--show' takes no words" 'is refused'
status 2 'no answer yet' "$HIKU" show 1
err 'hiku: this terminal has no last answer; ask something first' 'is said'

# ---- The last answer ----

"$HIKU" 蛙 >out
is "$(ls -A state 2>/dev/null)" '' 'a pipe is no terminal'
"$HIKU" --format=page 蛙 神 >out
is "$(sed -n '1s/  .*//p' out)" '1 蛙の話' 'answers are numbered'
is "$(stat -c %a "$XDG_STATE_HOME/hiku" "$XDG_STATE_HOME/hiku/$(state)" |
    tr '\n' ' ')" '700 600 ' 'only the user may read it'
is "$(cd / && "$HIKU" show 1 | sed -n '$s/ *//p')" '6  二つ目の段落。' \
    'its first article, from anywhere'
is "$(HIKU_DB=/nowhere "$HIKU" show 1 | tail -n 1)" '   6  二つ目の段落。' \
    'of the index that was asked'
is "$("$HIKU" --marks '<' '>' show 1 | sed -n 5p)" \
    '   3          むかし<蛙>の<神>がいた。' 'its words are marked'
file=$XDG_STATE_HOME/hiku/$(state)
status 2 'a number that is too large' "$HIKU" show 99
err 'hiku: the last answer has no passage 99' 'is named'
cat >bin/vim <<'END'
#!/bin/sh
printf '<%s>' "${0##*/}" "$@"
END
chmod +x bin/vim
for editor in vi nvim emacs code ed; do
    ln -s vim bin/$editor
done
PATH=$dir/bin:$PATH
is "$("$HIKU" open 1)" "<vi><+3><$dir/in/kaeru.txt>" 'vi, at its line'
is "$(EDITOR=vim "$HIKU" open 1)" \
    "<vim><+e ++enc=cp932><+3><$dir/in/kaeru.txt>" 'Vim, in its encoding'
is "$(EDITOR=ed VISUAL='emacs -nw' "$HIKU" open 1)" \
    "<emacs><-nw><--eval><(progn (let ((coding-system-for-read 'cp932)) \
(find-file \"$dir/in/kaeru.txt\")) (goto-char (point-min)) (forward-line 2))>" \
    'Emacs, too'
is "$(EDITOR=code "$HIKU" open in/ike.md:6)" "<code><-g><$dir/in/ike.md:6>" \
    'a file by its name'
is "$(EDITOR=ed "$HIKU" open 1)" "<ed><$dir/in/kaeru.txt>" \
    'one that knows no lines'
status 2 'an editor that there is not' env EDITOR=nosuchtool "$HIKU" open 1
said "cannot run the editor 'nosuchtool'" 'is named'
gzip -c in/nagai.txt >in/z.txt.gz
"$HIKU_INDEX" update -q
status 0 'something packed' "$HIKU" open in/z.txt.gz
status 2 'show takes no --json' "$HIKU" show 1 --json
said -- '--show' 'as --show takes none'
status 2 'nor open --count' "$HIKU" --count open in/z.txt.gz
status 2 'nor similar --exact' "$HIKU" similar in/ike.md --exact
rm in/kaeru.txt
status 2 'a file that is gone' "$HIKU" open 1
said 'cannot be read any more; `hiku show 1` shows' 'can still be shown'
if command -v python3 >/dev/null; then
    export HIKU TERM=xterm
    cat >bin/other <<'END'
"$HIKU" --no-pager -n 1 池 >/dev/null 2>&1
HIKU_PAGER= "$HIKU" --color=never --marks '' '' 池 2>/dev/null
HIKU_PAGER= "$HIKU" --color=never --marks '' '' show 1
END
    is "$(terminal 30 9 'sh bin/other' | sed -n '$p')" \
        '   7      jump();' 'each terminal has its own'
    is "$("$HIKU" show 1 | tail -n 1)" '   6  二つ目の段落。' 'and keeps it'
fi

# ---- Files that are not to be trusted ----

cp "$file" kept
chmod 620 "$file"
status 2 'one that others can write' "$HIKU" show 1
said 'is not a file of your own that nobody else can write' 'is refused'
chmod 600 "$file"
ln -sf "$dir/kept" "$file"
status 2 'a link' "$HIKU" show 1
rm "$file"
head -c 40 kept >"$file"
status 2 'half of one' "$HIKU" show 1
said 'is damaged; ask again' 'is refused'
head -c 100000 /dev/urandom >"$file"
status 2 'noise' "$HIKU" show 1
rm "$file"
mkdir "$file"
status 2 'a folder' "$HIKU" show 1
rmdir "$file"
chmod 777 "$XDG_STATE_HOME/hiku"
"$HIKU" --format=page 蛙 >/dev/null
is "$(ls "$XDG_STATE_HOME/hiku")" '' 'nothing is kept where others write'
finish
