#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# yajl_get_bytes_consumed() counts in the last chunk that was given to the
# parser. After yajl_complete_parse() that is not the caller's: to end a number
# that stands last, yajl 2.1.0 parses a blank of its own. So for a text that is
# cut off, the place of the error is 1, whatever its length; a caller that adds
# the result to where its last chunk began points at the wrong byte. It must
# keep what was consumed before it calls yajl_complete_parse().
#
# Seen with: Debian 12, libyajl2 and libyajl-dev 2.1.0-3+deb12u2. Output then:
#	12345: consumed 5, at the end 1, status 0
#	{"a":1: consumed 6, at the end 1, status 2
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

int main(int argc, char **argv)
{
	static const yajl_callbacks none;

	for (int i = 1; i < argc; i++) {
		yajl_handle parser = yajl_alloc(&none, NULL, NULL);
		size_t before;
		int status;

		yajl_parse(parser, (const unsigned char *)argv[i],
			   strlen(argv[i]));
		before = yajl_get_bytes_consumed(parser);
		status = yajl_complete_parse(parser);
		printf("%s: consumed %zu, at the end %zu, status %d\n",
		       argv[i], before, yajl_get_bytes_consumed(parser),
		       status);
		yajl_free(parser);
	}
}
END
lib=$(dirname "$(find root -name 'libyajl.so.2')")
gcc -Iroot/usr/include try.c -o try "$lib/libyajl.so.2"
LD_LIBRARY_PATH=$lib ./try 12345 '{"a":1' | tee out
diff - out <<'END'
12345: consumed 5, at the end 1, status 0
{"a":1: consumed 6, at the end 1, status 2
END
