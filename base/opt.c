/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Reading a command line. */

#include "base/opt_private.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"

/* A misspelt name at most this many edits away is guessed at. */
#define GUESS_EDITS 2
/* Bytes of a name beyond which nothing is guessed. */
#define NAME_MAX_LEN 40

struct parser {
	const struct hk_opt_program *program;
	char **argv;
	int argc, at;
	void *options;
	struct hk_opt_line *line;
	struct hk_error *err;
};

/* ---- Values ---- */

static void *value_of(const struct parser *p, const struct hk_opt *option)
{
	return (char *)p->options + option->offset;
}

static enum hk_status add_item(struct parser *p, struct hk_opt_list *list,
			       const char *item)
{
	if (!HK_ARRAY_RESERVE(list->items, list->capacity, list->count + 1))
		return hk_error_nomem(p->err);
	list->items[list->count++] = item;
	return HK_OK;
}

static enum hk_status set_uint(struct parser *p, const struct hk_opt *option,
			       const char *value)
{
	unsigned long long number;
	char *end;

	assert(value); /* only flags come without */
	errno = 0;
	number = strtoull(value, &end, 10);
	if (*value < '0' || *value > '9' || *end || errno)
		return hk_error_set(p->err, HK_EUSAGE,
				    "--%s takes a whole number, not '%s'",
				    option->name, value);
	*(uint64_t *)value_of(p, option) = number;
	return HK_OK;
}

/* The number of the choice goes to `*number`. */
static enum hk_status find_choice(struct parser *p, const struct hk_opt *option,
				  const char *value, int *number)
{
	const char *name;
	struct hk_buf all;
	enum hk_status status = HK_OK;

	assert(value); /* only flags come without */
	hk_buf_init(&all, 1u << 16);
	for (size_t i = 0; (name = option->choice(i)) && !status; i++) {
		if (!strcmp(name, value)) {
			*number = (int)i;
			goto out;
		}
		status = hk_buf_printf(&all, "%s%s", i ? ", " : "", name);
	}
	if (status)
		hk_error_nomem(p->err);
	else
		status = hk_error_set(p->err, HK_EUSAGE,
				      "--%s takes one of %s, not '%s'",
				      option->name, all.data, value);
out:
	hk_buf_release(&all);
	return status;
}

static enum hk_status set(struct parser *p, const struct hk_opt *option,
			  const char *value)
{
	int number = 0;
	enum hk_status status =
		option->choice ? find_choice(p, option, value, &number) : HK_OK;

	if (status)
		return status;
	switch (option->kind) {
	case HK_OPT_STRING:
		*(const char **)value_of(p, option) = value;
		return HK_OK;
	case HK_OPT_LIST:
		return add_item(p, value_of(p, option), value);
	case HK_OPT_UINT:
		return set_uint(p, option, value);
	case HK_OPT_CHOICE:
		*(int *)value_of(p, option) = number;
		return HK_OK;
	case HK_OPT_COUNT:
		++*(uint64_t *)value_of(p, option);
		return HK_OK;
	default:
		*(bool *)value_of(p, option) = true;
		return HK_OK;
	}
}

static enum hk_status give(struct parser *p, const struct hk_opt *option,
			   const char *value, bool by_letter)
{
	struct hk_opt_line *line = p->line;

	if (!HK_ARRAY_RESERVE(line->given, line->capacity, line->count + 1))
		return hk_error_nomem(p->err);
	line->given[line->count].option = option;
	line->given[line->count++].by_letter = by_letter;
	return set(p, option, value);
}

/* The same, and the other words of a value that is more than one. */
static enum hk_status give_words(struct parser *p, const struct hk_opt *option,
				 const char *value, bool by_letter)
{
	enum hk_status status = give(p, option, value, by_letter);

	for (unsigned i = 1; i < option->words && !status; i++) {
		if (p->at + 1 >= p->argc)
			return hk_error_set(p->err, HK_EUSAGE,
					    "--%s needs %u words: --%s %s",
					    option->name, option->words,
					    option->name, option->argument);
		status = set(p, option, p->argv[++p->at]);
	}
	return status;
}

/* Does it take no value? */
static bool is_flag(const struct hk_opt *option)
{
	return option->kind == HK_OPT_FLAG || option->kind == HK_OPT_COUNT;
}

/* ---- Names ---- */

bool hk_opt_is_end(const struct hk_opt *option)
{
	return !option->name && !option->help;
}

const struct hk_opt *hk_opt_named(const struct hk_opt_program *program,
				  const char *name, size_t len)
{
	for (const struct hk_opt *o = program->options; !hk_opt_is_end(o); o++)
		if (o->name && strlen(o->name) == len &&
		    !strncmp(o->name, name, len))
			return o;
	return NULL;
}

/* The edit distance of two short names, a transposition counted as one. */
static unsigned edits(const char *a, size_t a_len, const char *b)
{
	unsigned d[NAME_MAX_LEN + 1][NAME_MAX_LEN + 1];
	size_t b_len = strlen(b);

	if (a_len > NAME_MAX_LEN || b_len > NAME_MAX_LEN)
		return HK_OPT_FAR;
	for (size_t i = 0; i <= a_len; i++) {
		for (size_t k = 0; k <= b_len; k++) {
			unsigned best;

			if (!i || !k) {
				d[i][k] = (unsigned)(i + k);
				continue;
			}
			best = d[i - 1][k - 1] + (a[i - 1] != b[k - 1]);
			if (d[i - 1][k] + 1 < best)
				best = d[i - 1][k] + 1;
			if (d[i][k - 1] + 1 < best)
				best = d[i][k - 1] + 1;
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] &&
			    a[i - 2] == b[k - 1] && d[i - 2][k - 2] + 1 < best)
				best = d[i - 2][k - 2] + 1;
			d[i][k] = best;
		}
	}
	return d[a_len][b_len];
}

unsigned hk_opt_distance(const char *typed, size_t len, const char *name)
{
	unsigned d = edits(typed, len, name);

	if (d > GUESS_EDITS && len > GUESS_EDITS && !strncmp(typed, name, len))
		return GUESS_EDITS;
	return d <= GUESS_EDITS && d * 2 <= len ? d : HK_OPT_FAR;
}

static enum hk_status unknown(struct parser *p, const char *typed, size_t len)
{
	const struct hk_opt *option = p->program->options;
	const char *guess = NULL;
	unsigned best = HK_OPT_FAR;

	for (; !hk_opt_is_end(option); option++) {
		unsigned d = option->name
				     ? hk_opt_distance(typed, len, option->name)
				     : HK_OPT_FAR;

		if (d < best) {
			best = d;
			guess = option->name;
		}
	}
	if (guess)
		return hk_error_set(p->err, HK_EUSAGE,
				    "unknown option '--%.*s'; did you mean "
				    "'--%s'?",
				    (int)len, typed, guess);
	return hk_error_set(p->err, HK_EUSAGE,
			    "unknown option '--%.*s'; --help lists them all",
			    (int)len, typed);
}

/* ---- Reading ---- */

/* The value of an option that was given without one: the next word if that is
 * one of its choices, else what stands for none. */
static const char *next_choice(struct parser *p, const struct hk_opt *option)
{
	const char *next = p->at + 1 < p->argc ? p->argv[p->at + 1] : NULL;
	const char *name;

	for (size_t i = 0; next && option->choice && (name = option->choice(i));
	     i++) {
		if (!strcmp(name, next)) {
			p->at++;
			return next;
		}
	}
	return option->fallback;
}

static enum hk_status read_long(struct parser *p, const char *word)
{
	size_t len = strcspn(word, "=");
	const char *value = word[len] == '=' ? word + len + 1 : NULL;
	const struct hk_opt *option = hk_opt_named(p->program, word, len);

	if (!option)
		return unknown(p, word, len);
	if (is_flag(option)) {
		if (value)
			return hk_error_set(p->err, HK_EUSAGE,
					    "--%s takes no value",
					    option->name);
		return give(p, option, NULL, false);
	}
	if (!value && option->fallback)
		value = next_choice(p, option);
	if (!value && p->at + 1 < p->argc)
		value = p->argv[++p->at];
	if (!value)
		return hk_error_set(p->err, HK_EUSAGE,
				    "--%s needs a value: --%s %s", option->name,
				    option->name, option->argument);
	return give_words(p, option, value, false);
}

static const struct hk_opt *find_letter(const struct parser *p, char letter)
{
	const struct hk_opt *option = p->program->options;

	for (; !hk_opt_is_end(option); option++)
		if (option->name && option->letter == letter && letter)
			return option;
	return NULL;
}

static enum hk_status unknown_letter(struct parser *p, const char *letters)
{
	int len = 1;

	while (((unsigned char)letters[len] & 0xC0) == 0x80)
		len++; /* a letter of more bytes than one */
	return hk_error_set(p->err, HK_EUSAGE,
			    "unknown option '-%.*s'; --help lists them all",
			    len, letters);
}

/* Letters behind one dash: flags, the last of which may take a value. */
static enum hk_status read_letters(struct parser *p, const char *letters)
{
	enum hk_status status = HK_OK;

	for (; *letters && !status; letters++) {
		const struct hk_opt *option = find_letter(p, *letters);
		const char *value = letters + 1;

		if (!option)
			return unknown_letter(p, letters);
		if (is_flag(option)) {
			status = give(p, option, NULL, true);
			continue;
		}
		if (!*value && option->fallback)
			value = next_choice(p, option);
		else if (!*value && p->at + 1 < p->argc)
			value = p->argv[++p->at];
		else if (!*value)
			return hk_error_set(
				p->err, HK_EUSAGE, "-%c needs a value: -%c %s",
				*letters, *letters, option->argument);
		return give_words(p, option, value, true);
	}
	return status;
}

/* ---- Words with one dash in a query ---- */

/* Can `value`, which touches the letter of the option, be meant as its value?
 * Digits, or what looks like a path or place: `-n5`, `-d../x`, but not
 * `-date:x` or `-docker`. */
static bool is_attached(const struct hk_opt *option, const char *value)
{
	if (option->kind == HK_OPT_UINT)
		return strspn(value, "0123456789") == strlen(value);
	return strchr("./~@", *value) || strstr(value, "://");
}

/* Are all letters behind the dash options, the last of which may have a value?
 */
static bool are_letters(const struct parser *p, const char *letters)
{
	for (; *letters; letters++) {
		const struct hk_opt *option = find_letter(p, *letters);

		if (!option)
			return false;
		if (!is_flag(option))
			return !letters[1] || is_attached(option, letters + 1);
	}
	return true;
}

/* A dash and one ASCII character that is no letter of an option, or the long
 * name of one: neither is a likely word to leave out. */
static enum hk_status refuse_slip(struct parser *p, const char *word)
{
	const char *name = word + 1;
	size_t len = strcspn(name, "=");

	if ((unsigned char)name[0] < 0x80 && !name[1])
		return hk_error_set(p->err, HK_EUSAGE,
				    "unknown option '%s'; to leave out the "
				    "word '%s' write －%s, or -- "
				    "before the query; --help lists the "
				    "options",
				    word, name, name);
	if (hk_opt_named(p->program, name, len))
		return hk_error_set(p->err, HK_EUSAGE,
				    "options have two dashes: '-%s'; to leave "
				    "out the word '%.*s' write "
				    "－%.*s, or -- before the query",
				    word, (int)len, name, (int)len, name);
	return HK_OK;
}

/* A word with a single dash: options or a word of the query. */
static enum hk_status read_dash(struct parser *p, const char *word)
{
	enum hk_status status;

	if (p->program->mode == HK_OPT_SHORT_ANYWHERE ||
	    are_letters(p, word + 1))
		return read_letters(p, word + 1);
	status = refuse_slip(p, word);
	return status ? status : add_item(p, &p->line->words, word);
}

enum hk_status hk_opt_parse(struct hk_opt_line *line, void *options,
			    const struct hk_opt_program *program, int argc,
			    char **argv, struct hk_error *err)
{
	struct parser p = {program, argv, argc, 1, options, line, err};
	const struct hk_opt *option = program->options;
	enum hk_status status = HK_OK;

	memset(line, 0, sizeof(*line));
	for (; !hk_opt_is_end(option) && !status; option++)
		if (option->preset)
			status = set(&p, option, option->preset);
	for (; p.at < argc && !status; p.at++) {
		const char *word = argv[p.at];

		if (!line->only_words && !strcmp(word, "--"))
			line->only_words = true;
		else if (!line->only_words && !strncmp(word, "--", 2))
			status = read_long(&p, word + 2);
		else if (!line->only_words && word[0] == '-' && word[1])
			status = read_dash(&p, word);
		else
			status = add_item(&p, &line->words, word);
	}
	return status;
}

static void release_list(struct hk_opt_list *list)
{
	free(list->items);
	memset(list, 0, sizeof(*list));
}

enum hk_status hk_opt_imply(struct hk_opt_line *line,
			    const struct hk_opt_program *program,
			    const char *name, struct hk_error *err)
{
	const struct hk_opt *o = program->options;

	while (o->kind == HK_OPT_GROUP || strcmp(o->name, name) != 0)
		o++;
	if (!HK_ARRAY_RESERVE(line->given, line->capacity, line->count + 1))
		return hk_error_nomem(err);
	line->given[line->count++] = (struct hk_opt_given){.option = o};
	return HK_OK;
}

void hk_opt_release(struct hk_opt_line *line, void *options,
		    const struct hk_opt_program *program)
{
	struct parser p = {.options = options};
	const struct hk_opt *option = program->options;

	for (; !hk_opt_is_end(option); option++)
		if (option->kind == HK_OPT_LIST)
			release_list(value_of(&p, option));
	release_list(&line->words);
	free(line->given);
	memset(line, 0, sizeof(*line));
}
