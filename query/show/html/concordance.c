/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/html/concordance.h"

#include <stdlib.h>

#include "base/message.h"
#include "query/show/html/page_private.h"
#include "query/show/kwic.h"
#include "query/show/place.h"
#include "query/show/shown.h"

/* Articles that are named in the table of each query. */
#define ARTICLES_MAX 50

void hk_concordance_init(struct hk_concordance *out,
			 const struct hk_html_page *page, unsigned context)
{
	out->page = page;
	out->context = context;
	out->count = 0;
	hk_buf_init(&out->table, HK_BUF_NO_MAX);
	hk_buf_init(&out->sections, HK_BUF_NO_MAX);
}

void hk_concordance_release(struct hk_concordance *c)
{
	hk_buf_release(&c->table);
	hk_buf_release(&c->sections);
}

/* ---- Matches ---- */

static void put_glyphs(struct hk_put *put, struct hk_layout *l, size_t begin,
		       size_t end)
{
	l->first = begin;
	l->last = end;
	hk_put_layout(put, l);
}

static void put_match(struct hk_put *put, const struct hk_concordance *c,
		      struct hk_shown *shown, struct hk_span match)
{
	struct hk_layout *l = &shown->layout;
	const struct hk_hit *hit = shown->hit;
	uint32_t line = hk_shown_line(hit, l->list[match.begin].begin);
	size_t left;
	struct hk_span around = hk_kwic_around(l, match, c->context, &left);
	bool link;

	hk_put_raw(put, "<tr><td class=\"left\"");
	hk_put_lang(put, hit->record.lang);
	hk_put_raw(put, ">");
	put_glyphs(put, l, around.begin, match.begin);
	/* Cells may come to stand in one line. */
	if (around.begin < match.begin &&
	    l->list[match.begin - 1].gap != HK_LAYOUT_NOTHING)
		hk_put_raw(put, " ");
	hk_put_raw(put, "</td><td class=\"key\"");
	hk_put_lang(put, hit->record.lang);
	hk_put_raw(put, ">");
	put_glyphs(put, l, match.begin, match.end);
	hk_put_raw(put, "</td><td class=\"right\"");
	hk_put_lang(put, hit->record.lang);
	hk_put_raw(put, ">");
	if (match.end < around.end &&
	    l->list[match.end - 1].gap != HK_LAYOUT_NOTHING)
		hk_put_raw(put, " ");
	put_glyphs(put, l, match.end, around.end);
	hk_put_raw(put, "</td><td class=\"place\">");
	link = hk_html_link(put, c->page, &hit->record, line);
	hk_html_place(put, c->page, hit, line);
	hk_put_raw(put, link ? "</a></td></tr>\n" : "</td></tr>\n");
}

static void put_matches(struct hk_put *put, const struct hk_concordance *c,
			const struct hk_hit *hit)
{
	static const struct hk_shown_size whole = {.one_line = true};
	struct hk_span match = {0, 0};
	struct hk_shown shown;

	if (put->status || !hit->mark_count)
		return;
	put->status = hk_shown_init(&shown, hit, 0, NULL, whole);
	while (!put->status && hk_kwic_next(&shown.layout, &match))
		put_match(put, c, &shown, match);
	hk_shown_release(&shown);
}

static void put_kwic(struct hk_put *put, const struct hk_concordance *c,
		     const struct hk_result *r)
{
	hk_put_raw(put, "<table class=\"kwic\">\n<thead><tr>"
			"<th scope=\"col\" class=\"n\">");
	hk_put_said(put, "before");
	hk_put_raw(put, "</th><th scope=\"col\">");
	hk_put_said(put, "match");
	hk_put_raw(put, "</th><th scope=\"col\">");
	hk_put_said(put, "behind");
	hk_put_raw(put, "</th><th scope=\"col\">");
	hk_put_said(put, "place");
	hk_put_raw(put, "</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < r->count; i++)
		put_matches(put, c, &r->hits[i]);
	hk_put_raw(put, "</tbody></table>\n");
}

/* ---- Numbers ---- */

static size_t count_matches(const struct hk_result *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->count; i++)
		n += r->hits[i].mark_count;
	return n;
}

static void put_article(struct hk_put *put, const struct hk_concordance *c,
			const struct hk_result *r,
			const struct hk_sink_group *groups, size_t first)
{
	const struct hk_record *record = &r->hits[first].record;
	size_t passages = 0, matches = 0, i = first;
	bool link;

	do {
		passages++;
		matches += r->hits[i].mark_count;
		i = groups[i].next;
	} while (i);
	hk_put_raw(put, "<tr><th scope=\"row\"");
	hk_put_lang(put, record->lang);
	hk_put_raw(put, ">");
	link = hk_html_link(put, c->page, record,
			    hk_shown_line(&r->hits[first], 0));
	hk_put_text(put, record->title.len ? record->title : record->id);
	hk_put_raw(put, link ? "</a></th>" : "</th>");
	hk_put_format(put,
		      "<td class=\"number\">%zu</td>"
		      "<td class=\"number\">%zu</td></tr>\n",
		      passages, matches);
}

static void put_articles(struct hk_put *put, const struct hk_concordance *c,
			 const struct hk_result *r)
{
	struct hk_sink_group *groups = NULL;
	size_t n = 0;

	if (put->status)
		return;
	put->status = hk_sink_group(&groups, r, false);
	hk_put_raw(put, "<details open><summary>");
	hk_put_said(put, "Articles");
	hk_put_raw(put, "</summary>\n<table>\n<thead><tr><th scope=\"col\">");
	hk_put_said(put, "article");
	hk_put_raw(put, "</th><th scope=\"col\" class=\"n\">");
	hk_put_said(put, "passages");
	hk_put_raw(put, "</th><th scope=\"col\" class=\"n\">");
	hk_put_said(put, "matches");
	hk_put_raw(put, "</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < r->count && !put->status; i++)
		if (groups[i].first && n++ < ARTICLES_MAX)
			put_article(put, c, r, groups, i);
	hk_put_raw(put, "</tbody></table>\n");
	if (n > ARTICLES_MAX) {
		hk_put_raw(put, "<p class=\"note\">");
		hk_put_format(put, hk_message_text(" and %zu more"),
			      n - ARTICLES_MAX);
		hk_put_raw(put, "</p>\n");
	}
	hk_put_raw(put, "</details>\n");
	free(groups);
}

/* ---- A query ---- */

/* Begin the section of a query, and its row in the table. */
static void begin_query(struct hk_put *table, struct hk_put *sections,
			struct hk_concordance *c, struct hk_str query)
{
	c->count++;
	hk_put_format(table,
		      "<tr><th scope=\"row\" lang=\"ja\">"
		      "<a href=\"#q%zu\">",
		      c->count);
	hk_put_text(table, query);
	hk_put_raw(table, "</a></th>");
	hk_put_format(sections,
		      "<section class=\"query\" id=\"q%zu\" "
		      "aria-labelledby=\"q%zu-title\">\n"
		      "<h2 lang=\"ja\" id=\"q%zu-title\">",
		      c->count, c->count, c->count);
	hk_put_text(sections, query);
	hk_put_raw(sections, "</h2>\n");
}

enum hk_status hk_concordance_add(struct hk_concordance *c, struct hk_str query,
				  const struct hk_result *r)
{
	struct hk_put table = {&c->table, HK_OK}, put = {&c->sections, HK_OK};

	begin_query(&table, &put, c, query);
	hk_put_format(&table,
		      "<td class=\"number\">%llu</td><td class=\"number\">%zu"
		      "%s</td><td class=\"number\">%zu</td></tr>\n",
		      (unsigned long long)r->articles, r->count,
		      r->more ? "+" : "", count_matches(r));
	hk_html_sum(&put, r, true);
	if (r->count) {
		hk_put_raw(&put, "<div class=\"pair\">\n");
		put_articles(&put, c, r);
		if (r->facets[HK_FACET_MONTH].count)
			hk_html_months(&put, &r->facets[HK_FACET_MONTH]);
		hk_put_raw(&put, "</div>\n");
		if (count_matches(r))
			put_kwic(&put, c, r);
	}
	hk_put_raw(&put, "</section>\n");
	return table.status ? table.status : put.status;
}

enum hk_status hk_concordance_fail(struct hk_concordance *c,
				   struct hk_str query, const char *message)
{
	struct hk_put table = {&c->table, HK_OK}, put = {&c->sections, HK_OK};
	struct hk_message_buf said;
	struct hk_str line = hk_span_cstr(hk_message_line(&said, message));

	begin_query(&table, &put, c, query);
	hk_put_raw(&table, "<td colspan=\"3\" class=\"bad\">");
	hk_put_text(&table, line);
	hk_put_raw(&table, "</td></tr>\n");
	hk_put_raw(&put, "<p class=\"bad\">");
	hk_put_text(&put, line);
	hk_put_raw(&put, "</p>\n</section>\n");
	return table.status ? table.status : put.status;
}

/* ---- All ---- */

static void put_table(struct hk_put *put, const struct hk_concordance *c)
{
	hk_put_raw(put, "<div id=\"answer\">\n<div class=\"head\">\n"
			"<table>\n<thead><tr><th scope=\"col\">");
	hk_put_said(put, "query");
	hk_put_raw(put, "</th><th scope=\"col\" class=\"n\">");
	hk_put_said(put, "articles");
	hk_put_raw(put, "</th><th scope=\"col\" class=\"n\">");
	hk_put_said(put, "passages");
	hk_put_raw(put, "</th><th scope=\"col\" class=\"n\">");
	hk_put_said(put, "matches");
	hk_put_raw(put, "</th></tr></thead>\n<tbody>\n");
	hk_put_raw(put, c->table.data ? c->table.data : "");
	hk_put_raw(put, "</tbody></table>\n");
	hk_put_raw(put, c->sections.data ? c->sections.data : "");
	hk_put_raw(put, "</div>\n</div>\n");
}

enum hk_status hk_concordance_write(struct hk_buf *out,
				    const struct hk_concordance *c)
{
	struct hk_put put = {out, hk_html_begin(out, c->page)};

	put_table(&put, c);
	return put.status ? put.status : hk_html_end(out, c->page);
}
