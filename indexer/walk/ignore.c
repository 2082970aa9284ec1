/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/walk/ignore.h"

#include "indexer/walk/glob.h"
#include "text/name.h"

/* The line without the blanks at its end, unless a '\' stands before them. */
static struct hk_str trim(struct hk_str line)
{
	size_t end = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (line.data[i] == '\\' && i + 1 < line.len)
			i++;
		else if (line.data[i] == ' ')
			continue;
		end = i + 1;
	}
	return hk_span_str(line.data, end);
}

struct hk_ignore_rule hk_ignore_pattern(struct hk_str pattern)
{
	struct hk_ignore_rule rule = {
		.pattern = pattern, .composing = hk_name_may_compose(pattern)};

	if (pattern.len && pattern.data[pattern.len - 1] == '/') {
		rule.only_folders = true;
		rule.pattern.len--;
	}
	rule.anchored = rule.pattern.len &&
			memchr(rule.pattern.data, '/', rule.pattern.len);
	if (rule.anchored && rule.pattern.data[0] == '/') {
		rule.pattern.data++;
		rule.pattern.len--;
	}
	return rule;
}

/* False where the line has no rule. */
static bool read_line(struct hk_ignore_rule *rule, struct hk_str line)
{
	bool negated = false;

	if (line.len && line.data[line.len - 1] == '\r')
		line.len--;
	if (!line.len || line.data[0] == '#')
		return false;
	line = trim(line);
	if (line.len && line.data[0] == '!') {
		negated = true;
		line.data++;
		line.len--;
	}
	if (!line.len)
		return false;
	*rule = hk_ignore_pattern(line);
	rule->negated = negated;
	return true;
}

static size_t count_lines(struct hk_str text)
{
	size_t lines = 1;

	for (size_t i = 0; i < text.len; i++)
		lines += text.data[i] == '\n';
	return lines;
}

enum hk_status hk_ignore_read(struct hk_ignore *out, struct hk_arena *arena,
			      struct hk_str text, struct hk_error *err)
{
	size_t lines = count_lines(text), at = 0;
	unsigned number = 0;
	char *copy;

	memset(out, 0, sizeof(*out));
	if (hk_span_starts(text, "\xEF\xBB\xBF"))
		at = 3;
	if (lines > HK_IGNORE_RULES_MAX)
		return hk_error_set(err, HK_ETOOBIG,
				    "its %s has more than %d lines",
				    HK_IGNORE_FILE, HK_IGNORE_RULES_MAX);
	copy = hk_arena_copy(arena, text.data, text.len);
	out->rules = hk_arena_array(arena, lines, sizeof(*out->rules));
	if (!copy || !out->rules)
		return hk_error_nomem(err);
	while (at < text.len) {
		const char *end = memchr(copy + at, '\n', text.len - at);
		size_t len = end ? (size_t)(end - copy) - at : text.len - at;
		struct hk_ignore_rule *rule = &out->rules[out->count];

		number++;
		if (read_line(rule, hk_span_str(copy + at, len))) {
			if (rule->pattern.len > HK_IGNORE_PATTERN_MAX)
				return hk_error_set(
					err, HK_ETOOBIG,
					"line %u of its %s is too long", number,
					HK_IGNORE_FILE);
			rule->line = number;
			out->count++;
		}
		at += len + 1;
	}
	return HK_OK;
}

static struct hk_str name_of(struct hk_str path)
{
	const char *slash = memrchr(path.data, '/', path.len);
	size_t at = slash ? (size_t)(slash - path.data) + 1 : 0;

	return hk_span_str(path.data + at, path.len - at);
}

const struct hk_ignore_rule *hk_ignore_match(const struct hk_ignore *ignore,
					     struct hk_str path, bool folder)
{
	char composed[HK_NAME_MAX], other[HK_NAME_MAX];
	struct hk_str name, pattern;

	path = hk_name_compose(composed, path);
	name = name_of(path);
	for (size_t i = ignore->count; i-- > 0;) {
		const struct hk_ignore_rule *rule = &ignore->rules[i];

		if (rule->only_folders && !folder)
			continue;
		pattern = rule->composing
				  ? hk_name_compose(other, rule->pattern)
				  : rule->pattern;
		if (rule->anchored ? hk_glob_path(pattern, path)
				   : hk_glob_name(pattern, name))
			return rule;
	}
	return NULL;
}
