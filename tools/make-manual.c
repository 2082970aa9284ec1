/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * make-manual hiku|hiku-index <PAGE: the manual page of that program, with the
 * parts between
 *
 *	.\" begin NAME
 *	.\" end NAME
 *
 * written anew from the tables that the program itself uses. `make manual`
 * runs it, tests/cli/manual.t compares.
 */

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/list.h"
#include "indexer/options.h"
#include "query/field.h"
#include "query/options.h"

/* Source lines are broken behind this column. */
#define LINE_WIDTH 72

static const struct hk_opt_program *program;

/* ---- Roff ---- */

static void put_char(char c)
{
	switch (c) {
	case '\\':
		fputs("\\e", stdout);
		break;
	case '-':
		fputs("\\-", stdout);
		break;
	case '"':
		fputs("\\(dq", stdout);
		break;
	default:
		putchar(c);
	}
}

/* A word of running text: `bold`, <italic>. */
static void put_word(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		static bool bold;

		if (word[i] == '`')
			fputs((bold = !bold) ? "\\fB" : "\\fR", stdout);
		else if (word[i] == '<')
			fputs("\\fI", stdout);
		else if (word[i] == '>')
			fputs("\\fR", stdout);
		else
			put_char(word[i]);
	}
}

/* Running text: a sentence begins a line, a paragraph `.IP`. */
static void put_text(const char *text)
{
	size_t column = 0;

	while (*text) {
		size_t len = strcspn(text, " \n");
		bool sentence = len && text[len - 1] == '.';

		if (column)
			putchar(' ');
		else if (*text == '.' || *text == '\'')
			fputs("\\&", stdout);
		put_word(text, len);
		column += len + 1;
		text += len;
		if (!strncmp(text, "\n\n", 2)) {
			fputs("\n.IP\n", stdout);
			column = 0;
			text += 2;
		} else if (*text) {
			if (sentence || column > LINE_WIDTH) {
				putchar('\n');
				column = 0;
			}
			text++;
		}
	}
	putchar('\n');
}

/* What stands for something, in capitals, is italic. */
static void put_metavars(const char *text)
{
	bool italic = false;

	for (; *text; text++) {
		bool upper = isupper((unsigned char)*text) != 0;

		if (upper != italic)
			fputs(upper ? "\\fI" : "\\fR", stdout);
		italic = upper;
		put_char(*text);
	}
	if (italic)
		fputs("\\fR", stdout);
}

static void put_bold(const char *text)
{
	fputs("\\fB", stdout);
	for (; *text; text++)
		put_char(*text);
	fputs("\\fR", stdout);
}

/* ---- The parts ---- */

static void put_values(const struct hk_opt *o)
{
	if (o->choice) {
		fputs("One of", stdout);
		for (size_t i = 0; o->choice(i); i++) {
			putchar(i ? ',' : ' ');
			if (i)
				putchar(i % 8 ? ' ' : '\n');
			put_bold(o->choice(i));
		}
		fputs(".\n", stdout);
	}
	if (o->preset) {
		fputs("The default is ", stdout);
		put_bold(o->preset);
		fputs(".\n", stdout);
	}
	if (o->commands && program->commands) {
		const struct hk_opt_command *c = program->commands;
		const char *before = "Commands:";

		for (; c->name; c++) {
			if (!hk_opt_takes(program, c, o))
				continue;
			printf("%s ", before);
			put_bold(c->name);
			before = ",";
		}
		fputs(".\n", stdout);
	}
}

static void put_options(void)
{
	for (const struct hk_opt *o = program->options; o->name || o->help;
	     o++) {
		if (o->kind == HK_OPT_GROUP) {
			printf(".SS %s\n", o->help);
			continue;
		}
		fputs(".TP\n", stdout);
		if (o->letter)
			printf("\\fB\\-%c\\fR, ", o->letter);
		fputs("\\fB\\-\\-", stdout);
		for (const char *c = o->name; *c; c++)
			put_char(*c);
		fputs("\\fR", stdout);
		if (o->argument) {
			fputs(o->fallback ? "[=" : " ", stdout);
			put_metavars(o->argument);
			fputs(o->fallback ? "]" : "", stdout);
		}
		putchar('\n');
		put_text(o->manual ? o->manual : o->help);
		put_values(o);
	}
}

static void put_commands(void)
{
	for (const struct hk_opt_command *c = program->commands; c->name; c++) {
		fputs(".TP\n", stdout);
		put_bold(c->name);
		putchar(' ');
		put_metavars(c->words);
		putchar('\n');
		put_text(c->manual);
	}
}

static void put_fields(void)
{
	for (const struct hk_field *f = hk_field_table; f->name; f++) {
		fputs(".TP\n", stdout);
		printf("\\fB%s:\\fR", f->name);
		put_metavars(f->value);
		putchar('\n');
		put_text(f->manual);
	}
}

static void put_formats(void)
{
#define ROW(name, suffixes, about) {#name, suffixes, about},
	static const struct {
		const char *name, *suffixes, *about;
	} rows[] = {HK_FORMAT_LIST(ROW)};
#undef ROW

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		fputs(".TP\n", stdout);
		put_bold(rows[i].name);
		putchar('\n');
		put_text(rows[i].about);
		if (*rows[i].suffixes) {
			fputs("(suffixes: ", stdout);
			for (const char *c = rows[i].suffixes; *c; c++)
				putchar(*c);
			fputs(")\n", stdout);
		}
	}
}

static const struct {
	const char *name;
	void (*put)(void);
} parts[] = {
	{"options", put_options},
	{"commands", put_commands},
	{"fields", put_fields},
	{"formats", put_formats},
};

/* ---- The page ---- */

static void put_part(const char *name)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (!strcmp(parts[i].name, name)) {
			parts[i].put();
			return;
		}
	fprintf(stderr, "make-manual: no table gives '%s'\n", name);
	exit(1);
}

int main(int argc, char **argv)
{
	char line[4096], name[64];
	bool skipping = false;

	if (argc == 2 && !strcmp(argv[1], "hiku"))
		program = &hk_query_program;
	else if (argc == 2 && !strcmp(argv[1], "hiku-index"))
		program = &hk_indexer_program;
	else
		return 2;
	while (fgets(line, sizeof(line), stdin)) {
		if (sscanf(line, ".\\\" end %63s", name) == 1)
			skipping = false;
		if (!skipping)
			fputs(line, stdout);
		if (sscanf(line, ".\\\" begin %63s", name) == 1) {
			skipping = true;
			put_part(name);
		}
	}
	if (skipping) {
		fprintf(stderr, "make-manual: '%s' has no end\n", name);
		return 1;
	}
	return fflush(stdout) ? 1 : 0;
}
