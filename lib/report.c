/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Reports. */

#include <stdlib.h>

#include "lib/handle.h"
#include "lib/pieces.h"
#include "query/show/csv.h"
#include "query/show/html/concordance.h"

#define PARTS	(HIKU_REPORT_PAGE | HIKU_REPORT_TABLE)
#define CONTEXT 30 /* cells */

struct hiku_report {
	uint32_t parts;
	struct hk_buf title;
	struct hk_sink_options sink;
	struct hk_html_page page;
	struct hk_concordance concordance;
	struct hk_buf table;
};

enum hiku_status hiku_report_new(struct hiku_report **report, const char *title,
				 size_t len, uint32_t parts,
				 const struct hiku_format_options *options,
				 struct hiku_error *err)
{
	struct hiku_report *r = calloc(1, sizeof(*r));
	struct hk_error why = {HK_OK, ""};
	struct hiku_format_options o;
	enum hk_status status = hk_options_format(&o, options, &why);

	*report = r;
	if (!status && parts & ~(uint32_t)PARTS)
		status = hk_error_set(&why, HK_EUSAGE,
				      "libhiku %s does not have such parts of "
				      "a report",
				      hiku_version());
	if (!r)
		status = hk_error_nomem(&why);
	if (status) {
		free(r);
		*report = NULL;
		return hk_handle_fail(err, &why);
	}
	r->parts = parts;
	r->sink.here = o.here;
	hk_buf_init(&r->title, HK_BUF_NO_MAX);
	hk_buf_init(&r->table, HK_BUF_NO_MAX);
	r->page.options = &r->sink;
	hk_concordance_init(&r->concordance, &r->page,
			    o.context ? o.context : CONTEXT);
	status = hk_buf_append(&r->title, title, len);
	r->page.title = hk_buf_str(&r->title);
	if (!status && parts & HIKU_REPORT_TABLE)
		status = hk_csv_begin(&r->table);
	if (!status)
		return HIKU_OK;
	hiku_report_free(r);
	*report = NULL;
	hk_error_nomem(&why);
	return hk_handle_fail(err, &why);
}

void hiku_report_free(struct hiku_report *r)
{
	if (!r)
		return;
	hk_concordance_release(&r->concordance);
	hk_buf_release(&r->table);
	hk_buf_release(&r->title);
	free(r);
}

enum hiku_status hiku_report_add(struct hiku_report *r,
				 const struct hiku_answer *answer,
				 struct hiku_error *err)
{
	struct hk_error why;
	enum hk_status status = HK_OK;

	if (r->parts & HIKU_REPORT_PAGE)
		status = hk_concordance_add(&r->concordance, answer->query,
					    &answer->result);
	if (!status && r->parts & HIKU_REPORT_TABLE)
		status = hk_csv_add(&r->table, &r->sink, answer->query,
				    &answer->result, r->concordance.context);
	if (!status)
		return HIKU_OK;
	hk_error_nomem(&why);
	return hk_handle_fail(err, &why);
}

enum hiku_status hiku_report_fail(struct hiku_report *r, const char *query,
				  size_t len, const struct hiku_error *failed,
				  struct hiku_error *err)
{
	struct hk_error why;

	if (!(r->parts & HIKU_REPORT_PAGE) ||
	    !hk_concordance_fail(&r->concordance, hk_span_str(query, len),
				 failed->message))
		return HIKU_OK;
	hk_error_nomem(&why);
	return hk_handle_fail(err, &why);
}

enum hiku_status hiku_report_write(const struct hiku_report *r,
				   enum hiku_report_part part,
				   hiku_write_fn write, void *ctx,
				   struct hiku_error *err)
{
	struct hk_error why = {HK_OK, ""};
	enum hk_status status = HK_OK;
	struct hk_buf page;

	hk_buf_init(&page, HK_BUF_NO_MAX);
	if (part == HIKU_REPORT_PAGE)
		status = hk_concordance_write(&page, &r->concordance);
	status = hk_pieces_give(part == HIKU_REPORT_TABLE ? &r->table : &page,
				status, write, ctx, &why);
	hk_buf_release(&page);
	return status ? hk_handle_fail(err, &why) : HIKU_OK;
}
