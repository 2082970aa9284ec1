#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Installing Debian's mecab-naist-jdic-eucjp, on which mecab-naist-jdic depends,
# makes it the dictionary that MeCab opens when none is named, also where
# mecab-ipadic-utf8 is installed: its alternative has priority 90, that of
# ipadic-utf8 80 (and mecab-naist-jdic's own 100). So every program that opens
# MeCab's default reads EUC-JP from then on, or another set of parts of speech,
# though nobody chose that. Name the dictionary, or look at its charset.
#
# Seen with: Debian 12, mecab and mecab-utils 0.996-14+b14,
# mecab-ipadic(-utf8) 2.7.0-20070801+main-3, mecab-naist-jdic-eucjp
# 0.6.3.b-20111013-11. The priorities are read from the packages, given to
# update-alternatives in a temporary folder. Output then:
#	ipadic-utf8: UTF-8
#	ipadic-utf8 naist-jdic-eucjp: EUC-JP
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download mecab=0.996-14+b14 mecab-utils=0.996-14+b14 \
    libmecab2=0.996-14+b14 mecab-ipadic=2.7.0-20070801+main-3 \
    mecab-ipadic-utf8=2.7.0-20070801+main-3 \
    mecab-naist-jdic-eucjp=0.6.3.b-20111013-11 >/dev/null
for deb in *.deb; do
    dpkg-deb -x "$deb" root
    dpkg-deb -e "$deb" "control-${deb%%_*}"
done
LD_LIBRARY_PATH=$dir/$(dirname "$(find root -name 'libmecab.so.2')")
export LD_LIBRARY_PATH
mkdir db alternatives

# installed NAME SOURCE CHARSET PRIORITY: what its postinst does.
installed() {
    to=$dir/$1
    mkdir "$to"
    root/usr/lib/mecab/mecab-dict-index -d "root/usr/share/mecab/dic/$2" \
        -o "$to" -f EUC-JP -t "$3" >/dev/null 2>&1
    sed "s/EUC-JP/$3/g" "root/usr/share/mecab/dic/$2/dicrc" >"$to/dicrc"
    update-alternatives --admindir "$dir/db" --altdir "$dir/alternatives" \
        --log /dev/null --quiet \
        --install "$dir/default" mecab-dictionary "$to" "$4" 2>/dev/null
    names="${names:+$names }$1"
    root/usr/bin/mecab -r /dev/null -d "$dir/default" -D |
        sed -n "s/^charset:[[:space:]]*/$names: /p"
}
# The priority in a postinst; of ipadic's, which chooses, the one of UTF-8.
priority() {
    sed -n 's/^[[:space:]]*priority="\{0,1\}\([0-9]*\)"\{0,1\}$/\1/p' \
        "control-$1/postinst" | tail -n 1
}
names=
{
    installed ipadic-utf8 ipadic UTF-8 "$(priority mecab-ipadic-utf8)"
    installed naist-jdic-eucjp naist-jdic-eucjp EUC-JP \
        "$(priority mecab-naist-jdic-eucjp)"
} | tee out
diff - out <<'END'
ipadic-utf8: UTF-8
ipadic-utf8 naist-jdic-eucjp: EUC-JP
END
