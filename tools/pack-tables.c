/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * pack-tables KANJI RADICALS SPELLINGS...: print the tables of text/variants.h
 * as C that text/variants.c includes, which needs nothing done at start. Run by
 * the Makefile, on the machine that builds.
 *
 * KANJI is a file like text/kanji.txt, RADICALS one like text/radicals.txt,
 * SPELLINGS are files like text/variants.txt: lines of words that are one word
 * in several spellings. Lines that share a word, in one file or in several, are
 * one group; its common spelling is the first that was read.
 *
 * Output: for each kanji its form in use, or 0, at its own place (`forms`), and
 * the form that this has in common with other forms in use (`names`); for kanji
 * of other blocks pairs, sorted (`far`); for each radical its kanji, or 0
 * (`radicals`). A word is found by its hash (FNV-1a, 32 bits, as in
 * text/variants.c) in `slots`: 1 + its place in `words`, where each entry is
 * the length and the bytes of the word, then of the common spelling. KANJI_HASH
 * and SPELLINGS_HASH change whenever what they are named after does (FNV-1a, 64
 * bits).
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_KANJI   0x4E00
#define LAST_KANJI    0x9FFF
#define FORMS	      (LAST_KANJI - FIRST_KANJI + 1)
#define FAR_MAX	      256
#define FIRST_RADICAL 0x2E80
#define LAST_RADICAL  0x2FDF
#define RADICALS      (LAST_RADICAL - FIRST_RADICAL + 1)
#define SLOTS	      65536 /* over twice as many as words */
#define WORDS_MAX     (SLOTS / 2)
#define LINE_MAX      4096 /* bytes */

struct pair {
	unsigned from, to;
};

struct word {
	char *text;
	size_t group; /* a word of the same group read earlier, or itself */
	size_t place; /* in `packed` */
	unsigned char tag; /* of its hash, never 0 */
};

static uint16_t forms[FORMS], names[FORMS];
static struct pair far[FAR_MAX];
static size_t far_count;
static uint32_t radicals[RADICALS];
static struct word words[WORDS_MAX];
static size_t slots[SLOTS]; /* 1 + the number of a word; 0: free */
static size_t count;
static unsigned char packed[4u << 20];
static size_t used;

static void fail(const char *what, const char *subject)
{
	fprintf(stderr, "pack-tables: %s: '%s'\n", what, subject);
	exit(2);
}

/* ---- Kanji ---- */

/* The code point of a text of one character, of three or four bytes. */
static unsigned code_point(const char *text)
{
	const unsigned char *p = (const unsigned char *)text;

	if (strlen(text) == 3 && (p[0] & 0xF0) == 0xE0)
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 |
		       (p[2] & 0x3Fu);
	if (strlen(text) != 4 || (p[0] & 0xF8) != 0xF0)
		fail("not one kanji", text);
	return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 |
	       (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
}

static bool is_near(unsigned c)
{
	return c >= FIRST_KANJI && c <= LAST_KANJI;
}

static void take_form(const char *text, unsigned form)
{
	unsigned c = code_point(text);

	if (!is_near(c)) {
		if (far_count == FAR_MAX)
			fail("too many kanji of other blocks", text);
		far[far_count++] = (struct pair){c, form};
		return;
	}
	if (forms[c - FIRST_KANJI] && forms[c - FIRST_KANJI] != form)
		fail("two forms in use for a kanji", text);
	forms[c - FIRST_KANJI] = (uint16_t)form;
}

static void take_name(const char *text, unsigned form)
{
	unsigned c = code_point(text);

	if (!is_near(c))
		fail("not in the block of unified kanji", text);
	names[c - FIRST_KANJI] = (uint16_t)form;
}

static void take_kanji(char *line)
{
	const char *first = strtok(line, " \n"), *other;
	bool name = first && !strcmp(first, "=");
	unsigned form;

	if (name)
		first = strtok(NULL, " \n");
	form = first ? code_point(first) : 0;
	if (first && !is_near(form))
		fail("not in the block of unified kanji", first);
	while (first && (other = strtok(NULL, " \n"))) {
		if (name)
			take_name(other, form);
		else
			take_form(other, form);
	}
}

static int compare_pairs(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* A form in use has no other form in use: folding twice is folding once. */
static void finish_kanji(const char *file)
{
	for (size_t i = 0; i < FORMS; i++) {
		unsigned form = forms[i], name = names[i];

		if ((form && forms[form - FIRST_KANJI]) || (form && name) ||
		    (name &&
		     (forms[name - FIRST_KANJI] || names[name - FIRST_KANJI])))
			fail("a form in use has a form in use", file);
	}
	for (size_t i = 0; i < far_count; i++)
		if (forms[far[i].to - FIRST_KANJI])
			fail("a form in use has a form in use", file);
	qsort(far, far_count, sizeof(*far), compare_pairs);
}

static void take_radicals(char *line)
{
	const char *first = strtok(line, " \n"), *other;
	unsigned kanji = first ? code_point(first) : 0;

	while (first && (other = strtok(NULL, " \n"))) {
		unsigned c = code_point(other);

		if (c < FIRST_RADICAL || c > LAST_RADICAL)
			fail("not a radical", other);
		radicals[c - FIRST_RADICAL] = kanji;
	}
}

/* ---- Spellings ---- */

/* The slot of the word, or the free one where it belongs; and its tag. */
static size_t *find_slot(const char *text, unsigned char *tag)
{
	uint32_t h = 2166136261u;

	for (const char *p = text; *p; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	*tag = h >> 24 ? (unsigned char)(h >> 24) : 1;
	for (h ^= h >> 16; slots[h % SLOTS]; h++)
		if (!strcmp(words[slots[h % SLOTS] - 1].text, text))
			break;
	return &slots[h % SLOTS];
}

/* The word of its group that was read first. */
static size_t first_of(size_t i)
{
	while (words[i].group != i)
		i = words[i].group;
	return i;
}

/* The number of a word, which is added if it is new. */
static size_t add_word(const char *text)
{
	unsigned char tag;
	size_t *slot = find_slot(text, &tag);

	if (*slot)
		return *slot - 1;
	if (count == WORDS_MAX)
		fail("too many words", text);
	if (strlen(text) > 255)
		fail("a word of over 255 bytes", text);
	words[count].text = strdup(text);
	if (!words[count].text)
		fail("out of memory", text);
	words[count].group = count;
	words[count].tag = tag;
	*slot = ++count;
	return count - 1;
}

static void take_spellings(char *line)
{
	const char *text = strtok(line, " \n");
	size_t first = text ? add_word(text) : 0;

	while (text && (text = strtok(NULL, " \n"))) {
		size_t a = first_of(first), b = first_of(add_word(text));

		words[a > b ? a : b].group = a < b ? a : b;
	}
}

static void put(const char *text)
{
	size_t len = strlen(text);

	if (used + len + 1 > sizeof(packed))
		fail("too many words", text);
	packed[used++] = (unsigned char)len;
	memcpy(packed + used, text, len);
	used += len;
}

static void pack_words(void)
{
	for (size_t i = 0; i < count; i++) {
		words[i].place = used;
		put(words[i].text);
		put(words[first_of(i)].text);
	}
}

/* ---- Input and output ---- */

static void read_lines(const char *name, void (*take)(char *line))
{
	FILE *in = fopen(name, "r");
	char line[LINE_MAX];

	if (!in)
		fail("cannot read", name);
	while (fgets(line, sizeof(line), in)) {
		if (!strchr(line, '\n'))
			fail("a line that is too long or has no end", name);
		if (line[0] != '#')
			take(line);
	}
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

/* Take `n` numbers into a hash. */
static uint64_t hash(uint64_t h, size_t n, unsigned long (*at)(size_t i))
{
	for (size_t i = 0; i < 4 * n; i++)
		h = (h ^ (at(i / 4) >> i % 4 * 8 & 0xFF)) * 1099511628211u;
	return h;
}

static void print_hash(const char *name, uint64_t h)
{
	printf("#define %s \"%016llx\"\n", name, (unsigned long long)h);
}

static unsigned long form_at(size_t i)
{
	return forms[i];
}

static unsigned long name_at(size_t i)
{
	return names[i];
}

/* The two sides of the pairs, one after the other. */
static unsigned long far_at(size_t i)
{
	return i % 2 ? far[i / 2].to : far[i / 2].from;
}

static unsigned long radical_at(size_t i)
{
	return radicals[i];
}

static unsigned long slot_at(size_t i)
{
	return slots[i] ? words[slots[i] - 1].place + 1 : 0;
}

static unsigned long tag_at(size_t i)
{
	return slots[i] ? words[slots[i] - 1].tag : 0;
}

static unsigned long change_at(size_t i)
{
	unsigned long bits = 0;

	for (size_t k = 0; k < 8; k++)
		if (forms[8 * i + k] || names[8 * i + k])
			bits |= 1ul << k;
	return bits;
}

static unsigned long byte_at(size_t i)
{
	return packed[i];
}

static void print_hashes(void)
{
	const uint64_t start = 14695981039346656037u;
	uint64_t kanji = hash(start, FORMS, form_at);

	kanji = hash(kanji, FORMS, name_at);
	kanji = hash(kanji, 2 * far_count, far_at);
	print_hash("KANJI_HASH", hash(kanji, RADICALS, radical_at));
	print_hash("SPELLINGS_HASH", hash(start, used, byte_at));
}

int main(int argc, char **argv)
{
	if (argc < 4)
		fail("usage", "pack-tables KANJI RADICALS SPELLINGS...");
	read_lines(argv[1], take_kanji);
	finish_kanji(argv[1]);
	read_lines(argv[2], take_radicals);
	for (int i = 3; i < argc; i++)
		read_lines(argv[i], take_spellings);
	pack_words();
	print("uint16_t", "forms", FORMS, form_at);
	print("uint16_t", "names", FORMS, name_at);
	print("unsigned char", "changes", FORMS / 8, change_at);
	print("uint32_t", "far", 2 * far_count, far_at);
	print("uint32_t", "radicals", RADICALS, radical_at);
	print("uint32_t", "slots", SLOTS, slot_at);
	print("unsigned char", "tags", SLOTS, tag_at);
	print("unsigned char", "words", used, byte_at);
	print_hashes();
	return 0;
}
