#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# md4c 0.4.8 tells of a NUL byte in three ways. md4c.h has MD_TEXT_NULLCHAR for
# it, so that a program can put U+FFFD in its place, and that is what comes of
# one between words. In a block of raw HTML it comes twice: as MD_TEXT_NULLCHAR, and again
# as the first byte of the text behind it. In a code span there is no
# MD_TEXT_NULLCHAR; the byte is inside the text. So a program that counts bytes
# of the source by the texts it is given is off by one for each NUL in HTML, and
# must look for NUL in every text, whatever its type.
#
# Seen with: Debian 12, libmd4c0 and libmd4c-dev 0.4.8-1.
# Output then (type of the text, its bytes):
#	words: 0 63, 1 00, 0 64
#	html: 6 3c 64 69 76 3e 61, 1 00, 6 00 62, 6 0a
#	code: 5 65 00 66
set -eu
version=0.4.8-1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download "libmd4c0=$version" "libmd4c-dev=$version" >/dev/null
for deb in *.deb; do dpkg-deb -x "$deb" root; done
cat >try.c <<'END'
#include <md4c.h>
#include <stdio.h>

static int block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	(void)type, (void)detail, (void)ctx;
	return 0;
}

static int span(MD_SPANTYPE type, void *detail, void *ctx)
{
	(void)type, (void)detail, (void)ctx;
	return 0;
}

static int text(MD_TEXTTYPE type, const MD_CHAR *bytes, MD_SIZE len, void *ctx)
{
	int *count = ctx;

	printf("%s %d", (*count)++ ? "," : "", (int)type);
	for (MD_SIZE i = 0; i < len; i++)
		printf(" %02x", (unsigned char)bytes[i]);
	return 0;
}

static int parse(const char *name, const char *source, MD_SIZE len)
{
	const MD_PARSER parser = {0, 0, block, block, span, span, text, 0, 0};
	int count = 0, bad;

	printf("%s:", name);
	bad = md_parse(source, len, &parser, &count);
	putchar('\n');
	return bad;
}

int main(void)
{
	return parse("words", "c\0d\n", 4) | parse("html", "<div>a\0b\n", 9) |
	       parse("code", "`e\0f`\n", 6);
}
END
lib=$(dirname "$(find root -name 'libmd4c.so.0')")
cc -Iroot/usr/include try.c -o try -L"$lib" -l:libmd4c.so.0
LD_LIBRARY_PATH=$lib ./try | tee out
diff - out <<'END'
words: 0 63, 1 00, 0 64
html: 6 3c 64 69 76 3e 61, 1 00, 6 00 62, 6 0a
code: 5 65 00 66
END
