/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "base/message.h"
#include "query/show/html/page_private.h"

/* Columns of a histogram, at most: of more months years are made, and so on. */
#define COLUMNS_MAX 240
/* What a column is of, in months. */
static const unsigned steps[] = {1, 12, 120, 1200};
#define STEPS (sizeof(steps) / sizeof(*steps))

struct chart {
	const struct hk_facets *months;
	unsigned first, last; /* months since the year 0, rounded to `step` */
	unsigned step;
	uint64_t articles[COLUMNS_MAX];
	uint64_t most;
};

/* The month of a key, "2024-05"; false if it is none. */
static bool read_month(unsigned *out, struct hk_str key)
{
	char text[8] = "";
	unsigned year, month;

	if (key.len != 7)
		return false;
	memcpy(text, key.data, 7);
	if (sscanf(text, "%4u-%2u", &year, &month) != 2 || month < 1 ||
	    month > 12)
		return false;
	*out = year * 12 + month - 1;
	return true;
}

/* Count by steps that are as small as there is room for. False: no article has
 * a month. */
static bool count(struct chart *c)
{
	unsigned low = 0, high = 0, month, i = 0;
	bool any = false;

	for (size_t k = 0; k < c->months->count; k++) {
		if (!read_month(&month, c->months->list[k].key))
			continue;
		low = !any || month < low ? month : low;
		high = !any || month > high ? month : high;
		any = true;
	}
	while (i + 1 < STEPS && high / steps[i] - low / steps[i] >= COLUMNS_MAX)
		i++;
	c->step = steps[i];
	c->first = low / c->step;
	c->last = high / c->step;
	c->most = 1;
	for (size_t k = 0; k < c->months->count; k++) {
		uint64_t *n;

		if (!read_month(&month, c->months->list[k].key))
			continue;
		n = &c->articles[month / c->step - c->first];
		*n += c->months->list[k].articles;
		c->most = *n > c->most ? *n : c->most;
	}
	return any;
}

/* "2024-05", "2024", or the first year of a column. */
static void put_name(struct hk_put *put, const struct chart *c, unsigned column)
{
	unsigned month = column * c->step;

	if (c->step == 1)
		hk_put_format(put, "%04u-%02u", month / 12, month % 12 + 1);
	else if (c->step == 12)
		hk_put_format(put, "%04u", month / 12);
	else
		hk_put_format(put, "%04u–%04u", month / 12,
			      month / 12 + c->step / 12 - 1);
}

static void put_columns(struct hk_put *put, const struct chart *c)
{
	unsigned columns = c->last - c->first + 1;

	/* One month alone is no block of colour. */
	hk_put_format(put,
		      "<svg viewBox=\"0 0 %u 1000\" "
		      "preserveAspectRatio=\"none\" aria-hidden=\"true\">",
		      (columns < 12 ? 12 : columns) * 10);
	for (unsigned i = 0; i < columns && !put->status; i++) {
		unsigned height = (unsigned)((double)c->articles[i] /
					     (double)c->most * 960);

		if (!c->articles[i])
			continue;
		height = height < 20 ? 20 : height;
		hk_put_format(put,
			      "<rect x=\"%u\" y=\"%u\" width=\"9\" "
			      "height=\"%u\"><title>",
			      i * 10, 1000 - height, height);
		put_name(put, c, c->first + i);
		hk_put_format(put, ": %llu</title></rect>",
			      (unsigned long long)c->articles[i]);
	}
	hk_put_raw(put, "</svg>\n<div class=\"ends\"><span>");
	put_name(put, c, c->first);
	if (columns > 1) {
		hk_put_raw(put, "</span><span>");
		put_name(put, c, c->last);
	}
	hk_put_raw(put, "</span></div>\n");
}

/* The numbers, the latest first, for those who do not see the columns. */
static void put_numbers(struct hk_put *put, const struct chart *c)
{
	hk_put_raw(put, "<details><summary>");
	hk_put_said(put, "Numbers");
	hk_put_raw(put, "</summary>\n<table><tbody>\n");
	for (unsigned i = c->last - c->first + 1; i-- && !put->status;) {
		if (!c->articles[i])
			continue;
		hk_put_raw(put, "<tr><th scope=\"row\">");
		put_name(put, c, c->first + i);
		hk_put_format(put, "</th><td class=\"number\">%llu</td></tr>\n",
			      (unsigned long long)c->articles[i]);
	}
	hk_put_raw(put, "</tbody></table>\n</details>\n");
}

void hk_html_months(struct hk_put *put, const struct hk_facets *months)
{
	struct chart *c = calloc(1, sizeof(*c));

	if (!c && !put->status)
		put->status = HK_ENOMEM;
	if (!c)
		return;
	c->months = months;
	if (count(c)) {
		hk_put_raw(put, "<figure class=\"months\">\n<figcaption>");
		hk_put_said(put, c->step == 1	 ? "By month"
				 : c->step == 12 ? "By year"
						 : "By decades or more");
		hk_put_raw(put, "</figcaption>\n");
		put_columns(put, c);
		put_numbers(put, c);
		hk_put_raw(put, "</figure>\n");
	}
	free(c);
}
