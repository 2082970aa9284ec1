/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * make-manual hiku|hiku-index|hiku-serve [ja] <PAGE: the manual page of that
 *program, with the parts between
 *
 *	.\" begin NAME
 *	.\" end NAME
 *
 * written anew from the tables that the program itself uses, in English or as
 * po/ja.po translates them. `make manual` runs it, tests/cli/manual.t compares.
 *
 * make-manual texts: the texts of all tables, as C for xgettext(1), for
 * tools/messages.
 */

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/format.h"
#include "indexer/options.h"
#include "query/field.h"
#include "serve/options.h"
#include "cli/options.h"

/* Source lines are broken behind this column. */
#define LINE_WIDTH 72

static const struct hk_opt_program *program;

/* ---- Languages ---- */

/* By tools/pack-messages. */
static const struct {
	const char *text, *said;
} catalogue[] = {
#include "tools/messages_ja.h"
	{NULL, NULL}};

static bool japanese;

/* The text in the language of the page. */
static const char *said(const char *text)
{
	for (size_t i = 0; japanese && catalogue[i].text; i++)
		if (!strcmp(catalogue[i].text, text))
			return catalogue[i].said;
	return text;
}

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
		/* groff does not break a line there by itself. */
		if (i >= 2 && !memcmp(word + i - 2, "、", 3) && i + 1 < len &&
		    (unsigned char)word[i + 1] < 0x80)
			fputs("\\:", stdout);
	}
}

/* Running text: a sentence begins a line, a paragraph `.IP`. In Japanese, where
 * the end of a line would become a blank, a paragraph is one line. */
static void put_text(const char *text)
{
	size_t column = 0;

	text = said(text);
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
			if ((sentence || column > LINE_WIDTH) && !japanese) {
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

/* What stands before and behind the names in the sentence. */
static void begin_list(const char *sentence)
{
	const char *text = said(sentence);

	printf("%.*s", (int)strcspn(text, "%"), text);
}

static void end_list(const char *sentence)
{
	printf("%s\n", strchr(said(sentence), '%') + strlen("%s"));
}

static void put_values(const struct hk_opt *o)
{
	if (o->choice) {
		begin_list("One of %s.");
		for (size_t i = 0; o->choice(i); i++) {
			if (i && i % 8 == 0 && !japanese)
				fputs(",\n", stdout);
			else if (i)
				fputs(", ", stdout);
			put_bold(o->choice(i));
		}
		end_list("One of %s.");
	}
	if (o->preset) {
		begin_list("The default is %s.");
		put_bold(o->preset);
		end_list("The default is %s.");
	}
	if (o->commands && program->commands) {
		const struct hk_opt_command *c = program->commands;
		const char *before = "";

		begin_list("Commands: %s.");
		for (; c->name; c++) {
			if (!hk_opt_takes(program, c, o))
				continue;
			fputs(before, stdout);
			put_bold(c->name);
			before = ", ";
		}
		end_list("Commands: %s.");
	}
}

static void put_options(void)
{
	for (const struct hk_opt *o = program->options; o->name || o->help;
	     o++) {
		if (o->kind == HK_OPT_GROUP) {
			printf(".SS %s\n", said(o->help));
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
			begin_list("(suffixes: %s)");
			fputs(rows[i].suffixes, stdout);
			end_list("(suffixes: %s)");
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

/* ---- Texts for translators ---- */

static void put_c(const char *text)
{
	if (!text || !*text)
		return;
	fputs("hk_message_text(\"", stdout);
	for (; *text; text++)
		if (*text == '\n')
			fputs("\\n", stdout);
		else
			printf("%s%c", strchr("\"\\", *text) ? "\\" : "",
			       *text);
	fputs("\");\n", stdout);
}

static void put_program(const struct hk_opt_program *of)
{
	for (const struct hk_opt *o = of->options; o->name || o->help; o++) {
		put_c(o->help);
		put_c(o->manual);
	}
	for (const struct hk_opt_command *c = of->commands; c && c->name; c++) {
		put_c(c->help);
		put_c(c->manual);
	}
}

/* What the system says of failures that users meet. */
static void put_system(void)
{
	static const int numbers[] = {
		EPERM,	    ENOENT,	  EINTR,       EIO,	EBADF,
		ENOMEM,	    EACCES,	  EBUSY,       EEXIST,	EXDEV,
		ENOTDIR,    EISDIR,	  EINVAL,      ENFILE,	EMFILE,
		EFBIG,	    ENOSPC,	  ESPIPE,      EROFS,	EPIPE,
		ELOOP,	    EDQUOT,	  ESTALE,      ENOSYS,	ENOTSUP,
		EAGAIN,	    ENAMETOOLONG, ETXTBSY,     EDEADLK, ECONNREFUSED,
		ECONNRESET, ETIMEDOUT,	  EHOSTUNREACH};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		put_c(strerror(numbers[i]));
}

static void put_texts(void)
{
	put_program(&hk_cli_program);
	for (const struct hk_field *f = hk_field_table; f->name; f++) {
		put_c(f->help);
		put_c(f->manual);
	}
	put_program(&hk_indexer_program);
	put_program(&hk_serve_program);
	for (const struct hk_format_row *row = hk_format_rows; row->name; row++)
		put_c(row->about);
	put_system();
}

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
	char line[65536], name[64];
	bool skipping = false;

	japanese = argc == 3 && !strcmp(argv[2], "ja");
	if (argc == 2 && !strcmp(argv[1], "texts")) {
		put_texts();
		return fflush(stdout) ? 1 : 0;
	}
	if (argc == 2 + japanese && !strcmp(argv[1], "hiku"))
		program = &hk_cli_program;
	else if (argc == 2 + japanese && !strcmp(argv[1], "hiku-index"))
		program = &hk_indexer_program;
	else if (argc == 2 + japanese && !strcmp(argv[1], "hiku-serve"))
		program = &hk_serve_program;
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
