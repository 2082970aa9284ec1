/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Which command a command line is for, and whether it takes what was given. */

#include "base/opt_private.h"

#include <string.h>

/* ---- Commands ---- */

/* How many of the words name the command; 0: they name another. */
static size_t count_name_words(const struct hk_opt_command *command,
			       const struct hk_opt_list *words)
{
	const char *name = command->name;
	size_t used = 0;

	while (used < words->count) {
		size_t len = strcspn(name, " ");

		if (strlen(words->items[used]) != len ||
		    strncmp(words->items[used], name, len) != 0)
			return 0;
		used++;
		if (!name[len])
			return used;
		name += len + 1;
	}
	return 0;
}

/* The commands that begin with that word are named by two. */
static enum hk_status incomplete(const struct hk_opt_program *program,
				 const char *word, struct hk_error *err)
{
	const struct hk_opt_command *c = program->commands;
	size_t len = strlen(word);
	char all[256] = "";

	for (; c->name; c++) {
		size_t used = strlen(all);

		if (!strncmp(c->name, word, len) && c->name[len] == ' ')
			snprintf(all + used, sizeof(all) - used, "%s'%s'",
				 used ? ", " : "", c->name);
	}
	if (!*all)
		return HK_OK;
	return hk_error_set(err, HK_EUSAGE,
			    "'%s' alone is not a command; there are %s", word,
			    all);
}

enum hk_status hk_opt_find(const struct hk_opt_command **command, size_t *used,
			   const struct hk_opt_program *program,
			   const struct hk_opt_list *words,
			   struct hk_error *err)
{
	const char *word = words->count ? words->items[0] : "", *guess = NULL;
	const struct hk_opt_command *c = program->commands;
	unsigned best = HK_OPT_FAR;

	for (; c->name; c++) {
		unsigned d = hk_opt_distance(word, strlen(word), c->name);

		*used = count_name_words(c, words);
		if (*used) {
			*command = c;
			return HK_OK;
		}
		if (d < best) {
			best = d;
			guess = c->name;
		}
	}
	if (incomplete(program, word, err))
		return HK_EUSAGE;
	if (guess)
		return hk_error_set(err, HK_EUSAGE,
				    "unknown command '%s'; did you mean '%s'?",
				    word, guess);
	return hk_error_set(err, HK_EUSAGE,
			    "unknown command '%s'; --help lists them all",
			    word);
}

/* ---- Options of a command ---- */

/* "of add, update and remove" */
static enum hk_status elsewhere(const struct hk_opt_program *program,
				const struct hk_opt *option,
				struct hk_error *err)
{
	uint32_t rest = option->commands;
	char all[256] = "";

	for (size_t i = 0; rest; i++) {
		size_t used = strlen(all);

		if (!(rest & HK_OPT_OF(i)))
			continue;
		rest &= ~HK_OPT_OF(i);
		snprintf(all + used, sizeof(all) - used, "%s%s",
			 !used	? ""
			 : rest ? ", "
				: " and ",
			 program->commands[i].name);
	}
	return hk_error_set(err, HK_EUSAGE, "--%s is an option of %s",
			    option->name, all);
}

static enum hk_status check_words(const struct hk_opt_list *words,
				  const struct hk_opt_command *command,
				  size_t used, struct hk_error *err)
{
	size_t count = words->count - used;

	if (count < command->min)
		return hk_error_set(
			err, HK_EUSAGE, "%s is missing; usage: %s %s",
			command->words, command->name, command->words);
	if (count <= command->max)
		return HK_OK;
	if (!command->max)
		return hk_error_set(err, HK_EUSAGE, "takes no words, got '%s'",
				    words->items[used]);
	return hk_error_set(err, HK_EUSAGE, "takes only %s, got '%s' too",
			    command->words, words->items[used + command->max]);
}

/* ---- Pairs ---- */

static const struct hk_opt_given *find_given(const struct hk_opt_line *line,
					     const char *name)
{
	for (size_t i = 0; i < line->count; i++)
		if (!strcmp(line->given[i].option->name, name))
			return &line->given[i];
	return NULL;
}

/* The word of the line that a pair means, or NULL. */
static const char *find_word(const struct hk_opt_line *line, const char *which)
{
	for (size_t i = 0; i < line->words.count; i++)
		if (!*which || !strcmp(line->words.items[i], which))
			return line->words.items[i];
	return NULL;
}

/* As it is typed, by its letter or not. */
static const char *spell(char out[64], const struct hk_opt *option,
			 bool by_letter)
{
	if (by_letter && option->letter)
		snprintf(out, 64, "-%c", option->letter);
	else
		snprintf(out, 64, "--%s", option->name);
	return out;
}

static bool is_word(const char *name)
{
	return !strcmp(name, HK_OPT_STDIN) || !strcmp(name, HK_OPT_WORD);
}

static enum hk_status check_exclusion(const struct hk_opt_line *line,
				      const struct hk_opt_pair *pair,
				      struct hk_error *err)
{
	const struct hk_opt_given *a = find_given(line, pair->option);
	const struct hk_opt_given *b = find_given(line, pair->other);
	const char *word =
		is_word(pair->other) ? find_word(line, pair->other) : NULL;
	char first[64], second[64];

	if (a && word)
		return hk_error_set(
			err, HK_EUSAGE, "option '%s' takes no words, got '%s'",
			spell(first, a->option, a->by_letter), word);
	if (a && b)
		return hk_error_set(err, HK_EUSAGE,
				    "options '%s' and '%s' cannot be used "
				    "together",
				    spell(first, a->option, a->by_letter),
				    spell(second, b->option, b->by_letter));
	return HK_OK;
}

static enum hk_status check_need(const struct hk_opt_line *line,
				 const struct hk_opt_program *program,
				 const struct hk_opt_pair *pair,
				 struct hk_error *err)
{
	const struct hk_opt_given *a = find_given(line, pair->option);
	char first[64], second[64];

	if (!a || find_given(line, pair->other) ||
	    (is_word(pair->other) && find_word(line, pair->other)))
		return HK_OK;
	spell(first, a->option, a->by_letter);
	if (is_word(pair->other))
		return hk_error_set(err, HK_EUSAGE,
				    "option '%s' needs '-', which stands for "
				    "standard input",
				    first);
	return hk_error_set(
		err, HK_EUSAGE, "option '%s' needs '%s'", first,
		spell(second,
		      hk_opt_named(program, pair->other, strlen(pair->other)),
		      a->by_letter));
}

static enum hk_status check_pairs(const struct hk_opt_line *line,
				  const struct hk_opt_program *program,
				  struct hk_error *err)
{
	const struct hk_opt_pair *pair = program->excludes;
	enum hk_status status = HK_OK;

	for (; pair && pair->option && !status; pair++)
		status = check_exclusion(line, pair, err);
	pair = program->needs;
	for (; pair && pair->option && !status; pair++)
		status = check_need(line, program, pair, err);
	return status;
}

enum hk_status hk_opt_check(const struct hk_opt_line *line,
			    const struct hk_opt_program *program,
			    const struct hk_opt_command *command, size_t used,
			    struct hk_error *err)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < line->count && command; i++)
		if (!hk_opt_takes(program, command, line->given[i].option))
			return elsewhere(program, line->given[i].option, err);
	if (command)
		status = check_words(&line->words, command, used, err);
	return status ? status : check_pairs(line, program, err);
}
