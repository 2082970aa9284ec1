/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/reasons.h"

#include "base/message.h"
#include "query/show/visible.h"

#define INDENT "  "

/* The word that it is about, or the part of the ranking. */
static struct hk_str subject(const struct hk_search_reason *reason)
{
	return reason->unit  ? reason->unit->surface
	       : reason->run ? reason->run->typed
			     : hk_span_cstr(hk_message_text(reason->what));
}

/* A row of the table. Numbers come first, since the width of words varies. */
static enum hk_status put_reason(struct hk_sink *sink,
				 const struct hk_search_reason *reason)
{
	const struct hk_unit *unit = reason->unit;
	enum hk_status status =
		hk_buf_printf(sink->out, INDENT "%s%8.4f",
			      hk_sink_style(sink)->dim, reason->score);

	if (!status && unit)
		status = hk_buf_printf(sink->out, " %6.2f %8u  ", unit->idf,
				       (unsigned)unit->documents);
	else if (!status && reason->run)
		status = hk_buf_printf(sink->out, " %6s %8u  ", "",
				       (unsigned)reason->run->documents);
	else if (!status)
		status = hk_buf_printf(sink->out, " %6s %8s  ", "", "");
	if (!status)
		status = hk_visible_text(sink->out, subject(reason));
	if (!status && unit && !hk_span_same(unit->lemma, unit->surface)) {
		status = hk_buf_puts(sink->out, " (");
		if (!status)
			status = hk_visible_text(sink->out, unit->lemma);
		if (!status)
			status = hk_buf_putc(sink->out, ')');
	}
	if (!status && reason->form.len) {
		status = hk_buf_puts(sink->out, " as ");
		if (!status)
			status = hk_visible_text(sink->out, reason->form);
	}
	return status ? status
		      : hk_buf_printf(sink->out, "%s\n",
				      hk_sink_style(sink)->off);
}

enum hk_status hk_reasons_table(struct hk_sink *sink, const struct hk_hit *hit)
{
	enum hk_status status = hk_buf_printf(
		sink->out, INDENT "%s%s%s\n", hk_sink_style(sink)->dim,
		/* TRANSLATORS: columns of 8, 6 and 8 cells. */
		hk_message_text("   score    idf passages"),
		hk_sink_style(sink)->off);

	for (size_t i = 0; i < hit->reason_count && !status; i++)
		status = put_reason(sink, &hit->reasons[i]);
	return status ? status
		      : hk_buf_printf(sink->out, INDENT "%s%8.4f %s%s\n",
				      hk_sink_style(sink)->dim, hit->score,
				      hk_message_text("in all"),
				      hk_sink_style(sink)->off);
}

enum hk_status hk_reasons_line(struct hk_sink *sink, const struct hk_hit *hit)
{
	enum hk_status status =
		hk_buf_printf(sink->out, "  score %.4f =", hit->score);

	for (size_t i = 0; i < hit->reason_count && !status; i++) {
		const struct hk_search_reason *reason = &hit->reasons[i];

		status = hk_buf_puts(sink->out, i ? " + " : " ");
		if (!status)
			status = hk_visible_text(sink->out, subject(reason));
		if (!status && reason->form.len) {
			status = hk_buf_puts(sink->out, " as ");
			if (!status)
				status = hk_visible_text(sink->out,
							 reason->form);
		}
		if (!status)
			status = hk_buf_printf(sink->out, " %.4f",
					       reason->score);
	}
	return status ? status : hk_buf_putc(sink->out, '\n');
}
