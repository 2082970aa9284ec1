/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The help text. */

#include "base/opt_private.h"

#include <string.h>

/* In columns; all help is ASCII. */
#define WIDTH	       79
#define OPTION_COLUMN  28
#define COMMAND_COLUMN 28

/* ---- Running text ---- */

struct writer {
	FILE *out;
	int at;	    /* the column that comes next */
	int indent; /* of the lines that follow */
};

/* Go to the column, on a line of its own if that one is passed. */
static void go_to(struct writer *w, int column)
{
	if (w->at >= column) {
		fputc('\n', w->out);
		w->at = 0;
	}
	fprintf(w->out, "%*s", column - w->at, "");
	w->at = w->indent = column;
}

/* One word, without the marks of `manual`. */
static void put_word(struct writer *w, const char *word, size_t len)
{
	int shown = 0;

	for (size_t i = 0; i < len; i++)
		shown += !strchr("`<>", word[i]);
	if (w->at > w->indent && w->at + 1 + shown > WIDTH)
		go_to(w, w->indent);
	else if (w->at > w->indent)
		w->at += fprintf(w->out, " ");
	for (size_t i = 0; i < len; i++)
		if (!strchr("`<>", word[i]))
			fputc(word[i], w->out);
	w->at += shown;
}

/* The first paragraph of the text. */
static void put_text(struct writer *w, const char *text)
{
	const char *end = strstr(text, "\n\n");

	if (!end)
		end = text + strlen(text);
	while (text < end) {
		size_t len = strcspn(text, " \n");

		if (text + len > end)
			len = (size_t)(end - text);
		if (len)
			put_word(w, text, len);
		text += len + (text + len < end);
	}
}

static void end_line(struct writer *w)
{
	fputc('\n', w->out);
	w->at = w->indent = 0;
}

/* ---- Options ---- */

/* What a value may be, and is if the option is not given. */
static void put_values(struct writer *w, const struct hk_opt *option)
{
	const char *name, *next, *before = "(";
	char word[64];

	name = option->choice ? option->choice(0) : NULL;
	for (size_t i = 1; name; i++) {
		next = option->choice(i);
		snprintf(word, sizeof(word), "%s%s%s", before, name,
			 next		  ? ","
			 : option->preset ? ";"
					  : ")");
		put_word(w, word, strlen(word));
		before = "";
		name = next;
	}
	if (!option->preset)
		return;
	snprintf(word, sizeof(word), "%sdefault", before);
	put_word(w, word, strlen(word));
	snprintf(word, sizeof(word), "%s)", option->preset);
	put_word(w, word, strlen(word));
}

static void put_option(struct writer *w, const struct hk_opt *option)
{
	const char *argument = option->argument ? option->argument : "";
	bool bare = option->fallback != NULL;

	w->at = option->letter ? fprintf(w->out, "  -%c, ", option->letter)
			       : fprintf(w->out, "      ");
	w->at += fprintf(w->out, "--%s%s%s%s", option->name,
			 bare	     ? "[="
			 : *argument ? " "
				     : "",
			 argument, bare ? "]" : "");
	go_to(w, OPTION_COLUMN);
	put_text(w, option->help);
	put_values(w, option);
	end_line(w);
}

bool hk_opt_takes(const struct hk_opt_program *program,
		  const struct hk_opt_command *command,
		  const struct hk_opt *option)
{
	if (!option->commands)
		return true;
	return command &&
	       option->commands & HK_OPT_OF(command - program->commands);
}

void hk_opt_help_options(const struct hk_opt_program *program,
			 const struct hk_opt_command *command, FILE *out)
{
	const struct hk_opt *option = program->options, *group = NULL;
	struct writer w = {out, 0, 0};

	for (; !hk_opt_is_end(option); option++) {
		if (option->kind == HK_OPT_GROUP)
			group = option;
		else if (hk_opt_takes(program, command, option)) {
			if (group)
				fprintf(out, "\n%s:\n", group->help);
			group = NULL;
			put_option(&w, option);
		}
	}
}

/* ---- Commands ---- */

static void put_command(const struct hk_opt_program *program,
			const struct hk_opt_command *command, FILE *out)
{
	struct writer w = {out, 0, 0};

	fprintf(out, "usage: %s %s [OPTION...]%s%s\n\n", program->name,
		command->name, *command->words ? " " : "", command->words);
	put_text(&w, command->manual ? command->manual : command->help);
	end_line(&w);
	hk_opt_help_options(program, command, out);
}

static void put_overview(const struct hk_opt_program *program, FILE *out)
{
	const struct hk_opt_command *c = program->commands;
	struct writer w = {out, 0, 0};

	fprintf(out, "usage: %s COMMAND [OPTION...] [WORD...]\n\n",
		program->name);
	for (; c->name; c++) {
		w.at = fprintf(out, "  %s%s%s", c->name, *c->words ? " " : "",
			       c->words);
		go_to(&w, COMMAND_COLUMN);
		put_text(&w, c->help);
		end_line(&w);
	}
	hk_opt_help_options(program, NULL, out);
	fprintf(out, "\n`%s help COMMAND` lists the options of a command.\n",
		program->name);
}

/* Of "dict" the help of "dict add" and the like. */
static bool put_family(const struct hk_opt_program *program, const char *word,
		       FILE *out)
{
	const struct hk_opt_command *c = program->commands;
	size_t len = strlen(word);
	bool any = false;

	for (; c->name; c++) {
		if (strncmp(c->name, word, len) != 0 || c->name[len] != ' ')
			continue;
		if (any)
			fputc('\n', out);
		any = true;
		put_command(program, c, out);
	}
	return any;
}

enum hk_status hk_opt_help(const struct hk_opt_program *program,
			   const struct hk_opt_list *words, FILE *out,
			   struct hk_error *err)
{
	const struct hk_opt_command *command;
	enum hk_status status;
	size_t used;

	if (!words->count) {
		put_overview(program, out);
		return HK_OK;
	}
	status = hk_opt_find(&command, &used, program, words, err);
	if (!status)
		put_command(program, command, out);
	else if (put_family(program, words->items[0], out))
		status = HK_OK;
	return status;
}
