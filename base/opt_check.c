/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Which command a command line is for, and what may stand in it. */

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

enum hk_status hk_opt_check(const struct hk_opt_line *line,
			    const struct hk_opt_program *program,
			    const struct hk_opt_command *command, size_t used,
			    struct hk_error *err)
{
	size_t number = (size_t)(command - program->commands);

	for (size_t i = 0; i < line->count; i++) {
		const struct hk_opt *option = line->given[i].option;

		if (option->commands && !(option->commands & HK_OPT_OF(number)))
			return elsewhere(program, option, err);
	}
	return check_words(&line->words, command, used, err);
}
