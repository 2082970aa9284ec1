/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/opt.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A misspelt name at most this many edits away is guessed at. */
#define GUESS_EDITS  2
#define NAME_MAX_LEN 40
/* Where the help begins in the usage text. */
#define HELP_COLUMN 28

struct parser {
	const struct hk_opt *table;
	enum hk_opt_mode mode;
	char **argv;
	int argc, at;
	void *options;
	struct hk_opt_list *words;
	struct hk_error *err;
};

static void *place(const struct parser *p, const struct hk_opt *opt)
{
	return (char *)p->options + opt->offset;
}

static enum hk_status add_item(struct parser *p, struct hk_opt_list *list,
			       const char *item)
{
	void *items =
		realloc(list->items, (list->count + 1) * sizeof(*list->items));

	if (!items)
		return hk_error_nomem(p->err);
	list->items = items;
	list->items[list->count++] = item;
	return HK_OK;
}

static enum hk_status set_uint(struct parser *p, const struct hk_opt *opt,
			       const char *value)
{
	unsigned long long number;
	char *end;

	errno = 0;
	number = strtoull(value, &end, 10);
	if (*value < '0' || *value > '9' || *end || errno)
		return hk_error_set(p->err, HK_EUSAGE,
				    "--%s takes a whole number, not '%s'",
				    opt->name, value);
	*(uint64_t *)place(p, opt) = number;
	return HK_OK;
}

static enum hk_status set_choice(struct parser *p, const struct hk_opt *opt,
				 const char *value)
{
	char all[256] = "";

	for (int i = 0; opt->choices[i]; i++) {
		if (!strcmp(opt->choices[i], value)) {
			*(int *)place(p, opt) = i;
			return HK_OK;
		}
		if (strlen(all) + strlen(opt->choices[i]) + 3 < sizeof(all)) {
			if (i)
				strcat(all, ", ");
			strcat(all, opt->choices[i]);
		}
	}
	return hk_error_set(p->err, HK_EUSAGE, "--%s takes one of %s, not '%s'",
			    opt->name, all, value);
}

static enum hk_status set(struct parser *p, const struct hk_opt *opt,
			  const char *value)
{
	switch (opt->kind) {
	case HK_OPT_STRING:
		*(const char **)place(p, opt) = value;
		return HK_OK;
	case HK_OPT_LIST:
		return add_item(p, place(p, opt), value);
	case HK_OPT_UINT:
		return set_uint(p, opt, value);
	case HK_OPT_CHOICE:
		return set_choice(p, opt, value);
	default:
		*(bool *)place(p, opt) = true;
		return HK_OK;
	}
}

/* The edit distance of two short names, a transposition counted as one. */
static unsigned distance(const char *a, size_t a_len, const char *b)
{
	unsigned d[NAME_MAX_LEN + 1][NAME_MAX_LEN + 1];
	size_t b_len = strlen(b);

	if (a_len > NAME_MAX_LEN || b_len > NAME_MAX_LEN)
		return NAME_MAX_LEN;
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

static bool is_option(const struct hk_opt *opt)
{
	return opt->kind != HK_OPT_GROUP && opt->name;
}

static bool is_end(const struct hk_opt *opt)
{
	return !opt->name && !opt->help;
}

/*
 * How far what was typed is from a name, in edits: too far where most of it
 * would change, just near enough where it is the beginning of the name.
 */
static unsigned far(const char *typed, size_t len, const char *name)
{
	unsigned d = distance(typed, len, name);

	if (d > GUESS_EDITS && len > GUESS_EDITS && !strncmp(typed, name, len))
		return GUESS_EDITS;
	return d * 2 <= len ? d : NAME_MAX_LEN;
}

static enum hk_status unknown(struct parser *p, const char *typed, size_t len)
{
	const char *guess = NULL;
	unsigned best = GUESS_EDITS + 1;

	for (const struct hk_opt *opt = p->table; !is_end(opt); opt++) {
		unsigned d = is_option(opt) ? far(typed, len, opt->name) : best;

		if (d < best) {
			best = d;
			guess = opt->name;
		}
	}
	if (guess)
		return hk_error_set(p->err, HK_EUSAGE,
				    "there is no option --%.*s: did you mean "
				    "--%s?",
				    (int)len, typed, guess);
	return hk_error_set(p->err, HK_EUSAGE,
			    "there is no option --%.*s: --help lists them",
			    (int)len, typed);
}

static enum hk_status read_long(struct parser *p, const char *word)
{
	size_t len = strcspn(word, "=");
	const char *value = word[len] == '=' ? word + len + 1 : NULL;
	const struct hk_opt *opt = p->table;

	while (!is_end(opt) && !(is_option(opt) && strlen(opt->name) == len &&
				 !strncmp(opt->name, word, len)))
		opt++;
	if (is_end(opt))
		return unknown(p, word, len);
	if (opt->kind == HK_OPT_FLAG) {
		if (value)
			return hk_error_set(p->err, HK_EUSAGE,
					    "--%s takes no value", opt->name);
		return set(p, opt, NULL);
	}
	if (!value && opt->fallback)
		value = opt->fallback;
	if (!value && p->at + 1 < p->argc)
		value = p->argv[++p->at];
	if (!value)
		return hk_error_set(p->err, HK_EUSAGE,
				    "--%s needs a value: --%s %s", opt->name,
				    opt->name, opt->argument);
	return set(p, opt, value);
}

static const struct hk_opt *find_letter(const struct parser *p, char letter)
{
	for (const struct hk_opt *opt = p->table; !is_end(opt); opt++)
		if (is_option(opt) && opt->letter == letter && letter)
			return opt;
	return NULL;
}

static enum hk_status no_letter(struct parser *p, const char *letters)
{
	int len = 1;

	while (((unsigned char)letters[len] & 0xC0) == 0x80)
		len++; /* a letter of more bytes than one */
	return hk_error_set(p->err, HK_EUSAGE,
			    "there is no option -%.*s: --help lists them", len,
			    letters);
}

/* Letters behind one dash: flags, the last of which may take a value. */
static enum hk_status read_letters(struct parser *p, const char *letters)
{
	enum hk_status status = HK_OK;

	for (; *letters && !status; letters++) {
		const struct hk_opt *opt = find_letter(p, *letters);
		const char *value = letters + 1;

		if (!opt)
			return no_letter(p, letters);
		if (opt->kind == HK_OPT_FLAG) {
			status = set(p, opt, NULL);
			continue;
		}
		if (!*value && opt->fallback)
			value = opt->fallback;
		else if (!*value && p->at + 1 < p->argc)
			value = p->argv[++p->at];
		else if (!*value)
			return hk_error_set(p->err, HK_EUSAGE,
					    "-%c needs a value: -%c %s",
					    *letters, *letters, opt->argument);
		return set(p, opt, value);
	}
	return status;
}

enum hk_status hk_opt_parse(const struct hk_opt *table, enum hk_opt_mode mode,
			    int argc, char **argv, void *options,
			    struct hk_opt_list *words, struct hk_error *err)
{
	struct parser p = {table, mode, argv, argc, 1, options, words, err};
	enum hk_status status = HK_OK;
	bool only_words = false;

	words->items = NULL;
	words->count = 0;
	for (; p.at < argc && !status; p.at++) {
		const char *word = argv[p.at];

		if (!only_words && !strcmp(word, "--"))
			only_words = true;
		else if (!only_words && !strncmp(word, "--", 2))
			status = read_long(&p, word + 2);
		else if (!only_words && word[0] == '-' && word[1] &&
			 (mode == HK_OPT_SHORT_ANYWHERE ||
			  (!words->count && find_letter(&p, word[1]))))
			status = read_letters(&p, word + 1);
		else
			status = add_item(&p, words, word);
	}
	return status;
}

void hk_opt_list_release(struct hk_opt_list *list)
{
	free(list->items);
	list->items = NULL;
	list->count = 0;
}

void hk_opt_release(const struct hk_opt *table, void *options)
{
	for (const struct hk_opt *opt = table; !is_end(opt); opt++)
		if (opt->kind == HK_OPT_LIST)
			hk_opt_list_release(
				(struct hk_opt_list *)(void *)((char *)options +
							       opt->offset));
}

void hk_opt_usage(const struct hk_opt *table, FILE *out)
{
	for (const struct hk_opt *opt = table; !is_end(opt); opt++) {
		char left[128];
		int n;

		if (opt->kind == HK_OPT_GROUP) {
			fprintf(out, "\n%s\n", opt->help);
			continue;
		}
		n = snprintf(left, sizeof(left), "  %c%c%s --%s%s%s%s",
			     opt->letter ? '-' : ' ',
			     opt->letter ? opt->letter : ' ',
			     opt->letter ? "," : " ", opt->name,
			     !opt->argument  ? ""
			     : opt->fallback ? "[="
					     : " ",
			     opt->argument ? opt->argument : "",
			     opt->argument && opt->fallback ? "]" : "");
		if (n >= HELP_COLUMN)
			fprintf(out, "%s\n%*s%s\n", left, HELP_COLUMN, "",
				opt->help);
		else
			fprintf(out, "%-*s%s\n", HELP_COLUMN, left, opt->help);
	}
}
