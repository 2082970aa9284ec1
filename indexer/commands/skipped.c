/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/commands/skipped.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/clean.h"
#include "base/message.h"
#include "formats/foreign.h"

/* Different reasons and suffixes that are kept apart; names are chosen by
 * others. */
#define ROWS_MAX 300
/* Suffixes of one reason that the line names. */
#define NAMED_MAX 6

#define NO_SUFFIX HK_MESSAGE("without suffix")
#define OTHERS	  HK_MESSAGE("others")
#define MIXED	  HK_MESSAGE("other reasons")

void hk_skipped_init(struct hk_skipped *tally)
{
	memset(tally, 0, sizeof(*tally));
}

void hk_skipped_release(struct hk_skipped *tally)
{
	free(tally->rows);
	hk_skipped_init(tally);
}

/* ---- Counting ---- */

/* The suffix of the last part of a name, in small letters; one that does not
 * look like one is none. */
static void suffix_of(char out[16], struct hk_str name)
{
	size_t len = 0;

	strcpy(out, NO_SUFFIX);
	while (len < name.len && len < 11) {
		char c = name.data[name.len - len - 1];

		if (c == '.')
			break;
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		      (c >= '0' && c <= '9') || c == '_'))
			return;
		len++;
	}
	/* A name that begins with its only dot has no suffix. */
	if (!len || len > 10 || len + 1 >= name.len ||
	    name.data[name.len - len - 2] == '/')
		return;
	for (size_t i = 0; i < len; i++) {
		char c = name.data[name.len - len + i];

		out[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
	}
	out[len] = '\0';
}

static void clean_into(char *out, size_t size, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	hk_clean_format(out, size, format, args, NULL);
	va_end(args);
}

/* Up to one of these a reason is its own heading, and so is its translation. */
static const char *const ends[] = {";", ",", ":", "；", "、", "：", "（"};

static void heading_of(char out[HK_SKIPPED_REASON_MAX], struct hk_str reason)
{
	size_t len = 0;

	for (bool end = false; len < reason.len && len < 200 && !end;) {
		for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
			end |= hk_span_starts(hk_span_from(reason, len),
					      ends[i]);
		len += !end;
	}
	clean_into(out, HK_SKIPPED_REASON_MAX, "%.*s", (int)len,
		   len ? reason.data : "");
}

static void say_heading(char out[HK_SKIPPED_REASON_MAX], struct hk_str reason)
{
	struct hk_message_buf said;
	char line[400];

	clean_into(line, sizeof(line), "%.*s", (int)reason.len,
		   reason.len ? reason.data : "");
	heading_of(out, hk_span_cstr(hk_message_line(&said, line)));
}

static struct hk_skipped_row *find(struct hk_skipped *tally,
				   const struct hk_skipped_row *row)
{
	for (size_t i = 0; i < tally->count; i++)
		if (!strcmp(tally->rows[i].reason, row->reason) &&
		    !strcmp(tally->rows[i].suffix, row->suffix))
			return &tally->rows[i];
	return NULL;
}

enum hk_status hk_skipped_add(struct hk_skipped *tally, struct hk_str name,
			      struct hk_str reason, uint64_t count)
{
	bool harmless = hk_foreign_is_harmless(reason);
	struct hk_skipped_row row = {.harmless = harmless};
	struct hk_skipped_row *old;

	suffix_of(row.suffix, name);
	heading_of(row.reason, harmless ? hk_span_cstr("bare") : reason);
	old = find(tally, &row);
	if (!old && tally->count >= ROWS_MAX) {
		strcpy(row.suffix, OTHERS);
		strcpy(row.reason, MIXED);
		reason = hk_span_cstr(MIXED);
		row.harmless = false;
		old = find(tally, &row);
	}
	if (!old) {
		if (!HK_ARRAY_RESERVE(tally->rows, tally->capacity,
				      tally->count + 1))
			return HK_ENOMEM;
		old = &tally->rows[tally->count++];
		*old = row;
		say_heading(old->said, reason);
	}
	old->count += count;
	return HK_OK;
}

/* ---- The line ---- */

/* By reason, most first, what is harmless behind all else; then by suffix. */
static int compare(const void *a, const void *b)
{
	const struct hk_skipped_row *x = a, *y = b;
	int order;

	if (x->harmless != y->harmless)
		return x->harmless ? 1 : -1;
	if (x->of_reason != y->of_reason)
		return x->of_reason < y->of_reason ? 1 : -1;
	order = strcmp(x->reason, y->reason);
	if (order)
		return order;
	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return strcmp(x->suffix, y->suffix);
}

static void sort(struct hk_skipped *tally)
{
	for (size_t i = 0; i < tally->count; i++) {
		struct hk_skipped_row *row = &tally->rows[i];

		row->of_reason = 0;
		for (size_t k = 0; k < tally->count; k++)
			if (!strcmp(tally->rows[k].reason, row->reason))
				row->of_reason += tally->rows[k].count;
	}
	if (tally->count)
		qsort(tally->rows, tally->count, sizeof(*tally->rows), compare);
}

static enum hk_status put_suffix(struct hk_buf *out,
				 const struct hk_skipped_row *row, bool behind)
{
	bool none =
		!strcmp(row->suffix, NO_SUFFIX) || !strcmp(row->suffix, OTHERS);
	enum hk_status status =
		hk_buf_puts(out, behind ? hk_message_text(", ") : "");

	/* TRANSLATORS: how many files, and their suffix. */
	return status ? status
		      : hk_buf_printf(out, hk_message_text("%llu %s"),
				      (unsigned long long)row->count,
				      none ? hk_message_text(row->suffix)
					   : row->suffix);
}

/* "17 xml, 3 doc and 4 others", of rows [i, end). */
static enum hk_status put_suffixes(struct hk_buf *out,
				   const struct hk_skipped *tally, size_t i,
				   size_t end)
{
	enum hk_status status = HK_OK;
	uint64_t rest = 0;

	for (size_t named = 0; i < end && !status; i++, named++) {
		const struct hk_skipped_row *row = &tally->rows[i];

		if (named >= NAMED_MAX)
			rest += row->count;
		else
			status = put_suffix(out, row, named);
	}
	return status || !rest
		       ? status
		       : hk_buf_printf(out, hk_message_text(" and %llu others"),
				       (unsigned long long)rest);
}

enum hk_status hk_skipped_line(struct hk_buf *out, struct hk_skipped *tally)
{
	uint64_t lost = 0, harmless = 0;
	enum hk_status status = HK_OK;
	size_t bare = 0, end;

	sort(tally);
	for (size_t i = 0; i < tally->count; i++) {
		*(tally->rows[i].harmless ? &harmless : &lost) +=
			tally->rows[i].count;
		bare += !tally->rows[i].harmless;
	}
	if (lost)
		status = hk_buf_printf(out, hk_message_text("%llu not read: "),
				       (unsigned long long)lost);
	for (size_t i = 0; i < bare && !status; i = end) {
		const char *reason = tally->rows[i].reason,
			   *said = tally->rows[i].said;

		for (end = i + 1; end < bare; end++)
			if (strcmp(tally->rows[end].reason, reason) != 0)
				break;
		status = hk_buf_puts(out, i ? hk_message_text("; ") : "");
		if (!status)
			status = put_suffixes(out, tally, i, end);
		if (!status)
			status = hk_buf_printf(out, hk_message_text(" (%s)"),
					       said);
	}
	if (!harmless || status)
		return status;
	status = hk_buf_puts(out, lost ? hk_message_text("; ") : "");
	if (!status)
		status = hk_buf_printf(out,
				       hk_message_text("%llu without text: "),
				       (unsigned long long)harmless);
	return status ? status : put_suffixes(out, tally, bare, tally->count);
}
