/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/html/page_private.h"

#include <stdlib.h>
#include <strings.h>

#include "base/clean.h"
#include "base/message.h"
#include "query/show/above.h"
#include "query/show/place.h"
#include "query/show/shown.h"

/* Cells and lines of a passage, unless all of it is wanted. */
#define TEXT_COLUMNS 84
#define TEXT_LINES   4
/* Places of copies that are named, and tags. */
#define COPIES_MAX 5
#define TAGS_MAX   12
/* Bytes of an address that is linked. */
#define ADDRESS_MAX 2000

/* ---- What it is of ---- */

bool hk_html_link(struct hk_put *put, const struct hk_html_page *page,
		  const struct hk_record *r, uint32_t line)
{
	if (!page->live && !r->path.len)
		return false;
	if (page->live) {
		hk_put_raw(put, "<a href=\"/show?id=");
		hk_put_url(put, r->id);
		hk_put_format(put, "&amp;line=%u#at\">", (unsigned)line);
	} else {
		hk_put_raw(put, "<a href=\"file://");
		hk_put_url(put, r->path);
		hk_put_raw(put, "\">");
	}
	return true;
}

void hk_html_place(struct hk_put *put, const struct hk_html_page *page,
		   const struct hk_hit *hit, uint32_t line)
{
	struct hk_buf place;

	hk_buf_init(&place, HK_BUF_NO_MAX);
	if (!put->status)
		put->status = hk_place_path(&place, hit, page->options);
	if (!put->status)
		put->status = hk_place_line(&place, hit, line, "", "");
	hk_put_text(put, hk_buf_str(&place));
	hk_buf_release(&place);
}

/* May a browser be sent there? No address that runs, and none that is not what
 * it looks like. */
static bool is_address(struct hk_str url)
{
	if (url.len > ADDRESS_MAX || url.len < 8 ||
	    (strncasecmp(url.data, "http://", 7) != 0 &&
	     strncasecmp(url.data, "https://", 8) != 0))
		return false;
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.data[i] <= ' ' ||
		    hk_clean_unsafe(hk_span_from(url, i)))
			return false;
	return true;
}

static void put_address(struct hk_put *put, struct hk_str url)
{
	bool link = is_address(url);

	if (!url.len)
		return;
	hk_put_raw(put, "<span class=\"url\">");
	if (link) {
		hk_put_raw(put, "<a rel=\"noreferrer noopener\" href=\"");
		hk_put_text(put, url);
		hk_put_raw(put, "\">");
	}
	hk_put_text(put, url);
	hk_put_raw(put, link ? "</a></span>\n" : "</span>\n");
}

static void put_part(struct hk_put *put, const char *open, struct hk_str text)
{
	if (!text.len)
		return;
	hk_put_raw(put, open);
	hk_put_text(put, text);
	hk_put_raw(put, "</span>\n");
}

static void put_about(struct hk_put *put, const struct hk_html_page *page,
		      const struct hk_hit *hit, uint32_t line)
{
	const struct hk_record *r = &hit->record;

	hk_put_raw(put, "<p class=\"about\">");
	if (r->author.len) {
		hk_put_raw(put, "<span class=\"author\">");
		hk_put_marked(put, r->author, hit->author_marks,
			      hit->author_mark_count);
		hk_put_raw(put, "</span>\n");
	}
	put_part(put, "<span class=\"date\">", hk_place_date(hit));
	for (size_t i = 0; i < r->tag_count && i < TAGS_MAX; i++)
		put_part(put, "<span class=\"tag\">#", r->tags[i]);
	hk_put_raw(put, "<span class=\"path\">");
	hk_html_place(put, page, hit, line);
	hk_put_raw(put, "</span>\n");
	put_address(put, r->url);
	hk_put_raw(put, "</p>\n");
}

static void put_title(struct hk_put *put, const struct hk_html_page *page,
		      const struct hk_hit *hit, uint32_t line)
{
	const struct hk_record *r = &hit->record;
	bool link;

	hk_put_format(put, "<h3><span class=\"rank\">%llu</span> ",
		      (unsigned long long)hit->rank);
	link = hk_html_link(put, page, r, line);
	hk_put_raw(put, "<span");
	hk_put_lang(put, r->lang);
	hk_put_raw(put, ">");
	hk_put_marked(put, r->title.len ? r->title : r->id, hit->title_marks,
		      hit->title_mark_count);
	hk_put_raw(put, link ? "</span></a></h3>\n" : "</span></h3>\n");
}

/* ---- A passage ---- */

/* The number and line of a passage that is not the article's first, and the
 * headings that its text does not show. */
static void put_where(struct hk_put *put, const struct hk_hit *hit, bool first,
		      uint32_t line, size_t body)
{
	const struct hk_record *r = &hit->record;
	bool page = r->lines == HK_BLOCK_LINES_PAGE, any = !first;
	bool inside = false;

	hk_put_raw(put, "<p class=\"where\">");
	if (!first)
		hk_put_format(put, "<span class=\"rank\">%llu</span>",
			      (unsigned long long)hit->rank);
	if (!first && line)
		hk_put_format(put,
			      page ? hk_message_text("  page %u")
				   : hk_message_text("  line %u"),
			      (unsigned)line);
	for (size_t i = 0; i < r->heading_count; i++) {
		size_t block = hk_above_find(r, r->headings[i]);

		if (block >= body && block < r->block_count)
			continue;
		hk_put_raw(put, !any ? "" : inside ? " › " : " · ");
		hk_put_text(put, r->headings[i]);
		any = inside = true;
	}
	hk_put_raw(put, "</p>\n");
}

static void put_copies(struct hk_put *put, const struct hk_html_page *page,
		       const struct hk_hit *hit, size_t at)
{
	const struct hk_copy *copy = hit->copies;
	size_t n = 0;

	if (!copy)
		return;
	hk_put_raw(put, "<p class=\"copies\">");
	for (; copy; copy = copy->next, n++) {
		const struct hk_hit other = {.record = copy->record};

		if (n >= COPIES_MAX)
			continue;
		hk_put_said(put, n ? ", " : "also in ");
		hk_html_place(put, page, &other, hk_shown_line(&other, at));
	}
	if (n > COPIES_MAX)
		hk_put_format(put, hk_message_text(" and %zu more"),
			      n - COPIES_MAX);
	hk_put_raw(put, "</p>\n");
}

static enum hk_status choose(struct hk_shown *out, const struct hk_hit *hit,
			     const struct hk_html_page *page, size_t *body)
{
	const struct hk_shown_size size = {
		.columns = TEXT_COLUMNS,
		.lines = page->options->whole ? 0 : TEXT_LINES};

	return hk_shown_init(out, hit, hk_above_end(hit, body), NULL, size);
}

static void put_passage(struct hk_put *put, const struct hk_html_page *page,
			const struct hk_hit *hit, bool first)
{
	struct hk_shown shown;
	uint32_t line;
	size_t body;

	if (put->status)
		return;
	put->status = choose(&shown, hit, page, &body);
	line = put->status ? 0 : hk_shown_line(hit, hk_shown_at(&shown));
	if (first) {
		put_title(put, page, hit, line);
		put_about(put, page, hit, line);
	}
	if (!first || hit->record.heading_count)
		put_where(put, hit, first, line, body);
	hk_put_raw(put, "<p class=\"text\"");
	hk_put_lang(put, hit->record.lang);
	hk_put_raw(put, ">");
	hk_put_layout(put, &shown.layout);
	hk_put_raw(put, "</p>\n");
	if (!put->status)
		put_copies(put, page, hit, hk_shown_at(&shown));
	hk_shown_release(&shown);
}

/* ---- All ---- */

static void put_article(struct hk_put *put, const struct hk_html_page *page,
			const struct hk_result *result,
			const struct hk_sink_group *groups, size_t i)
{
	const struct hk_record *r = &result->hits[i].record;
	bool first = true;

	hk_put_format(put, "<article id=\"h%llu\"",
		      (unsigned long long)result->hits[i].rank);
	/* What has no link is reached by the script's keys all the same. */
	if (!page->live && !r->path.len)
		hk_put_raw(put, " tabindex=\"-1\"");
	hk_html_rows(put, result, r);
	hk_put_raw(put, ">\n");
	do {
		put_passage(put, page, &result->hits[i], first);
		first = false;
		i = groups[i].next;
	} while (i && !put->status);
	hk_put_raw(put, "</article>\n");
}

void hk_html_hits(struct hk_put *put, const struct hk_html_page *page,
		  const struct hk_result *result)
{
	struct hk_sink_group *groups = NULL;

	if (put->status)
		return;
	put->status = hk_sink_group(&groups, result, false);
	for (size_t i = 0; i < result->count && !put->status; i++)
		if (groups[i].first)
			put_article(put, page, result, groups, i);
	free(groups);
}
