#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The functions that limit how far expat expands entities are in its library,
# but its header hides them unless the program that includes it defines XML_DTD,
# a macro with which expat itself is configured. Without it a call does not
# compile (C99: an implicit declaration), and a test by #ifdef or a configure
# check finds that expat has no such limits.
#
# Seen with: Debian 12, libexpat1 and libexpat1-dev 2.5.0-1+deb12u5.
# Output then:
#	library: has it
#	header: hidden
#	header with XML_DTD: declared
set -eu
version=2.5.0-1+deb12u5
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download "libexpat1=$version" "libexpat1-dev=$version" >/dev/null
for deb in *.deb; do dpkg-deb -x "$deb" root; done
name=XML_SetBillionLaughsAttackProtectionMaximumAmplification
cat >try.c <<END
#include <expat.h>
int main(void) { return $name(XML_ParserCreate(0), 10.0f) != XML_TRUE; }
END
multi=$(dirname "$(find root -name expat_config.h | head -1)")
try() {
	if cc -Werror=implicit-function-declaration -Iroot/usr/include \
		-I"$multi" "$@" -fsyntax-only try.c 2>/dev/null
	then echo declared; else echo hidden; fi
}
{
	lib=$(find root -name 'libexpat.so.1')
	nm -D --defined-only "$lib" | grep -q " $name" && echo 'library: has it'
	echo "header: $(try)"
	echo "header with XML_DTD: $(try -DXML_DTD)"
} | tee out
diff - out <<'END'
library: has it
header: hidden
header with XML_DTD: declared
END
