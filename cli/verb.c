/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/verb.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A number of at most 9 digits at the end of text[0, *len), behind a colon, of
 * which *len is then the place; 0 if there is none. */
static uint32_t take_number(const char *text, size_t *len)
{
	size_t begin = *len, number = 0;

	while (begin && text[begin - 1] >= '0' && text[begin - 1] <= '9')
		begin--;
	if (begin == *len || *len - begin > 9 || begin < 2 ||
	    text[begin - 1] != ':')
		return 0;
	for (size_t i = begin; i < *len; i++)
		number = number * 10 + (size_t)(text[i] - '0');
	if (number)
		*len = begin - 1;
	return (uint32_t)number;
}

static bool is_number(const char *text)
{
	size_t len = strlen(text);

	return len && len < 10 && strspn(text, "0123456789") == len;
}

enum hk_status hk_verb_read(struct hk_verb_target *out, const char *text,
			    struct hk_error *err)
{
	size_t len = strlen(text), whole = len;
	uint32_t first, second;

	memset(out, 0, sizeof(*out));
	if (is_number(text)) {
		out->rank = strtoull(text, NULL, 10);
		return HK_OK;
	}
	/* A name may itself end in a colon and a number. */
	if (access(text, F_OK) != 0) {
		second = take_number(text, &len);
		first = second ? take_number(text, &len) : 0;
		out->line = first ? first : second;
		out->count = first ? second : 0;
	}
	out->name = strndup(text, out->line ? len : whole);
	return out->name ? HK_OK : hk_error_nomem(err);
}

/* Does it look like a number or a path? */
static bool is_target(const char *text)
{
	struct hk_verb_target target;
	bool is;

	if (hk_verb_read(&target, text, NULL))
		return false;
	is = !target.name || strchr(target.name, '/') ||
	     access(target.name, F_OK) == 0;
	free(target.name);
	return is;
}

const char *hk_verb_take(struct hk_query_options *options,
			 struct hk_opt_list *words)
{
	const struct {
		const char *name;
		const char **place;
	} verbs[] = {{"show", &options->show},
		     {"open", &options->open},
		     {"similar", &options->similar},
		     {"report", &options->report}};
	const char *verb, *target;
	bool is_report, input;
	size_t i = 0;

	if (words->count != 2)
		return NULL;
	verb = words->items[0];
	target = words->items[1];
	is_report = !strcmp(verb, "report");
	/* Of standard input there is nothing to show. */
	input = !strcmp(target, "-") && (is_report || !strcmp(verb, "similar"));
	/* Queries have no number. */
	if ((!is_target(target) && !input) ||
	    (is_report && is_number(target) && access(target, F_OK) != 0))
		return NULL;
	while (i < sizeof(verbs) / sizeof(*verbs) &&
	       strcmp(verb, verbs[i].name) != 0)
		i++;
	if (i == sizeof(verbs) / sizeof(*verbs))
		return NULL;
	*verbs[i].place = target;
	words->count = 0;
	return verbs[i].name;
}
