/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/sample.h"

#include <stdlib.h>

#include "base/array.h"

/* Bytes of a sample, and of a record in it, at most. */
#define SAMPLE_MAX (3u << 20)
#define RECORD_MAX (32u << 10)

void hk_sample_init(struct hk_sample *sample)
{
	*sample = (struct hk_sample){.step = 1};
	hk_buf_init(&sample->bytes, HK_BUF_NO_MAX);
}

void hk_sample_release(struct hk_sample *sample)
{
	hk_buf_release(&sample->bytes);
	free(sample->items);
	hk_sample_init(sample);
}

/* Keep those whose number can be divided by the step. */
static void thin_out(struct hk_sample *s)
{
	size_t count = 0, len = 0;

	for (size_t i = 0; i < s->count; i++) {
		struct hk_sample_item item = s->items[i];

		if (item.number % s->step)
			continue;
		memmove(s->bytes.data + len, s->bytes.data + item.at, item.len);
		item.at = len;
		len += item.len;
		s->items[count++] = item;
	}
	s->count = count;
	s->bytes.len = len;
}

static void limit(struct hk_sample *s)
{
	while (s->bytes.len > SAMPLE_MAX && s->step <= UINT32_MAX / 2) {
		s->step *= 2;
		thin_out(s);
	}
}

static enum hk_status append(struct hk_sample *s, uint32_t number,
			     struct hk_str record)
{
	if (!HK_ARRAY_RESERVE(s->items, s->capacity, s->count + 1))
		return HK_ENOMEM;
	s->items[s->count] =
		(struct hk_sample_item){number, s->bytes.len, record.len};
	if (hk_buf_append(&s->bytes, record.data, record.len))
		return HK_ENOMEM;
	s->count++;
	return HK_OK;
}

enum hk_status hk_sample_add(struct hk_sample *s, uint32_t number,
			     struct hk_str record)
{
	if (number % s->step)
		return HK_OK;
	if (record.len > RECORD_MAX)
		record.len = RECORD_MAX;
	if (append(s, number, record))
		return HK_ENOMEM;
	limit(s);
	return HK_OK;
}

/* The sample that has the lowest number that is not taken yet. */
static size_t lowest(const struct hk_sample *const *samples, const size_t *at,
		     size_t count)
{
	size_t found = count;

	for (size_t i = 0; i < count; i++)
		if (at[i] < samples[i]->count &&
		    (found == count ||
		     samples[i]->items[at[i]].number <
			     samples[found]->items[at[found]].number))
			found = i;
	return found;
}

enum hk_status hk_sample_join(struct hk_sample *out,
			      const struct hk_sample *const *samples,
			      size_t count)
{
	size_t *at = calloc(count ? count : 1, sizeof(*at)), i;

	if (!at)
		return HK_ENOMEM;
	for (i = 0; i < count; i++)
		if (samples[i]->step > out->step)
			out->step = samples[i]->step;
	while ((i = lowest(samples, at, count)) < count) {
		const struct hk_sample_item *item = &samples[i]->items[at[i]++];

		if (item->number % out->step)
			continue;
		if (append(out, item->number,
			   hk_span_str(samples[i]->bytes.data + item->at,
				       item->len))) {
			free(at);
			return HK_ENOMEM;
		}
	}
	free(at);
	limit(out);
	return HK_OK;
}
