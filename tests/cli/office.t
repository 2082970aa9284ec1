#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The filters of the manual page, on files of old Office programs with Japanese
# text, where their programs are installed.
case $0 in */*) root=${0%/*}/../.. ;; *) root=../.. ;; esac
root=$(cd "$root" && pwd)
. "$root/tests/cli/tap.sh"
command -v soffice >/dev/null || skip_all 'LibreOffice is not installed'
XDG_CONFIG_HOME=$dir/config
export XDG_CONFIG_HOME
mkdir -p config/hiku in
sed -n '/^\.\\" tried from here/,/^\.\\" tried to here/p' "$root/docs/hiku-index.1" |
    sed "/^\\./d;s/\\\\-/-/g;s/\\\\(aq/'/g;s/\\\\(dq/\"/g" >config/hiku/filters
is "$(wc -l <config/hiku/filters | tr -d ' ')" 3 'the manual page has them'
cp "$root/tests/filters/mizuumi.doc" "$root/tests/filters/hyou.xls" in
gzip -dc "$root/tests/filters/happyou.ppt.gz" >in/happyou.ppt
status 0 'add' "$HIKU_INDEX" add in
summary 3 0 0 0 0 'each file is read'
is "$("$HIKU_INDEX" list | cut -f3 | sort | tr '\n' ' ')" 'doc ppt xls ' \
    'under its own type'
for word in 湖畔 水鳥 '"𠮷野"' 手漕ぎ 番号二 切符 1000 脚注; do
    is "$(finds "type:doc $word")" in/mizuumi.doc "the document has $word"
done
is "$(finds 'title:湖の手引き')" in/mizuumi.doc 'and its title'
for word in 品名 弁当 令和六年 850 ある枡 12.5; do
    is "$(finds "type:xls $word")" in/hyou.xls "the table has $word"
done
for word in 発表資料 渡し舟 二枚目; do
    is "$(finds "type:ppt $word")" in/happyou.ppt "the slides have $word"
done
finish
