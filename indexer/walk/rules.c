/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/walk/rules.h"

#define LISTED	"--files-from"
#define HIDDEN	"--hidden"
#define FOLLOW	"--follow"
#define INCLUDE "--include"
#define EXCLUDE "--exclude"

/* ---- Writing ---- */

static enum hk_status put_word(struct hk_buf *out, const char *word)
{
	return hk_buf_append(out, word, strlen(word) + 1);
}

static enum hk_status put_globs(struct hk_buf *out, const char *name,
				const struct hk_rules_globs *globs,
				struct hk_error *err)
{
	for (size_t i = 0; i < globs->count; i++) {
		const char *glob = globs->items[i];

		if (!*glob || strlen(glob) > HK_IGNORE_PATTERN_MAX)
			return hk_error_set(err, HK_EUSAGE,
					    "%s takes a pattern of 1 to %d "
					    "bytes",
					    name, HK_IGNORE_PATTERN_MAX);
		if (put_word(out, name) || put_word(out, glob))
			return hk_error_nomem(err);
	}
	return HK_OK;
}

enum hk_status hk_rules_write(struct hk_buf *out,
			      const struct hk_rules_wish *wish,
			      struct hk_error *err)
{
	enum hk_status status;

	if ((wish->listed && put_word(out, LISTED)) ||
	    (wish->hidden && put_word(out, HIDDEN)) ||
	    (wish->follow && put_word(out, FOLLOW)))
		return hk_error_nomem(err);
	status = put_globs(out, INCLUDE, &wish->include, err);
	if (!status)
		status = put_globs(out, EXCLUDE, &wish->exclude, err);
	return status;
}

/* ---- Reading ---- */

/* The next word of the text; false at its end. */
static bool next_word(struct hk_str *word, struct hk_str *text)
{
	const char *end =
		text->len ? memchr(text->data, '\0', text->len) : NULL;

	if (!end)
		return false;
	*word = hk_span_str(text->data, (size_t)(end - text->data));
	text->data += word->len + 1;
	text->len -= word->len + 1;
	return true;
}

static bool is(struct hk_str word, const char *name)
{
	return hk_span_same(word, hk_span_cstr(name));
}

enum hk_status hk_rules_read(struct hk_rules *out, struct hk_arena *arena,
			     struct hk_str text, struct hk_error *err)
{
	struct hk_str word, rest = text, glob;
	size_t count = 0;

	memset(out, 0, sizeof(*out));
	while (next_word(&word, &rest))
		count++;
	out->include.rules =
		hk_arena_array(arena, count + 1, sizeof(*out->include.rules));
	out->exclude.rules =
		hk_arena_array(arena, count + 1, sizeof(*out->exclude.rules));
	if (!out->include.rules || !out->exclude.rules)
		return hk_error_nomem(err);
	while (next_word(&word, &text)) {
		struct hk_ignore *list = is(word, INCLUDE)   ? &out->include
					 : is(word, EXCLUDE) ? &out->exclude
							     : NULL;

		if (list && next_word(&glob, &text))
			list->rules[list->count++] = hk_ignore_pattern(glob);
		out->hidden = out->hidden || is(word, HIDDEN);
		out->follow = out->follow || is(word, FOLLOW);
		out->listed = out->listed || is(word, LISTED);
	}
	return HK_OK;
}

enum hk_status hk_rules_show(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = HK_OK;
	struct hk_str word;

	while (!status && next_word(&word, &text)) {
		status = hk_buf_putc(out, ' ');
		if (!status)
			status = hk_buf_append(out, word.data, word.len);
	}
	return status;
}
