/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/state.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/state_file.h"
#include "cli/ask.h"

#define VERSION	  "hiku-answer 1"
#define KIND	  "answer"
#define BYTES_MAX (4u << 20)

/* ---- Writing ---- */

static enum hk_status put(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = hk_buf_append(out, text.data, text.len);

	return status ? status : hk_buf_putc(out, '\0');
}

static enum hk_status put_number(struct hk_buf *out, unsigned long long number)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", number);
	return put(out, hk_span_cstr(text));
}

/* A place must be found from any folder. */
static enum hk_status put_place(struct hk_buf *out, const char *place)
{
	char real[PATH_MAX];

	return put(out, hk_span_cstr(realpath(place, real) ? real : place));
}

static enum hk_status put_places(struct hk_buf *out,
				 const struct hiku_index *index)
{
	enum hk_status status;
	size_t count = 0;

	while (hiku_index_place(index, count))
		count++;
	status = put_number(out, count);
	for (size_t i = 0; i < count && !status; i++)
		status = put_place(out, hiku_index_place(index, i));
	return status;
}

static struct hk_str text_of(const struct hiku_answer *answer, size_t hit,
			     enum hiku_hit_text which)
{
	return hk_ask_str(hiku_hit_text(answer, hit, which));
}

/* Fields end with a NUL, so a name that has one cannot be kept. */
static bool is_plain(const struct hiku_answer *answer, size_t hit)
{
	struct hk_str id = text_of(answer, hit, HIKU_ID);
	struct hk_str member = text_of(answer, hit, HIKU_MEMBER);

	return !(id.len && memchr(id.data, '\0', id.len)) &&
	       !(member.len && memchr(member.data, '\0', member.len));
}

static enum hk_status put_hit(struct hk_buf *out,
			      const struct hiku_answer *answer, size_t hit,
			      uint32_t line)
{
	static const enum hiku_hit_text texts[] = {HIKU_ID, HIKU_PATH,
						   HIKU_MEMBER, HIKU_ENCODING};
	enum hk_status status =
		put_number(out, hiku_hit_number(answer, hit, HIKU_RANK));

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts) && !status; i++)
		status = put(out, text_of(answer, hit, texts[i]));
	if (!status)
		status = put_number(out, line);
	if (!status)
		status = put_number(out,
				    hiku_hit_number(answer, hit, HIKU_PAGED));
	return status;
}

static enum hk_status put_answer(struct hk_buf *out,
				 const struct hk_query_options *o,
				 const struct hiku_index *index,
				 const char *query,
				 const struct hiku_answer *answer,
				 const uint32_t *lines)
{
	size_t hits = hiku_answer_hits(answer), count = 0;
	enum hk_status status = put(out, hk_span_cstr(VERSION));

	if (hits > HK_STATE_HITS)
		hits = HK_STATE_HITS;
	for (size_t i = 0; i < hits; i++)
		count += is_plain(answer, i);
	if (!status)
		status = put_places(out, index);
	if (!status)
		status = put(out, hk_span_cstr(query));
	if (!status)
		status = put_number(out, o->all);
	if (!status)
		status = put_number(out, o->exact);
	if (!status)
		status = put_number(out, o->literal);
	if (!status)
		status = put_number(out, count);
	for (size_t i = 0; i < hits && !status; i++)
		if (is_plain(answer, i))
			status = put_hit(out, answer, i, lines[i]);
	return status;
}

void hk_state_save(const struct hk_query_options *options,
		   const struct hiku_index *index, const char *query,
		   const struct hiku_answer *answer, const uint32_t *lines)
{
	struct hk_buf bytes;

	hk_buf_init(&bytes, BYTES_MAX);
	if (!put_answer(&bytes, options, index, query, answer, lines))
		hk_state_file_write(KIND, hk_buf_str(&bytes));
	hk_buf_release(&bytes);
}

/* ---- Reading ---- */

struct fields {
	const char *at, *end;
	bool bad;
};

/* The next field, which the bytes end with a NUL. */
static const char *take(struct fields *f)
{
	const char *field = f->at;
	const char *nul =
		f->at < f->end ? memchr(field, '\0', (size_t)(f->end - field))
			       : NULL;

	if (!nul) {
		f->bad = true;
		return "";
	}
	f->at = nul + 1;
	return field;
}

static uint64_t take_number(struct fields *f, uint64_t most)
{
	const char *text = take(f);
	char *end;
	unsigned long long number;

	errno = 0;
	number = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || number > most) {
		f->bad = true;
		return 0;
	}
	return number;
}

static enum hk_status parse(struct hk_state *s, struct fields *f)
{
	if (strcmp(take(f), VERSION) != 0)
		return HK_EFORMAT;
	s->place_count = (size_t)take_number(f, 10000);
	s->places = calloc(s->place_count + 1, sizeof(*s->places));
	if (!s->places)
		return HK_ENOMEM;
	for (size_t i = 0; i < s->place_count; i++)
		s->places[i] = take(f);
	s->query = take(f);
	s->all = take_number(f, 1);
	s->exact = take_number(f, 1);
	s->literal = take_number(f, 1);
	s->hit_count = (size_t)take_number(f, HK_STATE_HITS);
	s->hits = calloc(s->hit_count + 1, sizeof(*s->hits));
	if (!s->hits)
		return HK_ENOMEM;
	for (size_t i = 0; i < s->hit_count; i++) {
		struct hk_state_hit *hit = &s->hits[i];

		hit->rank = take_number(f, UINT64_MAX);
		hit->id = take(f);
		hit->path = take(f);
		hit->member = take(f);
		hit->encoding = take(f);
		hit->line = (uint32_t)take_number(f, UINT32_MAX);
		hit->page = take_number(f, 1);
	}
	return f->bad || f->at != f->end ? HK_EFORMAT : HK_OK;
}

enum hk_status hk_state_load(struct hk_state *out, struct hk_error *err)
{
	struct hk_buf path;
	enum hk_status status;
	struct fields f;

	memset(out, 0, sizeof(*out));
	hk_buf_init(&out->bytes, BYTES_MAX);
	hk_buf_init(&path, 1u << 20);
	status = hk_state_file_read(&out->bytes, &path, KIND, err);
	if (!status) {
		f = (struct fields){out->bytes.data,
				    out->bytes.data + out->bytes.len, false};
		status = parse(out, &f);
		if (status == HK_EFORMAT)
			hk_error_set(err, HK_EFORMAT,
				     "%s is damaged; ask again", path.data);
		else if (status)
			hk_error_nomem(err);
	}
	hk_buf_release(&path);
	return status;
}

void hk_state_release(struct hk_state *s)
{
	free(s->places);
	free(s->hits);
	hk_buf_release(&s->bytes);
}

const struct hk_state_hit *hk_state_hit(const struct hk_state *s, uint64_t rank)
{
	for (size_t i = 0; i < s->hit_count; i++)
		if (s->hits[i].rank == rank)
			return &s->hits[i];
	return NULL;
}
