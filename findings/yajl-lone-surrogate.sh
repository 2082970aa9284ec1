#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# yajl 2.1.0 gives a callback text that is not UTF-8, though it was asked to
# validate: JSON may write a lone surrogate as \uDxxx, and of a low one yajl
# makes the three bytes of the surrogate itself. A lone high one becomes "?",
# not U+FFFD. So what comes from yajl must be checked again as UTF-8.
#
# Seen with: Debian 12, libyajl2 and libyajl-dev 2.1.0-3+deb12u2.
# Output then:
#	high: 3f 20 78
#	low: ed b0 80 20 78
set -eu
version=2.1.0-3+deb12u2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download "libyajl2=$version" "libyajl-dev=$version" >/dev/null
for deb in *.deb; do dpkg-deb -x "$deb" root; done
cat >try.c <<'END'
#include <stdio.h>
#include <string.h>
#include <yajl/yajl_parse.h>

static int text(void *name, const unsigned char *bytes, size_t len)
{
	printf("%s:", (const char *)name);
	for (size_t i = 0; i < len; i++)
		printf(" %02x", bytes[i]);
	putchar('\n');
	return 1;
}

static int parse(const char *name, const char *json)
{
	yajl_callbacks calls = {.yajl_string = text};
	yajl_handle yajl = yajl_alloc(&calls, NULL, (void *)name);
	yajl_status status = yajl_parse(yajl, (const unsigned char *)json,
					strlen(json));

	status = status ? status : yajl_complete_parse(yajl);
	yajl_free(yajl);
	return status != yajl_status_ok;
}

int main(void)
{
	return parse("high", "\"\\ud800 x\"") | parse("low", "\"\\udc00 x\"");
}
END
lib=$(dirname "$(find root -name 'libyajl.so.2')")
cc -Iroot/usr/include try.c -o try -L"$lib" -l:libyajl.so.2
LD_LIBRARY_PATH=$lib ./try | tee out
printf 'high: 3f 20 78\nlow: ed b0 80 20 78\n' | diff - out
