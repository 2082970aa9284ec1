/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "encoding/convert_private.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>

#include "encoding/jis.h"

#define NO_ICONV ((iconv_t)(-1))
/* Bytes that iconv is given at once. */
#define RUN 8192
/* Rare characters are at most FEW, or one in RARE_SHARE that are not ASCII. */
#define FEW	   32
#define RARE_SHARE 8

/* What a sequence of bytes is, before any table is asked. */
enum kind {
	BROKEN, /* not a sequence */
	PLAIN,
	VENDOR, /* where Microsoft, IBM and NEC put characters of their own,
		 * and JIS X 0213 others */
	GAIJI,	/* where users may, and JIS X 0213 does */
};

struct codec {
	/* The sequence at `p`, of at least 1 byte: its kind and length. */
	enum kind (*look)(const unsigned char *p, size_t len, size_t *n);
	const char *const
		*common; /* iconv's names, the best first, then NULL */
	const char *const *rare;
};

/*
 * The last one is what an iconv without Microsoft's table may have (musl): the
 * vendors' characters are then counted as unreadable, and all others are read.
 */
static const char *const cp932_names[] = {"CP932", "MS932", "SJIS", "SHIFT_JIS",
					  NULL};
static const char *const euc_names[] = {"EUC-JP-MS", "EUCJP-MS", "EUC-JP",
					NULL};
static const char *const sjis2004_names[] = {"SHIFT_JISX0213", "SHIFT_JIS-2004",
					     NULL};
static const char *const euc2004_names[] = {"EUC-JISX0213", "EUC-JIS-2004",
					    NULL};

/* One conversion. */
struct job {
	const struct codec *codec;
	struct hk_buf *out;
	struct hk_str bytes;
	struct hk_convert_result *result;
	iconv_t common, rare, vendor; /* the last one for EUC: CP932 */
	bool x0213;		      /* may rare characters be read? */
	bool x0213_own;		      /* and before those of VENDOR? */
	size_t odd; /* sequences that are unassigned in the common encoding */
	size_t vendors; /* sequences of VENDOR that are assigned */
};

static enum kind look_sjis(const unsigned char *p, size_t len, size_t *n)
{
	unsigned char c = p[0];

	*n = 1;
	if (c < 0x80 || (c >= 0xA1 && c <= 0xDF))
		return PLAIN;
	if (c == 0x80 || c == 0xA0 || c > 0xFC || len < 2 || p[1] < 0x40 ||
	    p[1] == 0x7F || p[1] > 0xFC)
		return BROKEN;
	*n = 2;
	if (c == 0xED || c == 0xEE || c >= 0xFA)
		return VENDOR;
	return c >= 0xF0 ? GAIJI : PLAIN;
}

static bool is_euc(unsigned char c)
{
	return c >= 0xA1 && c <= 0xFE;
}

static enum kind look_euc(const unsigned char *p, size_t len, size_t *n)
{
	unsigned char c = p[0];

	*n = 1;
	if (c < 0x80)
		return PLAIN;
	if (len < 2 || !is_euc(p[1]))
		return BROKEN;
	*n = 2;
	if (c == 0x8E && p[1] <= 0xDF)
		return PLAIN;
	if (is_euc(c) && c < 0xF5)
		return PLAIN;
	if (is_euc(c)) /* NEC's choice of IBM's, as Windows writes EUC */
		return c >= 0xF9 && c <= 0xFC ? VENDOR : GAIJI;
	if (c == 0x8F && len > 2 && is_euc(p[2])) {
		*n = 3;
		if (p[1] == 0xF3 || p[1] == 0xF4)
			return VENDOR;
		return p[1] >= 0xF5 ? GAIJI : PLAIN;
	}
	*n = 1;
	return BROKEN;
}

static const struct codec sjis = {look_sjis, cp932_names, sjis2004_names};
static const struct codec euc = {look_euc, euc_names, euc2004_names};

static iconv_t open_first(const char *const *names)
{
	iconv_t converter = NO_ICONV;

	for (; *names && converter == NO_ICONV; names++)
		converter = iconv_open("UTF-8", *names);
	return converter;
}

static void close_one(iconv_t converter)
{
	if (converter != NO_ICONV)
		iconv_close(converter);
}

enum hk_status hk_convert_replace(struct hk_buf *out,
				  struct hk_convert_result *result, size_t at)
{
	if (!result->replaced++)
		result->first_bad = at;
	return hk_buf_append(out, "\xEF\xBF\xBD", 3);
}

enum hk_status hk_convert_fail(struct hk_error *err, enum hk_status status,
			       const struct hk_buf *out)
{
	if (status == HK_ETOOBIG)
		return hk_error_set(err, status,
				    "longer than %zu bytes as UTF-8", out->max);
	return hk_error_nomem(err);
}

/*
 * Append what iconv makes of `*bytes`, which it is moved over. HK_EENCODING
 * at a sequence that it refuses.
 */
static enum hk_status pour(struct hk_buf *out, iconv_t converter,
			   struct hk_str *bytes)
{
	char *in = (char *)(uintptr_t)bytes->data;
	size_t in_left = bytes->len, n;
	enum hk_status status = HK_OK;

	do {
		char piece[RUN], *to = piece;
		size_t to_left = sizeof(piece);

		errno = 0;
		n = iconv(converter, &in, &in_left, &to, &to_left);
		if (n == (size_t)-1 && errno == E2BIG && to == piece)
			n = 0; /* not a character: do not loop forever */
		status = hk_buf_append(out, piece, sizeof(piece) - to_left);
	} while (!status && n == (size_t)-1 && errno == E2BIG);
	bytes->data = in;
	bytes->len = in_left;
	if (status)
		return status;
	return in_left ? HK_EENCODING : HK_OK;
}

/* Append what `converter` makes of one sequence; false if it refuses it. */
static bool pour_one(struct job *job, iconv_t converter, const char *sequence,
		     size_t len, enum hk_status *status)
{
	char piece[32], *to = piece, *in = (char *)(uintptr_t)sequence;
	size_t to_left = sizeof(piece);

	if (converter == NO_ICONV)
		return false;
	iconv(converter, NULL, NULL, NULL, NULL);
	/* The second call flushes what waits for a combining mark. */
	if (iconv(converter, &in, &len, &to, &to_left) == (size_t)-1 || len ||
	    iconv(converter, NULL, NULL, &to, &to_left) == (size_t)-1)
		return false;
	*status = hk_buf_append(job->out, piece, sizeof(piece) - to_left);
	return true;
}

/*
 * A sequence of EUC that Microsoft's CP51932 has: it is CP932 with its rows
 * written differently, and becomes that. False if it has none.
 */
static bool pour_vendor(struct job *job, const char *sequence, size_t len,
			enum hk_status *status)
{
	unsigned row, cell;
	char moved[2];

	if (job->vendor == NO_ICONV || len != 2 || sequence[0] == '\x8E')
		return false;
	row = (unsigned char)sequence[0] - 0xA1u;
	cell = (unsigned char)sequence[1] - 0xA1u;
	moved[0] = (char)(row / 2 + (row < 62 ? 0x81 : 0xC1));
	if (row % 2)
		moved[1] = (char)(cell + 0x9F);
	else
		moved[1] = (char)(cell + (cell < 63 ? 0x40 : 0x41));
	return pour_one(job, job->vendor, moved, 2, status);
}

static bool pour_common(struct job *job, const char *sequence, size_t len,
			enum kind kind, enum hk_status *status)
{
	if (kind == VENDOR && len == 2 && job->codec == &euc)
		return pour_vendor(job, sequence, len, status);
	return pour_one(job, job->common, sequence, len, status) ||
	       (kind == PLAIN && pour_vendor(job, sequence, len, status));
}

/* Write a sequence that is not plain, or that iconv has refused; returns its
 * status and how many bytes were taken. */
static enum hk_status write_odd(struct job *job, const char *sequence,
				size_t len, enum kind kind, size_t *taken)
{
	enum hk_status status = HK_OK;
	bool rare_first = job->x0213 && (kind != VENDOR || job->x0213_own);

	*taken = len;
	if (rare_first && kind != BROKEN &&
	    pour_one(job, job->rare, sequence, len, &status)) {
		job->result->x0213 = true;
		return status;
	}
	if (kind != BROKEN && pour_common(job, sequence, len, kind, &status)) {
		job->odd += kind == GAIJI;
		job->vendors += kind == VENDOR;
		return status;
	}
	if (job->x0213 && kind == VENDOR &&
	    pour_one(job, job->rare, sequence, len, &status)) {
		job->result->x0213 = true;
		return status;
	}
	job->odd += kind != BROKEN;
	/* The trail byte of Shift_JIS may be ASCII, which is likelier. */
	if (kind == BROKEN || (unsigned char)sequence[len - 1] < 0x80)
		*taken = 1;
	return hk_convert_replace(job->out, job->result,
				  (size_t)(sequence - job->bytes.data));
}

/* The bytes from `at` on that are plain. */
static size_t plain_length(const struct job *job, size_t at)
{
	const unsigned char *p = (const unsigned char *)job->bytes.data + at;
	size_t len = job->bytes.len - at, done = 0, n;

	while (done < len && done < RUN) {
		if (p[done] < 0x80) {
			done++;
			continue;
		}
		if (job->codec->look(p + done, len - done, &n) != PLAIN)
			break;
		done += n;
	}
	return done;
}

static enum hk_status run(struct job *job)
{
	size_t at = 0;

	while (at < job->bytes.len) {
		const char *p = job->bytes.data + at;
		struct hk_str plain = {p, plain_length(job, at)};
		enum hk_status status = HK_OK;
		enum kind kind;
		size_t n;

		if (plain.len) {
			status = pour(job->out, job->common, &plain);
			at = (size_t)(plain.data - job->bytes.data);
		}
		if (status && status != HK_EENCODING)
			return status;
		if (at == job->bytes.len || (plain.data != p && !plain.len))
			continue;
		p = job->bytes.data + at;
		kind = job->codec->look((const unsigned char *)p,
					job->bytes.len - at, &n);
		status = write_odd(job, p, n, kind, &n);
		if (status)
			return status;
		at += n;
	}
	return HK_OK;
}

/*
 * Are `odd` sequences few enough to be rare characters of an article? Lists of
 * NEC's and of users' own characters are full of what JIS X 0213 has others
 * for.
 */
static bool may_be_rare(const struct job *job, size_t begin, size_t odd)
{
	size_t wide = 0;

	if (odd <= FEW)
		return true;
	for (size_t i = begin; i < job->out->len; i++)
		wide += (unsigned char)job->out->data[i] >= 0xC0;
	return odd <= wide / RARE_SHARE;
}

/*
 * First as the common encoding. If that leaves something over, JIS X 0213 is
 * asked: of broken bytes it would make rare kanji, so it must explain nearly
 * all. Where vendors' characters outnumber what is left over, they stay.
 */
static enum hk_status run_both(struct job *job)
{
	size_t begin = job->out->len, odd, vendors;
	struct hk_convert_result first;
	enum hk_status status = run(job);
	bool explained;

	if (status || !job->odd || job->x0213 ||
	    !may_be_rare(job, begin, job->odd))
		return status;
	first = *job->result;
	odd = job->odd;
	vendors = job->vendors;
	job->rare = open_first(job->codec->rare);
	if (job->rare == NO_ICONV)
		return HK_OK;
	for (job->x0213 = true;; job->x0213 = false) {
		memset(job->result, 0, sizeof(*job->result));
		job->out->len = begin;
		job->odd = 0;
		job->x0213_own = job->x0213 && vendors <= odd;
		status = run(job);
		/* Nor is there much that has no meaning at all. */
		explained = job->odd <= odd / 8 &&
			    job->result->replaced <= 2 + odd / 8;
		if (status || explained || !job->x0213)
			break;
	}
	if (!status && !job->x0213)
		*job->result = first;
	return status;
}

static enum hk_status from_double(struct job *job, bool rare_only,
				  struct hk_error *err)
{
	enum hk_status status;

	job->common = open_first(job->codec->common);
	job->vendor = job->codec == &euc ? open_first(cp932_names) : NO_ICONV;
	job->rare = rare_only ? open_first(job->codec->rare) : NO_ICONV;
	job->x0213 = job->x0213_own = rare_only;
	if (job->common == NO_ICONV || (rare_only && job->rare == NO_ICONV))
		status = hk_error_set(
			err, HK_EUSAGE,
			"iconv on this system does not know %s: install its "
			"conversion tables",
			rare_only ? job->codec->rare[0]
				  : job->codec->common[0]);
	else
		status = run_both(job);
	close_one(job->common);
	close_one(job->vendor);
	close_one(job->rare);
	return status;
}

static enum hk_status from_jis(struct job *job, bool midway,
			       struct hk_error *err)
{
	struct hk_buf buf;
	enum hk_status status;
	bool x0213 = false;

	hk_buf_init(&buf, HK_BUF_NO_MAX);
	status = hk_jis_to_euc(&buf, job->bytes, midway, &x0213);
	if (!status) {
		job->bytes = hk_buf_str(&buf);
		job->codec = &euc;
		status = from_double(job, x0213, err);
	}
	hk_buf_release(&buf);
	return status;
}

/* Any other encoding that iconv knows; its errors say how much to skip. */
static enum hk_status from_named(struct job *job, const char *name,
				 struct hk_error *err)
{
	struct hk_str rest = job->bytes;
	enum hk_status status;
	iconv_t converter = NO_ICONV;

	/* A slash begins options, as of leaving out what does not fit. */
	if (!strchr(name, '/'))
		converter = iconv_open("UTF-8", name);
	if (converter == NO_ICONV)
		return hk_error_set(err, HK_EUSAGE,
				    "iconv knows no encoding %s: `iconv -l` "
				    "lists those it knows",
				    name);
	do {
		status = pour(job->out, converter, &rest);
		if (status != HK_EENCODING)
			break;
		status = hk_convert_replace(
			job->out, job->result,
			(size_t)(rest.data - job->bytes.data));
		rest.data++;
		rest.len--;
	} while (!status && rest.len);
	if (!status) {
		char piece[64], *to = piece;
		size_t to_left = sizeof(piece);

		if (iconv(converter, NULL, NULL, &to, &to_left) != (size_t)-1)
			status = hk_buf_append(job->out, piece,
					       sizeof(piece) - to_left);
	}
	iconv_close(converter);
	return status;
}

enum hk_status hk_convert_run(struct hk_buf *out, struct hk_str bytes,
			      enum hk_charset charset, const char *name,
			      struct hk_convert_result *result,
			      struct hk_error *err)
{
	struct job job = {.out = out, .bytes = bytes, .result = result};
	enum hk_status status;

	memset(result, 0, sizeof(*result));
	switch (charset) {
	case HK_CHARSET_NONE:
		status = from_named(&job, name, err);
		break;
	case HK_CHARSET_CP932:
	case HK_CHARSET_SJIS2004:
		job.codec = &sjis;
		status = from_double(&job, charset == HK_CHARSET_SJIS2004, err);
		break;
	case HK_CHARSET_EUCJP:
	case HK_CHARSET_EUC2004:
		job.codec = &euc;
		status = from_double(&job, charset == HK_CHARSET_EUC2004, err);
		break;
	case HK_CHARSET_ISO2022JP:
	case HK_CHARSET_JIS_MIDWAY:
		status = from_jis(&job, charset == HK_CHARSET_JIS_MIDWAY, err);
		break;
	default:
		status = hk_convert_unicode(out, bytes, charset, result);
	}
	if (status == HK_ENOMEM || status == HK_ETOOBIG)
		return hk_convert_fail(err, status, out);
	return status;
}
