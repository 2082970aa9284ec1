/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * pack-pairs PAIRS: print text/common_pairs.txt as C that text/literal.c
 * includes: the pairs as numbers in ascending order, and the table's hash
 * (FNV-1a, 64 bits). Run by the Makefile, on the machine that builds.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAIRS_MAX 65536
#define LINE_MAX  8192 /* bytes */

static uint32_t pairs[PAIRS_MAX];
static size_t count;

static void fail(const char *what, const char *line)
{
	fprintf(stderr, "pack-pairs: %s: '%s'\n", what, line);
	exit(2);
}

/* Take the character of three bytes of UTF-8 that begins at `*text`. */
static uint32_t take(const char **text, const char *line)
{
	const unsigned char *p = (const unsigned char *)*text;

	if ((p[0] & 0xF0) != 0xE0 || (p[1] & 0xC0) != 0x80 ||
	    (p[2] & 0xC0) != 0x80)
		fail("not a character of three bytes", line);
	*text += 3;
	return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
}

static void take_line(const char *line)
{
	const char *at = line;
	uint32_t first = take(&at, line);

	if (*at++ != ' ')
		fail("no blank after the first character", line);
	while (*at != '\n' && *at) {
		if (count == PAIRS_MAX)
			fail("too many pairs", line);
		pairs[count++] = first << 16 | take(&at, line);
	}
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
	uint64_t hash = 14695981039346656037u;
	char line[LINE_MAX];
	FILE *in;

	if (argc != 2)
		fail("usage", "pack-pairs PAIRS");
	in = fopen(argv[1], "r");
	if (!in)
		fail("cannot be read", argv[1]);
	while (fgets(line, sizeof(line), in))
		if (line[0] != '#' && line[0] != '\n')
			take_line(line);
	fclose(in);
	qsort(pairs, count, sizeof(*pairs), by_number);
	printf("static const uint32_t common_pairs[%zu] = {", count);
	for (size_t i = 0; i < count; i++) {
		for (unsigned byte = 0; byte < 4; byte++)
			hash = (hash ^ (pairs[i] >> 8 * byte & 0xFF)) *
			       1099511628211u;
		printf("%s%lu,", i % 10 ? "" : "\n", (unsigned long)pairs[i]);
	}
	printf("\n};\n#define PAIRS_HASH \"%016llx\"\n",
	       (unsigned long long)hash);
	return 0;
}
