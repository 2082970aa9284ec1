/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "encoding/trial.h"

#define BIT HK_LIKELY_BIT

/* Cost of a cut character at the beginning and at the end. */
#define CUT_BEGIN (14 * BIT)
#define CUT_END	  (6 * BIT)
#define CUT_SOUND (6 * BIT)
/* for kanji that only JIS X 0213 has */
#define RARE (8 * BIT)
/* Bytes that the tail may be moved by, to begin with a line. */
#define LINE_MAX_BYTES 4096
/* Bytes of ASCII before `high` that show the neighbours of what follows. */
#define BEFORE 64

static bool is_high(char c)
{
	return (unsigned char)c >= 0x80;
}

static struct hk_str piece(struct hk_str bytes, size_t from, size_t len)
{
	if (from > bytes.len)
		from = bytes.len;
	if (len > bytes.len - from)
		len = bytes.len - from;
	return hk_span_str(bytes.data + from, len);
}

void hk_trial_choose(struct hk_trial_sample *sample, struct hk_str bytes,
		     size_t high, size_t size)
{
	/* Even, for UTF-16. */
	size_t begin = high > BEFORE ? (high - BEFORE) & ~(size_t)1 : 0;
	size_t middle = begin + size + (bytes.len - begin) / 2;
	struct hk_str tail;
	const char *line;

	memset(sample, 0, sizeof(*sample));
	sample->bytes = bytes;
	sample->head = piece(bytes, begin, size);
	sample->inside = begin > 0;
	if (middle >= bytes.len)
		return;
	tail = piece(bytes, middle, LINE_MAX_BYTES);
	line = memchr(tail.data, '\n', tail.len);
	if (line)
		sample->tail =
			piece(bytes, (size_t)(line - bytes.data) + 1, size / 4);
}

/* The text in `buf`; U+FFFD at its very end is a cut character. */
static void add(struct hk_trial *trial, const struct hk_likely *likely,
		const struct hk_buf *buf)
{
	struct hk_str text = hk_buf_str(buf);
	uint64_t before = trial->text.cost;

	if (text.len > 3 &&
	    !memcmp(text.data + text.len - 3, "\xEF\xBF\xBD", 3)) {
		text.len -= 3;
		trial->cost += CUT_END;
	}
	hk_likely_add(likely, text, &trial->text);
	trial->cost += (int64_t)(trial->text.cost - before);
}

static enum hk_status read_cut(struct hk_trial *trial,
			       const struct hk_trial_sample *sample,
			       const char *name, const struct hk_likely *likely,
			       struct hk_buf *buf)
{
	struct hk_convert_result result;
	struct hk_str pieces[2] = {sample->head, sample->tail};

	pieces[0].data += trial->cut;
	pieces[0].len -= trial->cut;
	trial->cost = trial->cut ? CUT_BEGIN : 0;
	memset(&trial->text, 0, sizeof(trial->text));
	for (size_t i = 0; i < 2; i++) {
		enum hk_status status;

		if (!pieces[i].len)
			continue;
		hk_buf_reset(buf);
		status = hk_convert_run(buf, pieces[i], trial->charset, name,
					&result, NULL);
		if (status)
			return status;
		if (result.x0213)
			trial->cost += RARE;
		add(trial, likely, buf);
	}
	return HK_OK;
}

/* How many bytes at the beginning may belong to a cut character. */
static size_t cut_max(const struct hk_trial_sample *sample,
		      enum hk_charset charset)
{
	size_t n = 0;

	switch (charset) {
	case HK_CHARSET_UTF8:
		while (n < 3 && n < sample->head.len &&
		       ((unsigned char)sample->head.data[n] & 0xC0) == 0x80)
			n++;
		return n;
	case HK_CHARSET_NONE:
	case HK_CHARSET_CP932:
	case HK_CHARSET_EUCJP:
		return sample->head.len > 2 && is_high(sample->head.data[0]);
	case HK_CHARSET_JIS_MIDWAY:
		return sample->head.len > 2;
	default:
		return 0;
	}
}

enum hk_status hk_trial_read(struct hk_trial *trial,
			     const struct hk_trial_sample *sample,
			     enum hk_charset charset, const char *name,
			     const struct hk_likely *likely, struct hk_buf *buf)
{
	struct hk_trial other = {.charset = charset};
	enum hk_status status;

	memset(trial, 0, sizeof(*trial));
	trial->charset = charset;
	status = read_cut(trial, sample, name, likely, buf);
	if (status || sample->inside)
		return status;
	other.cut = cut_max(sample, charset);
	if (!other.cut)
		return HK_OK;
	status = read_cut(&other, sample, name, likely, buf);
	/* Where nothing is broken, nothing was cut, unless it says much more.
	 */
	if (!trial->text.broken)
		other.cost += CUT_SOUND;
	if (!status && other.cost < trial->cost)
		*trial = other;
	return status;
}

void hk_trial_unknown(struct hk_trial *trial,
		      const struct hk_trial_sample *sample,
		      const struct hk_likely *likely)
{
	memset(trial, 0, sizeof(*trial));
	hk_likely_add_unknown(likely, sample->head, &trial->text);
	hk_likely_add_unknown(likely, sample->tail, &trial->text);
	trial->cost = (int64_t)trial->text.cost;
}
