/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/message.h"
#include "query/search/facet.h"
#include "query/show/html/page_private.h"
#include "query/show/visible.h"

/* Kinds in the order in which they are shown; months have a histogram. */
static const struct kind {
	enum hk_facet_by by;
	const char *title, *field;
} kinds[] = {
	{HK_FACET_FOLDER, HK_MESSAGE("Folders"), "path:"},
	{HK_FACET_TYPE, HK_MESSAGE("Formats"), "type:"},
	{HK_FACET_YEAR, HK_MESSAGE("Years"), "date:"},
	{HK_FACET_TAG, HK_MESSAGE("Tags"), "tag:"},
	{HK_FACET_AUTHOR, HK_MESSAGE("Authors"), "author:"},
};
#define KINDS (sizeof(kinds) / sizeof(*kinds))

/* Does the list say anything? Not if no article has one. */
static bool is_shown(const struct hk_facets *f)
{
	return f->count > 1 || (f->count && f->list[0].key.len);
}

static size_t rows_of(const struct hk_facets *f)
{
	return f->count < HK_HTML_ROWS ? f->count : HK_HTML_ROWS;
}

void hk_html_rows(struct hk_put *put, const struct hk_result *result,
		  const struct hk_record *r)
{
	bool any = false;

	for (size_t k = 0; k < KINDS; k++) {
		const struct hk_facets *f = &result->facets[kinds[k].by];
		size_t rows = is_shown(f) ? rows_of(f) : 0, row;
		struct hk_str key;

		for (size_t i = 0;
		     rows && hk_facet_key(&key, kinds[k].by, r, i); i++) {
			for (row = 0; row < rows; row++)
				if (hk_span_same(f->list[row].key, key))
					break;
			if (row == rows)
				continue;
			hk_put_raw(put, any ? " " : " data-f=\"");
			hk_put_format(put, "%u-%zu", (unsigned)kinds[k].by,
				      row);
			any = true;
		}
	}
	hk_put_raw(put, any ? "\"" : "");
}

static void put_key(struct hk_put *put, const struct hk_html_page *page,
		    struct hk_str key)
{
	struct hk_buf shown;

	if (!key.len) {
		hk_put_said(put, "(none)");
		return;
	}
	hk_buf_init(&shown, HK_BUF_NO_MAX);
	if (!put->status)
		put->status = key.data[0] == '/'
				      ? hk_visible_path(&shown, key,
							page->options->here)
				      : hk_visible_text(&shown, key);
	hk_put_text(put, hk_buf_str(&shown));
	hk_buf_release(&shown);
}

/* Begin a link to the query narrowed down by the facet, if a query can say so.
 */
static bool begin_link(struct hk_put *put, const struct hk_html_page *page,
		       const struct kind *kind, struct hk_str key)
{
	if (!page->live || !key.len || memchr(key.data, '"', key.len))
		return false;
	hk_put_raw(put, "<a href=\"/?q=");
	hk_put_url(put, page->options->query);
	hk_put_raw(put, "%20");
	hk_put_url(put, hk_span_cstr(kind->field));
	hk_put_raw(put, "%22");
	hk_put_url(put, key);
	hk_put_raw(put, "%22\">");
	return true;
}

static void put_row(struct hk_put *put, const struct hk_html_page *page,
		    const struct kind *kind, const struct hk_facets *f,
		    size_t row)
{
	const struct hk_facet *facet = &f->list[row];
	uint64_t most = 1;
	bool link;

	for (size_t i = 0; i < f->count; i++)
		most = f->list[i].articles > most ? f->list[i].articles : most;
	hk_put_format(put, "<li data-f=\"%u-%zu\"><span class=\"key\">",
		      (unsigned)kind->by, row);
	link = begin_link(put, page, kind, facet->key);
	put_key(put, page, facet->key);
	hk_put_raw(put, link ? "</a></span>" : "</span>");
	hk_put_format(put,
		      "<svg class=\"bar\" viewBox=\"0 0 1000 1\" "
		      "preserveAspectRatio=\"none\" aria-hidden=\"true\">"
		      "<rect width=\"%u\" height=\"1\"/></svg>"
		      "<span class=\"n\">%llu</span></li>\n",
		      (unsigned)((double)facet->articles / (double)most * 1000),
		      (unsigned long long)facet->articles);
}

static void put_kind(struct hk_put *put, const struct hk_html_page *page,
		     const struct kind *kind, const struct hk_facets *f)
{
	if (!is_shown(f))
		return;
	hk_put_raw(put, "<details open><summary>");
	hk_put_said(put, kind->title);
	hk_put_raw(put, "</summary>\n<ul>\n");
	for (size_t row = 0; row < rows_of(f) && !put->status; row++)
		put_row(put, page, kind, f, row);
	hk_put_raw(put, "</ul>\n");
	if (f->count > HK_HTML_ROWS) {
		hk_put_raw(put, "<p class=\"note\">");
		hk_put_format(put, hk_message_text(" and %zu more"),
			      f->count - HK_HTML_ROWS);
		hk_put_raw(put, "</p>\n");
	}
	hk_put_raw(put, "</details>\n");
}

void hk_html_facets(struct hk_put *put, const struct hk_html_page *page,
		    const struct hk_result *result)
{
	bool any = is_shown(&result->facets[HK_FACET_MONTH]);

	for (size_t k = 0; k < KINDS; k++)
		any = any || is_shown(&result->facets[kinds[k].by]);
	if (!any)
		return;
	hk_put_raw(put, "<section class=\"facets\" id=\"facets\" "
			"aria-labelledby=\"facets-title\" tabindex=\"-1\">\n"
			"<h2 id=\"facets-title\">");
	hk_put_said(put, "Articles");
	hk_put_raw(put, "</h2>\n");
	if (is_shown(&result->facets[HK_FACET_MONTH]))
		hk_html_months(put, &result->facets[HK_FACET_MONTH]);
	for (size_t k = 0; k < KINDS; k++)
		put_kind(put, page, &kinds[k], &result->facets[kinds[k].by]);
	hk_put_raw(put, "</section>\n");
}
