/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/filter.h"

#include "formats/plain.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "base/array.h"
#include "base/config.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/process.h"

#define TABLE_MAX (1u << 20)
#define WORDS_MAX 256
/* A word among the suffixes: the command is for members, too. */
#define INSIDE "@inside"

struct hk_filters {
	struct hk_arena arena;
	struct hk_filter *list;
	size_t count, capacity;
};

/* One line of the table while it is read. */
struct line {
	struct hk_filters *filters;
	const char *name; /* of the table */
	uint32_t number;
	struct hk_error *err;
};

static enum hk_status wrong(const struct line *l, const char *why)
{
	return hk_error_set(l->err, HK_EFORMAT, "%s: line %u: %s", l->name,
			    l->number, why);
}

/* ---- Words ---- */

/* Write the next word of a command to `out`, which has space for all of the
 * rest and a NUL. False at the end; `*open` is a quote that is not closed. */
static bool next_word(struct hk_str *rest, char *out, char *open)
{
	size_t len = 0, at = 0;
	char quote = 0;

	*rest = hk_plain_trim(*rest);
	if (!rest->len)
		return false;
	for (; at < rest->len; at++) {
		char c = rest->data[at];

		if (c == '\\' && quote != '\'' && at + 1 < rest->len) {
			out[len++] = rest->data[++at];
		} else if (quote && c == quote) {
			quote = 0;
		} else if (!quote && (c == '"' || c == '\'')) {
			quote = c;
		} else if (!quote && (c == ' ' || c == '\t')) {
			break;
		} else {
			out[len++] = c;
		}
	}
	out[len] = '\0';
	*open = quote;
	rest->data += at;
	rest->len -= at;
	return true;
}

static enum hk_status take_command(const struct line *l, struct hk_str rest,
				   const char *const **out)
{
	struct hk_arena *arena = &l->filters->arena;
	const char **words =
		hk_arena_array(arena, WORDS_MAX + 1, sizeof(*words));
	char *text = hk_arena_alloc(arena, rest.len * 2 + 2);
	size_t count = 0;
	char open = 0;

	if (!words || !text)
		return hk_error_nomem(l->err);
	while (next_word(&rest, text, &open)) {
		if (open)
			return wrong(l, "a quote is not closed");
		if (count == WORDS_MAX)
			return wrong(l, "too many words");
		words[count++] = text;
		text += strlen(text) + 1;
	}
	if (!count || !*words[0])
		return wrong(l, "the command after ':' is missing");
	*out = words;
	return HK_OK;
}

/* ---- Lines ---- */

static const struct hk_filter *find(const struct hk_filters *filters,
				    const char *suffix)
{
	for (size_t i = 0; i < filters->count; i++)
		if (!strcasecmp(filters->list[i].suffix, suffix))
			return &filters->list[i];
	return NULL;
}

static enum hk_status add(const struct line *l, const char *suffix,
			  const struct hk_format *format,
			  const char *const *words)
{
	struct hk_filters *f = l->filters;

	if (find(f, suffix))
		return wrong(l, "this suffix has a command already");
	if (!HK_ARRAY_RESERVE(f->list, f->capacity, f->count + 1))
		return hk_error_nomem(l->err);
	f->list[f->count].suffix = suffix;
	f->list[f->count].format = format;
	f->list[f->count].words = words;
	f->list[f->count].inside = false;
	f->count++;
	return HK_OK;
}

/* The format that follows "->". */
static enum hk_status take_format(const struct line *l, const char *name,
				  const struct hk_format **out)
{
	const struct hk_format *format = hk_format_named(name);

	if (!format || format->takes == HK_FORMAT_RECORDS)
		return wrong(l, "what follows '->' is not a format of "
				"articles: text, html, pdf, ...");
	if (!format->read)
		return hk_error_set(l->err, HK_EFORMAT,
				    "%s: line %u: %s is not built in (%s was "
				    "missing)",
				    l->name, l->number, name, format->needs);
	*out = format;
	return HK_OK;
}

static void lower(char *text)
{
	for (; *text; text++)
		if (*text >= 'A' && *text <= 'Z')
			*text = (char)(*text - 'A' + 'a');
}

/* "doc dot @inside -> html" */
static enum hk_status take_suffixes(const struct line *l, struct hk_str text,
				    const char *const *words)
{
	const struct hk_format *format = &hk_format_text;
	const char *arrow = memmem(text.data, text.len, "->", 2);
	struct hk_arena *arena = &l->filters->arena;
	struct hk_str behind = {NULL, 0};
	enum hk_status status = HK_OK;
	size_t before = l->filters->count;
	bool inside = false;
	char *word, open;

	if (arrow) {
		size_t at = (size_t)(arrow - text.data);

		behind = hk_plain_trim(
			hk_span_str(arrow + 2, text.len - at - 2));
		text.len = at;
		word = hk_arena_copy(arena, behind.data, behind.len);
		if (!word)
			return hk_error_nomem(l->err);
		status = take_format(l, word, &format);
	}
	while (!status && (text = hk_plain_trim(text)).len) {
		word = hk_arena_alloc(arena, text.len + 1);
		if (!word)
			return hk_error_nomem(l->err);
		next_word(&text, word, &open);
		if (!strcmp(word, INSIDE)) {
			inside = true;
			continue;
		}
		word += *word == '.';
		lower(word);
		if (!*word || strpbrk(word, "./"))
			return wrong(l, "a suffix is what follows the last "
					"dot of a name, as doc");
		status = add(l, word, format, words);
	}
	for (size_t i = before; i < l->filters->count; i++)
		l->filters->list[i].inside = inside;
	if (!status && l->filters->count == before)
		return wrong(l, "the suffix before ':' is missing");
	return status;
}

static enum hk_status take_line(const struct line *l, struct hk_str text)
{
	const char *const *words = NULL;
	const char *colon;
	enum hk_status status;
	size_t at;

	text = hk_plain_trim(text);
	if (!text.len || text.data[0] == '#')
		return HK_OK;
	colon = memchr(text.data, ':', text.len);
	if (!colon || memchr(text.data, '\0', text.len))
		return wrong(l, "not of the form 'SUFFIX: COMMAND'");
	at = (size_t)(colon - text.data);
	status = take_command(l, hk_span_str(colon + 1, text.len - at - 1),
			      &words);
	return status ? status
		      : take_suffixes(l, hk_span_str(text.data, at), words);
}

enum hk_status hk_filter_parse(struct hk_filters **out, struct hk_str text,
			       const char *name, struct hk_error *err)
{
	struct hk_filters *filters = calloc(1, sizeof(*filters));
	struct line l = {filters, name, 1, err};
	enum hk_status status = HK_OK;
	struct hk_str line;

	*out = NULL;
	if (!filters)
		return hk_error_nomem(err);
	hk_arena_init(&filters->arena, 64 * TABLE_MAX);
	for (; !status && hk_plain_line(&line, &text); l.number++)
		status = take_line(&l, line);
	if (status)
		hk_filter_free(filters);
	else
		*out = filters;
	return status;
}

void hk_filter_free(struct hk_filters *filters)
{
	if (!filters)
		return;
	hk_arena_release(&filters->arena);
	free(filters->list);
	free(filters);
}

/* ---- The file ---- */

enum hk_status hk_filter_load(struct hk_filters **out, struct hk_error *err)
{
	struct hk_buf text, path;
	enum hk_status status;
	bool there;

	*out = NULL;
	hk_buf_init(&text, TABLE_MAX);
	hk_buf_init(&path, 1u << 16);
	status = hk_config_read(&text, &path, &there, "filters",
				"cannot run the commands in", err);
	if (!status && there)
		status =
			hk_filter_parse(out, hk_buf_str(&text), path.data, err);
	hk_buf_release(&text);
	hk_buf_release(&path);
	return status;
}

/* ---- Running ---- */

const struct hk_filter *hk_filter_for(const struct hk_filters *filters,
				      const char *path)
{
	return filters ? find(filters, hk_format_suffix(path)) : NULL;
}

/* The word with the path for each {} in it. */
static char *fill_in(struct hk_arena *arena, const char *word, const char *path,
		     bool *used)
{
	size_t path_len = strlen(path), count = 0;
	const char *at = word, *hole;
	char *out, *to;

	while ((at = strstr(at, "{}"))) {
		count++;
		at += 2;
	}
	*used = *used || count;
	out = to = hk_arena_alloc(arena, strlen(word) + count * path_len + 1);
	for (at = word; out && (hole = strstr(at, "{}")); at = hole + 2) {
		memcpy(to, at, (size_t)(hole - at));
		to += hole - at;
		memcpy(to, path, path_len);
		to += path_len;
	}
	if (out)
		strcpy(to, at);
	return out;
}

void hk_filter_hash(char out[HK_HASH_HEX], const struct hk_filter *filter)
{
	const char *name = hk_format_name(filter->format);
	struct hk_hash sum = hk_hash_bytes(name, strlen(name));

	for (const char *const *word = filter->words; *word; word++) {
		struct hk_hash hash = hk_hash_bytes(*word, strlen(*word));

		hash.high ^= sum.high * 31;
		hash.low ^= sum.low * 31;
		sum = hk_hash_bytes(&hash, sizeof(hash));
	}
	hk_hash_hex(out, sum);
}

enum hk_status hk_filter_run(struct hk_buf *out, const struct hk_filter *filter,
			     const char *path, int fd,
			     const volatile sig_atomic_t *stop,
			     struct hk_error *err)
{
	struct hk_process process = {
		.input = -1, .milliseconds = HK_FILTER_TIME_MAX, .stop = stop};
	size_t max = out->max, count = 0;
	struct hk_arena arena;
	enum hk_status status = HK_OK;
	bool by_path = false;
	char **argv;

	hk_arena_init(&arena, 64u << 20);
	while (filter->words[count])
		count++;
	argv = hk_arena_array(&arena, count + 1, sizeof(*argv));
	for (size_t i = 0; argv && i < count; i++) {
		argv[i] = fill_in(&arena, filter->words[i], path, &by_path);
		if (!argv[i])
			argv = NULL;
	}
	if (!argv) {
		status = hk_error_nomem(err);
		goto out;
	}
	process.argv = argv;
	if (!by_path && lseek(fd, 0, SEEK_SET) == 0)
		process.input = fd;
	if (max > HK_FILTER_OUTPUT_MAX)
		out->max = HK_FILTER_OUTPUT_MAX;
	status = hk_process_run(out, &process, err);
	out->max = max;
	/* To the user these are the file's trouble, one like another. */
	if ((status == HK_ENOTFOUND || status == HK_EACCES ||
	     status == HK_ETIMEOUT)) {
		status = HK_EFORMAT;
		if (err)
			err->status = status;
	}
out:
	hk_arena_release(&arena);
	return status;
}

enum hk_status hk_filter_run_bytes(struct hk_buf *out,
				   const struct hk_filter *filter,
				   struct hk_str bytes,
				   const volatile sig_atomic_t *stop,
				   struct hk_error *err)
{
	const char *tmp = getenv("TMPDIR");
	enum hk_status status;
	char *dir = NULL, *path = NULL;
	int fd = -1;

	if (asprintf(&dir, "%s/hiku-XXXXXX", tmp && *tmp ? tmp : "/tmp") < 0)
		return hk_error_nomem(err);
	if (!mkdtemp(dir)) {
		status = hk_error_system(err, errno, "cannot make '%s'", dir);
		free(dir);
		return status;
	}
	if (asprintf(&path, "%s/member.%s", dir, filter->suffix) < 0) {
		path = NULL;
		status = hk_error_nomem(err);
	} else {
		fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		status = fd < 0 ? hk_error_system(err, errno,
						  "cannot make '%s'", path)
				: hk_file_write_all(fd, bytes, path, err);
	}
	if (!status)
		status = hk_filter_run(out, filter, path, fd, stop, err);
	if (fd >= 0)
		close(fd);
	hk_dir_remove(dir);
	free(path);
	free(dir);
	return status;
}
