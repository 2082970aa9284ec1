/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tests of the HTML standard that all parsers share (html5lib-tests), if
 * tools/fetch-html5lib-tests has fetched them: the text of a page must be that
 * of the standard's tree, and tags, attributes and text those of its tokenizer.
 * White space and comments are not compared. tests/rows/html_standard.tsv lists
 * each case in which hiku differs, and why it means to; a listed case that does
 * not differ any more fails, too.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yajl/yajl_tree.h>

#include "formats/html/held.h"
#include "formats/html/reference.h"
#include "formats/html/token.h"
#include "tests/unit/html_standard.h"

/* ---- What hiku gives ---- */

static void put(struct hk_buf *out, const char *bytes, size_t len)
{
	assert_false(hk_buf_append(out, bytes, len));
}

/* Text without its white space. */
static void put_text(struct hk_buf *out, struct hk_str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!strchr(" \t\n\f\r", text.data[i]) || !text.data[i])
			put(out, text.data + i, 1);
}

static void put_expanded(struct hk_buf *out, struct hk_str text, bool literal)
{
	struct hk_buf expanded;

	hk_buf_init(&expanded, HK_BUF_NO_MAX);
	if (literal)
		put(&expanded, text.data, text.len);
	else
		assert_false(hk_html_reference_expand(&expanded, text, false));
	put_text(out, hk_buf_str(&expanded));
	hk_buf_release(&expanded);
}

static void put_lower(struct hk_buf *out, struct hk_str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.data[i];

		c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
		put(out, &c, 1);
	}
}

/* <name a="1" b="2">, each attribute once. */
static void put_tag(struct hk_buf *out, const struct hk_html_token *token)
{
	struct hk_str rest = token->text, name, value;
	struct hk_buf lower, expanded;

	put(out, "<", 1);
	put_lower(out, token->name);
	hk_buf_init(&lower, HK_BUF_NO_MAX);
	hk_buf_init(&expanded, HK_BUF_NO_MAX);
	while (hk_html_attribute_take(&name, &value, &rest)) {
		struct hk_str first;

		hk_buf_reset(&lower);
		put_lower(&lower, name);
		first = hk_html_attribute_value(token->text, lower.data);
		if (first.data != value.data)
			continue;
		hk_buf_reset(&expanded);
		assert_false(hk_html_reference_expand(&expanded, value, true));
		put(out, " ", 1);
		put(out, lower.data, lower.len);
		put(out, "=", 1);
		put_text(out, hk_buf_str(&expanded));
	}
	put(out, ">", 1);
	hk_buf_release(&lower);
	hk_buf_release(&expanded);
}

/* The text of a source, with its tags or without. */
static void read_tokens(struct hk_buf *out, struct hk_str source, bool tags)
{
	struct hk_html_tokens tokens;
	struct hk_html_token token;

	hk_buf_reset(out);
	hk_html_token_begin(&tokens, source);
	while (hk_html_token_next(&tokens, &token)) {
		int held = token.held.data ? hk_html_held_find(token.name) : -1;

		if (token.kind == HK_HTML_TOKEN_TEXT) {
			put_expanded(out, token.text, token.literal);
			continue;
		}
		if (tags && token.kind == HK_HTML_TOKEN_OPEN) {
			put_tag(out, &token);
		} else if (tags) {
			put(out, "</", 2);
			put_lower(out, token.name);
			put(out, ">", 1);
		}
		/* Code is no text. */
		if (held >= 0 && (tags || !hk_html_held_code(held)))
			put_expanded(out, token.held,
				     !hk_html_token_is(token.name, "title") &&
					     !hk_html_token_is(token.name,
							       "textarea"));
		if (held >= 0 && tags && !hk_html_held_rest(held)) {
			put(out, "</", 2);
			put_lower(out, token.name);
			put(out, ">", 1);
		}
	}
}

/* ---- Files ---- */

static void read_file(struct hk_buf *out, const char *path)
{
	FILE *file = fopen(path, "rb");
	char bytes[4096];
	size_t n;

	assert_non_null(file);
	hk_buf_reset(out);
	while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0)
		put(out, bytes, n);
	fclose(file);
}

static void each_file(const char *below, const char *suffix,
		      void (*take)(const char *name, struct hk_str text))
{
	char path[4096];
	struct hk_buf text;
	struct dirent **list;
	int count;

	snprintf(path, sizeof(path), "%s/%s", folder(), below);
	count = scandir(path, &list, NULL, alphasort);
	if (count < 0) {
		print_message("# run tools/fetch-html5lib-tests\n");
		skip();
	}
	hk_buf_init(&text, HK_BUF_NO_MAX);
	wrong = same = 0;
	for (int i = 0; i < count; i++) {
		const char *name = list[i]->d_name, *dot = strrchr(name, '.');

		if (dot && !strcmp(dot, suffix)) {
			snprintf(path, sizeof(path), "%s/%s/%s", folder(),
				 below, name);
			read_file(&text, path);
			take(name, hk_buf_str(&text));
		}
		free(list[i]);
	}
	free(list);
	hk_buf_release(&text);
	print_message("# %s: %u cases are the same\n", below, same);
	for (size_t i = 0; i < difference_count; i++) {
		const struct difference *d = &differences[i];
		const char *dot = strrchr(d->file, '.');

		if (dot && !strcmp(dot, suffix) && !d->met) {
			wrong++;
			print_error("%s:%lu: there is no such case\n", d->file,
				    d->number);
		}
	}
	assert_int_equal(wrong, 0);
}

/* ---- Trees ---- */

static bool take_line(struct hk_str *line, struct hk_str *rest)
{
	const char *end;

	if (!rest->len)
		return false;
	end = memchr(rest->data, '\n', rest->len);
	*line = hk_span_str(rest->data,
			    end ? (size_t)(end - rest->data) : rest->len);
	*rest = hk_span_from(*rest, line->len + (end != NULL));
	return true;
}

struct tree {
	struct hk_buf text;
	bool open;   /* in a text that goes on over lines */
	size_t code; /* the indent of the last element, if that holds code */
};

/* A line of a tree: `|   <name>`, or `|   "text"`. */
static void put_tree_line(struct tree *tree, struct hk_str line)
{
	bool ends = line.len && line.data[line.len - 1] == '"';

	if (!tree->open) {
		size_t at = 1;

		while (at < line.len && line.data[at] == ' ')
			at++;
		if (!line.len || line.data[0] != '|' || at == line.len)
			return;
		line = hk_span_from(line, at);
		if (line.data[0] == '<')
			tree->code =
				hk_span_starts(line, "<script>") ||
						hk_span_starts(line,
							       "<style>") ||
						hk_span_starts(line,
							       "<iframe>") ||
						hk_span_starts(line,
							       "<noembed>")
					? at
					: 0;
		else if (at <= tree->code)
			tree->code = 0;
		if (line.data[0] != '"')
			return;
		line = hk_span_from(line, 1);
		ends = ends && line.len;
	}
	tree->open = !ends;
	line.len -= ends;
	if (!tree->code)
		put_text(&tree->text, line);
}

/* Fragments, pages without scripts, and NUL bytes are other matters. */
static void take_trees(const char *name, struct hk_str text)
{
	enum {
		NOWHERE,
		DATA,
		OTHER,
		TREE
	} part = NOWHERE;
	struct tree tree = {.open = false};
	struct hk_buf source, got;
	unsigned long number = 0, first = 0;
	bool apart = false, more = true;
	struct hk_str line;

	hk_buf_init(&source, HK_BUF_NO_MAX);
	hk_buf_init(&tree.text, HK_BUF_NO_MAX);
	hk_buf_init(&got, HK_BUF_NO_MAX);
	while (more) {
		more = take_line(&line, &text);
		number++;
		if (!more ||
		    (!tree.open && hk_span_same(line, hk_span_cstr("#data")))) {
			if (part == TREE && !apart &&
			    !memchr(source.data ? source.data : "", '\0',
				    source.len)) {
				read_tokens(&got, hk_buf_str(&source), false);
				judge(name, first, hk_buf_str(&source),
				      hk_buf_str(&tree.text), hk_buf_str(&got));
			}
			hk_buf_reset(&source);
			hk_buf_reset(&tree.text);
			part = DATA;
			first = number;
			apart = tree.open = false;
			tree.code = 0;
		} else if (hk_span_starts(line, "#errors")) {
			part = OTHER;
		} else if (hk_span_starts(line, "#document-fragment") ||
			   hk_span_starts(line, "#script-off")) {
			apart = true;
		} else if (hk_span_starts(line, "#document")) {
			part = TREE;
		} else if (part == DATA) {
			if (source.len)
				put(&source, "\n", 1);
			put(&source, line.data, line.len);
		} else if (part == TREE) {
			put_tree_line(&tree, line);
		}
	}
	hk_buf_release(&source);
	hk_buf_release(&tree.text);
	hk_buf_release(&got);
}

static void test_rows_trees(void **state)
{
	(void)state;
	each_file("tree-construction", ".dat", take_trees);
}

/* ---- Tokens ---- */

static const char *string_at(yajl_val node, const char *key)
{
	const char *path[] = {key, NULL};
	yajl_val value = yajl_tree_get(node, path, yajl_t_string);

	return value ? YAJL_GET_STRING(value) : NULL;
}

static yajl_val array_at(yajl_val node, const char *key)
{
	const char *path[] = {key, NULL};

	return yajl_tree_get(node, path, yajl_t_array);
}

/* ["StartTag", name, {attributes}], ["EndTag", name], ["Character", text] */
static void put_token(struct hk_buf *out, yajl_val token)
{
	yajl_val *part;
	const char *kind;

	if (!YAJL_IS_ARRAY(token))
		return;
	part = YAJL_GET_ARRAY(token)->values;
	kind = YAJL_GET_STRING(part[0]);
	if (!strcmp(kind, "Character")) {
		put_text(out, hk_span_cstr(YAJL_GET_STRING(part[1])));
	} else if (!strcmp(kind, "EndTag")) {
		assert_false(
			hk_buf_printf(out, "</%s>", YAJL_GET_STRING(part[1])));
	} else if (!strcmp(kind, "StartTag")) {
		assert_false(
			hk_buf_printf(out, "<%s", YAJL_GET_STRING(part[1])));
		for (size_t i = 0; i < YAJL_GET_OBJECT(part[2])->len; i++) {
			assert_false(hk_buf_printf(
				out,
				" %s=", YAJL_GET_OBJECT(part[2])->keys[i]));
			put_text(out,
				 hk_span_cstr(YAJL_GET_STRING(
					 YAJL_GET_OBJECT(part[2])->values[i])));
		}
		put(out, ">", 1);
	}
}

/* What must stand before the source, so that the reader is in that state; NULL:
 * no source leads there. */
static const char *lead(const char *state, const char *last)
{
	if (!strcmp(state, "Data state"))
		return "";
	if (!strcmp(state, "PLAINTEXT state"))
		return "<plaintext>";
	if (!strcmp(state, "Script data state"))
		return "<script>";
	if (!strcmp(state, "RCDATA state") && last)
		return !strcmp(last, "title") ? "<title>" : NULL;
	if (!strcmp(state, "RAWTEXT state") && last)
		return !strcmp(last, "xmp") ? "<xmp>" : NULL;
	return NULL;
}

/* A NUL or \u escape in the source or the answer is another matter. */
static bool is_apart(yajl_val test)
{
	const char *path[] = {"doubleEscaped", NULL};
	const char *source = string_at(test, "input");

	return yajl_tree_get(test, path, yajl_t_true) || !source ||
	       strstr(source, "\xEF\xBF\xBD") || !strlen(source);
}

static void take_token_test(const char *name, unsigned long number,
			    yajl_val test)
{
	const char *source = string_at(test, "input"), *before = "";
	const char *last = string_at(test, "lastStartTag");
	yajl_val states = array_at(test, "initialStates");
	yajl_val output = array_at(test, "output");
	struct hk_buf text, wanted, got;

	if (states)
		before = lead(
			YAJL_GET_STRING(
				YAJL_GET_ARRAY(states)
					->values[YAJL_GET_ARRAY(states)->len -
						 1]),
			last);
	if (is_apart(test) || !before || !output)
		return;
	hk_buf_init(&text, HK_BUF_NO_MAX);
	hk_buf_init(&wanted, HK_BUF_NO_MAX);
	hk_buf_init(&got, HK_BUF_NO_MAX);
	assert_false(hk_buf_printf(&text, "%s%s", before, source));
	put(&wanted, before, strlen(before));
	for (size_t i = 0; i < YAJL_GET_ARRAY(output)->len; i++)
		put_token(&wanted, YAJL_GET_ARRAY(output)->values[i]);
	read_tokens(&got, hk_buf_str(&text), true);
	/* What a NUL becomes is another matter, too. */
	if (!strstr(wanted.data, "\xEF\xBF\xBD") || strchr(source, '&'))
		judge(name, number, hk_buf_str(&text), hk_buf_str(&wanted),
		      hk_buf_str(&got));
	hk_buf_release(&text);
	hk_buf_release(&wanted);
	hk_buf_release(&got);
}

static void take_tokens(const char *name, struct hk_str text)
{
	char why[200];
	yajl_val all = yajl_tree_parse(text.data, why, sizeof(why));
	yajl_val tests = all ? array_at(all, "tests") : NULL;

	/* xmlViolation.test is about something else. */
	for (size_t i = 0; tests && i < YAJL_GET_ARRAY(tests)->len; i++)
		take_token_test(name, i + 1, YAJL_GET_ARRAY(tests)->values[i]);
	yajl_tree_free(all);
}

static void test_rows_tokens(void **state)
{
	(void)state;
	each_file("tokenizer", ".test", take_tokens);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_trees),
		cmocka_unit_test(test_rows_tokens),
	};

	return rows_run(tests, read_differences, NULL);
}
