/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/html/page_private.h"

#include "base/message.h"
#include "query/show/note.h"

/* `style_css`, `page_js` and `live_js`, and their hashes: tools/pack-page.c */
#include "query/show/html/page_data.h"

/* Nothing but what has these hashes runs, nothing is fetched, nothing is sent,
 * and no script may make elements of texts. What is served asks its own
 * server. */
#define POLICY                                           \
	"default-src 'none'; style-src '" STYLE_CSS_HASH \
	"'; script-src '" PAGE_JS_HASH "'"
#define POLICY_FILE                                      \
	POLICY "; base-uri 'none'; form-action 'none'; " \
	       "require-trusted-types-for 'script'; trusted-types 'none'"
#define POLICY_LIVE                                                         \
	POLICY " '" LIVE_JS_HASH "'; connect-src 'self'; base-uri 'none'; " \
	       "form-action 'self'"

/* What the keys do, in the order in which it is told. */
static const struct key {
	const char *keys, *what;
} keys[] = {
	{"j k", HK_MESSAGE("next and previous article")},
	{"g G", HK_MESSAGE("first and last article")},
	{"/", HK_MESSAGE("to the field for words")},
	{"f", HK_MESSAGE("to the facets")},
	{"Esc", HK_MESSAGE("show all again")},
	{"?", HK_MESSAGE("this list")},
};

const char *hk_html_policy(bool live)
{
	return live ? POLICY_LIVE : POLICY_FILE;
}

enum hk_status hk_html_text(struct hk_buf *out, struct hk_str text)
{
	struct hk_put put = {out, HK_OK};

	hk_put_text(&put, text);
	return put.status;
}

/* ---- Around an answer ---- */

static void put_head(struct hk_put *put, const struct hk_html_page *page)
{
	/* The name of the language that messages are in. */
	hk_put_raw(put, "<!DOCTYPE html>\n<html lang=\"");
	hk_put_said(put, "en");
	hk_put_raw(put,
		   "\">\n<head>\n<meta charset=\"utf-8\">\n"
		   "<meta http-equiv=\"Content-Security-Policy\" content=\"");
	hk_put_raw(put, hk_html_policy(page->live));
	hk_put_raw(put, "\">\n<meta name=\"viewport\" "
			"content=\"width=device-width, initial-scale=1\">\n"
			"<meta name=\"referrer\" content=\"no-referrer\">\n"
			"<meta name=\"color-scheme\" content=\"light dark\">\n"
			"<title>");
	hk_put_text(put, page->title);
	hk_put_raw(put, page->title.len ? " — hiku</title>\n<style>"
					: "hiku</title>\n<style>");
	hk_put_raw(put, style_css);
	hk_put_raw(put, "</style>\n</head>\n<body>\n"
			"<a class=\"skip\" href=\"#main\">");
	hk_put_said(put, "To the passages");
	hk_put_raw(put, "</a>\n");
}

static void put_form(struct hk_put *put, const struct hk_html_page *page)
{
	hk_put_raw(put, "<form method=\"get\" action=\"/\" role=\"search\">\n"
			"<label><span class=\"unseen\">");
	hk_put_said(put, "Search");
	hk_put_raw(put, "</span>\n<input type=\"search\" id=\"q\" name=\"q\" "
			"autocomplete=\"off\" autofocus value=\"");
	hk_put_text(put, page->options->query);
	hk_put_raw(put, "\"></label>\n<button type=\"submit\">");
	hk_put_said(put, "Search");
	hk_put_raw(put, "</button>\n</form>\n");
}

/* What only works with the script, which shows it. */
static void put_tools(struct hk_put *put)
{
	hk_put_raw(put, "<div class=\"tools\" id=\"tools\" hidden>\n"
			"<label><span>");
	hk_put_said(put, "Only with");
	hk_put_raw(put, "</span>\n<input type=\"search\" id=\"within\" "
			"autocomplete=\"off\"></label>\n"
			"<output id=\"within-count\"></output>\n"
			"<button type=\"button\" id=\"help-open\">");
	hk_put_said(put, "Keys");
	hk_put_raw(put, "</button>\n"
			"<dialog id=\"help\" aria-labelledby=\"help-title\">\n"
			"<h2 id=\"help-title\">");
	hk_put_said(put, "Keys");
	hk_put_raw(put, "</h2>\n<dl>\n");
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		hk_put_raw(put, "<dt><kbd>");
		hk_put_raw(put, keys[i].keys);
		hk_put_raw(put, "</kbd></dt><dd>");
		hk_put_said(put, keys[i].what);
		hk_put_raw(put, "</dd>\n");
	}
	hk_put_raw(put, "</dl>\n<p><label><input type=\"checkbox\" id=\"keys\" "
			"checked> ");
	hk_put_said(put, "keys do this");
	hk_put_raw(put, "</label></p>\n"
			"<button type=\"button\" id=\"help-close\">");
	hk_put_said(put, "Close");
	hk_put_raw(put, "</button>\n</dialog>\n</div>\n");
}

enum hk_status hk_html_begin(struct hk_buf *out,
			     const struct hk_html_page *page)
{
	struct hk_put put = {out, HK_OK};

	put_head(&put, page);
	hk_put_raw(&put, "<header>\n");
	if (page->live)
		put_form(&put, page);
	hk_put_raw(&put, page->live ? "<h1 class=\"unseen\"" : "<h1");
	hk_put_lang(&put, hk_span_cstr("ja"));
	hk_put_raw(&put, ">");
	hk_put_text(&put, page->title.len ? page->title : hk_span_cstr("hiku"));
	hk_put_raw(&put, "</h1>\n");
	put_tools(&put);
	hk_put_raw(&put, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
	return put.status;
}

enum hk_status hk_html_end(struct hk_buf *out, const struct hk_html_page *page)
{
	struct hk_put put = {out, HK_OK};

	hk_put_raw(&put,
		   "</main>\n<footer>hiku " HIKU_VERSION "</footer>\n<script>");
	hk_put_raw(&put, page_js);
	hk_put_raw(&put, "</script>\n");
	if (page->live) {
		hk_put_raw(&put, "<script>");
		hk_put_raw(&put, live_js);
		hk_put_raw(&put, "</script>\n");
	}
	hk_put_raw(&put, "</body>\n</html>\n");
	return put.status;
}

/* ---- An answer ---- */

void hk_html_sum(struct hk_put *put, const struct hk_result *r, bool also)
{
	hk_put_raw(put, "<p class=\"note\">");
	if (r->articles) {
		hk_put_format(
			put,
			r->capped ? hk_message_text("articles: at least %llu")
				  : hk_message_text("articles: %llu"),
			(unsigned long long)r->articles);
		hk_put_raw(put, " · ");
	}
	if (!r->count)
		hk_put_said(put, "nothing found");
	else
		hk_put_format(
			put,
			r->more ? hk_message_text("passages here: %zu, of more")
				: hk_message_text("passages here: %zu"),
			r->count);
	for (size_t i = 0; i < r->also_count && also; i++) {
		hk_put_raw(put, " · ");
		if (!i)
			hk_put_said(put, "also searched: ");
		hk_put_raw(put, "<span lang=\"ja\">");
		hk_put_text(put, r->also[i]);
		hk_put_raw(put, "</span>");
	}
	hk_put_raw(put, "</p>\n");
}

/* They are in the user's language already. */
static void put_notes(struct hk_put *put, const struct hk_notes *notes)
{
	for (size_t i = 0; notes && i < notes->count; i++) {
		hk_put_raw(put, "<p class=\"note told\">");
		hk_put_text(put, hk_span_cstr(notes->list[i].line));
		hk_put_raw(put, "</p>\n");
	}
}

enum hk_status hk_html_answer(struct hk_buf *out,
			      const struct hk_html_page *page,
			      const struct hk_result *result)
{
	struct hk_put put = {out, HK_OK};

	hk_put_raw(&put, "<div id=\"answer\">\n<div class=\"head\">\n");
	hk_html_sum(&put, result, !page->options->notes);
	put_notes(&put, page->options->notes);
	if (result->articles) {
		hk_put_raw(&put, "<p class=\"note jump\">"
				 "<a href=\"#facets\">");
		hk_put_said(&put, "to the numbers");
		hk_put_raw(&put, "</a></p>\n");
	}
	hk_put_raw(&put, "</div>\n<section class=\"hits\" "
			 "aria-labelledby=\"hits-title\">\n"
			 "<h2 class=\"unseen\" id=\"hits-title\">");
	hk_put_said(&put, "Passages");
	hk_put_raw(&put, "</h2>\n");
	hk_html_hits(&put, page, result);
	hk_put_raw(&put, "</section>\n");
	hk_html_facets(&put, page, result);
	hk_put_raw(&put, "</div>\n");
	return put.status;
}

enum hk_status hk_html_failure(struct hk_buf *out, const char *message)
{
	struct hk_put put = {out, HK_OK};
	struct hk_message_buf said;

	hk_put_raw(&put, "<div id=\"answer\">\n<p class=\"bad\" "
			 "role=\"alert\">");
	hk_put_text(&put, hk_span_cstr(hk_message_line(&said, message)));
	hk_put_raw(&put, "</p>\n</div>\n");
	return put.status;
}
