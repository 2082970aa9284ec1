/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * pack-page NAME=FILE...: print files as C that query/show/html/page.c
 * includes: for each NAME the array `NAME` with the text, of which the indents
 * of lines, empty lines and comments that begin a line are left out, and the
 * macro NAME_HASH, the text's hash as a policy names it: "sha256-...". So no
 * string of such a file begins a line with blanks, or with a comment's
 * beginning. Run by the Makefile, on the machine that builds.
 */

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZE_MAX_IN 65000u /* bytes of a file */

static void fail(const char *what, const char *subject)
{
	fprintf(stderr, "pack-page: %s: '%s'\n", what, subject);
	exit(2);
}

/* ---- The hash: SHA-256, FIPS 180-4, section 6.2 ---- */

static const uint32_t rounds[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
	0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
	0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
	0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
	0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turned(uint32_t x, unsigned by)
{
	return x >> by | x << (32 - by);
}

static void take_block(uint32_t h[8], const unsigned char *block)
{
	uint32_t w[64], s[8];

	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)block[4 * i] << 24 |
		       (uint32_t)block[4 * i + 1] << 16 |
		       (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (int i = 16; i < 64; i++)
		w[i] = w[i - 16] + w[i - 7] +
		       (turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^
			w[i - 15] >> 3) +
		       (turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^
			w[i - 2] >> 10);
	memcpy(s, h, sizeof(s));
	for (int i = 0; i < 64; i++) {
		uint32_t one = s[7] + rounds[i] + w[i] +
			       (turned(s[4], 6) ^ turned(s[4], 11) ^
				turned(s[4], 25)) +
			       ((s[4] & s[5]) ^ (~s[4] & s[6]));
		uint32_t two = (turned(s[0], 2) ^ turned(s[0], 13) ^
				turned(s[0], 22)) +
			       ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));

		memmove(s + 1, s, 7 * sizeof(*s));
		s[4] += one;
		s[0] = one + two;
	}
	for (int i = 0; i < 8; i++)
		h[i] += s[i];
}

/* `text` has room for 72 bytes more. */
static void hash(unsigned char out[32], unsigned char *text, size_t len)
{
	uint32_t h[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
			 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
	size_t whole = (len + 9 + 63) / 64 * 64;

	memset(text + len, 0, whole - len);
	text[len] = 0x80;
	for (int i = 0; i < 8; i++)
		text[whole - 1 - (size_t)i] =
			(unsigned char)((uint64_t)len * 8 >> 8 * i);
	for (size_t at = 0; at < whole; at += 64)
		take_block(h, text + at);
	for (int i = 0; i < 32; i++)
		out[i] = (unsigned char)(h[i / 4] >> (24 - 8 * (i % 4)));
}

static void print_base64(const unsigned char bytes[32])
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (int i = 0; i < 32; i += 3) {
		unsigned long three =
			(unsigned long)bytes[i] << 16 |
			(i + 1 < 32 ? (unsigned long)bytes[i + 1] << 8 : 0) |
			(i + 2 < 32 ? bytes[i + 2] : 0);

		for (int k = 0; k < 4; k++)
			putchar(i + k > 32
					? '='
					: digits[three >> (18 - 6 * k) & 63]);
	}
}

/* ---- Files ---- */

/* Leave out what a browser does not need; the new length. */
static size_t strip(unsigned char *out, const char *in)
{
	size_t len = 0;

	while (*in) {
		const char *end;

		while (*in && isspace((unsigned char)*in))
			in++;
		if (!strncmp(in, "/*", 2)) {
			end = strstr(in, "*/");
			if (!end)
				fail("a comment has no end", in);
			in = end + 2;
			continue;
		}
		while (*in && *in != '\n')
			out[len++] = (unsigned char)*in++;
		if (len && out[len - 1] != '\n')
			out[len++] = '\n';
	}
	return len;
}

static void pack(const char *name, size_t name_len, const char *file)
{
	static char text[SIZE_MAX_IN + 1];
	static unsigned char packed[SIZE_MAX_IN + 73];
	unsigned char sum[32];
	FILE *in = fopen(file, "rb");
	size_t len;

	if (!in)
		fail("cannot be read", file);
	len = fread(text, 1, sizeof(text), in);
	fclose(in);
	if (len == sizeof(text))
		fail("too long", file);
	text[len] = '\0';
	len = strip(packed, text);
	/* A browser sees the text up to there. */
	packed[len] = '\0';
	if (strstr((const char *)packed, "</"))
		fail("an end tag", file);
	printf("static const char %.*s[%zu] = {", (int)name_len, name, len + 1);
	for (size_t i = 0; i < len; i++)
		printf("%s%d,", i % 16 ? "" : "\n", packed[i]);
	hash(sum, packed, len);
	printf("0};\n#define ");
	for (size_t i = 0; i < name_len; i++)
		putchar(toupper((unsigned char)name[i]));
	printf("_HASH \"sha256-");
	print_base64(sum);
	printf("\"\n");
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		const char *sign = strchr(argv[i], '=');

		if (!sign)
			fail("usage", "pack-page NAME=FILE...");
		pack(argv[i], (size_t)(sign - argv[i]), sign + 1);
	}
	return 0;
}
