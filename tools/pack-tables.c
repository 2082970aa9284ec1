/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * pack-tables KANJI VARIANTS: print text/kanji.txt and text/variants.txt as C
 * that text/variants.c includes: tables that need nothing done at start. Run
 * by the Makefile, on the machine that builds.
 *
 * A kanji finds its form in use at its own place. A word is found by its hash
 * (FNV-1a, 32 bits; text/variants.c has it too) in slots that hold 1 + where
 * it stands among the words: length and bytes of it, then of its spelling in
 * common.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_KANJI 0x4E00
#define LAST_KANJI  0x9FFF
#define SLOTS	    65536 /* over twice the words */
#define LINE_MAX    4096

static uint32_t slots[SLOTS];
static uint16_t forms[LAST_KANJI - FIRST_KANJI + 1];
static unsigned char words[4u << 20];
static size_t used, count;

static void fail(const char *what, const char *line)
{
	fprintf(stderr, "pack-tables: %s: %s\n", what, line);
	exit(2);
}

/* The code point of a text of three bytes of UTF-8. */
static unsigned code_point(const char *text)
{
	const unsigned char *p = (const unsigned char *)text;

	if (strlen(text) != 3 || (p[0] & 0xF0) != 0xE0)
		fail("no kanji of three bytes", text);
	return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
}

static void take_kanji(char *line)
{
	const char *first = strtok(line, " \n"), *other;
	unsigned form = first ? code_point(first) : 0;

	while (first && (other = strtok(NULL, " \n"))) {
		unsigned c = code_point(other);

		if (c == 0xFA11) /* text/variants.c knows this one */
			continue;
		if (c < FIRST_KANJI || c > LAST_KANJI)
			fail("outside of the table", other);
		forms[c - FIRST_KANJI] = (uint16_t)form;
	}
}

static void put(const char *text)
{
	size_t len = strlen(text);

	if (len > 255 || used + len + 1 > sizeof(words))
		fail("too long", text);
	words[used++] = (unsigned char)len;
	memcpy(words + used, text, len);
	used += len;
}

static void add_word(const char *word, const char *common)
{
	uint32_t h = 2166136261u;
	size_t at = used;

	for (const char *p = word; *p; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	put(word);
	put(common);
	for (h ^= h >> 16; slots[h % SLOTS]; h++)
		;
	slots[h % SLOTS] = (uint32_t)at + 1;
	if (++count > SLOTS / 2)
		fail("too many words", word);
}

static void take_words(char *line)
{
	const char *first = strtok(line, " \n"), *other;

	if (!first)
		return;
	add_word(first, first);
	while ((other = strtok(NULL, " \n")))
		add_word(other, first);
}

static void read_lines(const char *name, void (*take)(char *line))
{
	FILE *in = fopen(name, "r");
	char line[LINE_MAX];

	if (!in)
		fail("cannot be read", name);
	while (fgets(line, sizeof(line), in))
		if (line[0] != '#')
			take(line);
	fclose(in);
}

static void print(const char *type, const char *name, size_t n,
		  unsigned long (*at)(size_t i))
{
	printf("static const %s %s[%zu] = {", type, name, n);
	for (size_t i = 0; i < n; i++)
		printf("%s%lu,", i % 20 ? "" : "\n", at(i));
	printf("\n};\n");
}

static unsigned long form_at(size_t i)
{
	return forms[i];
}

static unsigned long slot_at(size_t i)
{
	return slots[i];
}

static unsigned long byte_at(size_t i)
{
	return words[i];
}

int main(int argc, char **argv)
{
	if (argc != 3)
		fail("usage", "pack-tables KANJI VARIANTS");
	read_lines(argv[1], take_kanji);
	read_lines(argv[2], take_words);
	print("uint16_t", "forms", LAST_KANJI - FIRST_KANJI + 1, form_at);
	print("uint32_t", "slots", SLOTS, slot_at);
	print("unsigned char", "words", used, byte_at);
	return 0;
}
