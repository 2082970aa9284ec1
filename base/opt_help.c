/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The help text. */

#include "base/opt_private.h"

#include <string.h>

#include "base/message.h"

/* In columns. */
#define WIDTH	       79
#define OPTION_COLUMN  28
#define COMMAND_COLUMN 28
/* Bytes of Japanese that are kept on one line, about. */
#define PIECE_MAX 60

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

/* Bytes of the character, which is UTF-8, since no text of users is help. */
static size_t char_len(const char *c)
{
	unsigned char lead = (unsigned char)*c;

	return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* What a character of Japanese is, as far as lines are broken by it. */
enum kind {
	ASCII,
	HIRAGANA,
	KATAKANA,
	CLOSING, /* no line begins with it, and one may end with it */
	OPENING, /* no line ends with it */
	OTHER,	 /* kanji, mostly */
};

static enum kind kind_of(const char *c)
{
	static const char *const closing = "、。，．」』）】",
				 *const opening = "「『（【";

	if ((unsigned char)*c < 0x80)
		return ASCII;
	for (const char *at = closing; *at; at += char_len(at))
		if (!strncmp(c, at, char_len(at)))
			return CLOSING;
	for (const char *at = opening; *at; at += char_len(at))
		if (!strncmp(c, at, char_len(at)))
			return OPENING;
	/* U+3041 to U+309F, and U+30A0 to U+30FF. */
	if (strncmp(c, "\xE3\x81\x81", 3) >= 0 && strncmp(c, "ゟ", 3) <= 0)
		return HIRAGANA;
	return strncmp(c, "゠", 3) >= 0 && strncmp(c, "ヿ", 3) <= 0 ? KATAKANA
								    : OTHER;
}

/* Bytes of the word that stay on one line. Japanese is broken where a word is
 * likely to begin: behind a comma and the like, and where kana end. */
static size_t piece_len(const char *word, size_t len)
{
	enum kind before = kind_of(word);
	size_t at = char_len(word);

	while (at < len && (at < PIECE_MAX || before == ASCII)) {
		enum kind next = kind_of(word + at);

		if (next != before && next != HIRAGANA && next != CLOSING &&
		    before != OPENING && word[at - 1] != '(')
			break;
		before = next;
		at += char_len(word + at);
	}
	return at < len ? at : len;
}

/* A piece of a word, without the marks of `manual`, behind a blank or not. The
 * text's characters that are not ASCII are Japanese and take two columns. */
static void put_piece(struct writer *w, const char *piece, size_t len,
		      bool blank)
{
	int shown = 0;

	for (size_t i = 0; i < len; i += char_len(piece + i))
		shown += (unsigned char)piece[i] >= 0x80
				 ? 2
				 : !strchr("`<>", piece[i]);
	if (w->at > w->indent && w->at + blank + shown > WIDTH)
		go_to(w, w->indent);
	else if (w->at > w->indent && blank)
		w->at += fprintf(w->out, " ");
	for (size_t i = 0; i < len; i++)
		if (!strchr("`<>", piece[i]))
			fputc(piece[i], w->out);
	w->at += shown;
}

static void put_word(struct writer *w, const char *word, size_t len)
{
	bool blank = true;

	while (len) {
		size_t piece = piece_len(word, len);

		put_piece(w, word, piece, blank);
		word += piece;
		len -= piece;
		blank = false;
	}
}

/* The first paragraph of the text, in the user's language. */
static void put_text(struct writer *w, const char *text)
{
	const char *end;

	text = hk_message_text(text);
	end = strstr(text, "\n\n");
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
	snprintf(word, sizeof(word), "%s%s", before,
		 hk_message_text("default"));
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
				fprintf(out, hk_message_text("\n%s:\n"),
					hk_message_text(group->help));
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

	fprintf(out, hk_message_text("usage: %s %s [OPTION...]%s%s\n\n"),
		program->name, command->name, *command->words ? " " : "",
		command->words);
	put_text(&w, command->manual ? command->manual : command->help);
	end_line(&w);
	hk_opt_help_options(program, command, out);
}

static void put_overview(const struct hk_opt_program *program, FILE *out)
{
	const struct hk_opt_command *c = program->commands;
	struct writer w = {out, 0, 0};

	fprintf(out,
		hk_message_text("usage: %s COMMAND [OPTION...] [WORD...]\n\n"),
		program->name);
	for (; c->name; c++) {
		w.at = fprintf(out, "  %s%s%s", c->name, *c->words ? " " : "",
			       c->words);
		go_to(&w, COMMAND_COLUMN);
		put_text(&w, c->help);
		end_line(&w);
	}
	hk_opt_help_options(program, NULL, out);
	fprintf(out,
		hk_message_text("\n`%s help COMMAND` lists the options of a "
				"command.\n"),
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
