/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/sink.h"

#include <stdlib.h>

#define ADDRESS(name) &hk_sink_##name,
static const struct hk_sink_format *const formats[] = {
	HK_SINK_FORMATS(ADDRESS)};
#undef ADDRESS
#define FORMATS (sizeof(formats) / sizeof(*formats))

const struct hk_sink_format *hk_sink_find(const char *name)
{
	for (size_t i = 0; i < FORMATS; i++)
		if (!strcmp(formats[i]->name, name))
			return formats[i];
	return NULL;
}

const struct hk_sink_format *hk_sink_number(size_t i)
{
	return i < FORMATS ? formats[i] : NULL;
}

const char *hk_sink_name(size_t wanted)
{
	for (size_t i = 0; i < FORMATS; i++)
		if (formats[i]->chosen && !wanted--)
			return formats[i]->name;
	return NULL;
}

const struct hk_style *hk_sink_style(const struct hk_sink *sink)
{
	static const struct hk_style plain = {
		.off = "", .open = "", .close = ""};

	return sink->options->style ? sink->options->style : &plain;
}

void hk_sink_note(struct hk_sink *sink, const struct hk_hit *hit, uint32_t line)
{
	if (sink->options->lines)
		sink->options->lines[hit - sink->result->hits] = line;
}

unsigned hk_sink_columns(const struct hk_sink *sink, unsigned preset)
{
	return sink->options->columns ? sink->options->columns : preset;
}

/* By path, then by rank. */
static int by_file(const void *a, const void *b)
{
	const struct hk_hit *x = *(const struct hk_hit *const *)a;
	const struct hk_hit *y = *(const struct hk_hit *const *)b;
	int order = hk_span_compare(x->record.path, y->record.path);

	return order ? order : (x > y) - (x < y);
}

/* By id, then path (an id may be in several indexes), then rank. */
static int by_article(const void *a, const void *b)
{
	const struct hk_hit *x = *(const struct hk_hit *const *)a;
	const struct hk_hit *y = *(const struct hk_hit *const *)b;
	int order = hk_span_compare(x->record.id, y->record.id);

	return order ? order : by_file(a, b);
}

enum hk_status hk_sink_group(struct hk_sink_group **out,
			     const struct hk_result *result, bool files)
{
	size_t count = result->count;
	const struct hk_hit *hits = result->hits;
	const struct hk_hit **sorted = calloc(count + 1, sizeof(*sorted));
	struct hk_sink_group *groups = calloc(count + 1, sizeof(*groups));

	*out = groups;
	if (!sorted || !groups) {
		free(sorted);
		free(groups);
		*out = NULL;
		return HK_ENOMEM;
	}
	for (size_t i = 0; i < count; i++)
		sorted[i] = &hits[i];
	qsort(sorted, count, sizeof(*sorted), files ? by_file : by_article);
	for (size_t i = 0; i < count; i++) {
		const struct hk_hit *hit = sorted[i], *last;

		groups[hit - hits].first = true;
		if (i == 0)
			continue;
		last = sorted[i - 1];
		if (hk_span_same(last->record.path, hit->record.path) &&
		    (files || hk_span_same(last->record.id, hit->record.id))) {
			groups[hit - hits].first = false;
			groups[last - hits].next = (size_t)(hit - hits);
		}
	}
	free(sorted);
	return HK_OK;
}

enum hk_status hk_sink_write(struct hk_buf *out,
			     const struct hk_sink_format *format,
			     const struct hk_sink_options *options,
			     const struct hk_result *result)
{
	struct hk_sink sink = {format, options, out, result, NULL};
	enum hk_status status = HK_OK, ended;

	if (format->begin)
		status = format->begin(&sink);
	for (size_t i = 0; format->hit && i < result->count && !status; i++)
		status = format->hit(&sink, &result->hits[i]);
	ended = format->end ? format->end(&sink) : HK_OK;
	return status ? status : ended;
}
