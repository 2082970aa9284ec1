/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "encoding/encoding.h"

#include "encoding/convert.h"
#include "encoding/detect.h"
#include "encoding/mixed.h"

#define NAME_MAX_BYTES 64
/* A text is refused only if it has more than BAD_MIN undecodable sequences, and
 * more than one in BAD_SHARE characters. */
#define BAD_MIN	  2
#define BAD_SHARE 5

/* A text is read line by line, each in its own encoding, if that leaves at most
 * one in FEWER of the undecodable sequences. */
#define FEWER 4
/* The confidence of that, in percent. */
#define MIXED 40
/* Bytes of a text; a longer one is read in one encoding. */
#define MIXED_MAX (16u << 20)

/*
 * Is most of what is not ASCII undecodable, and much of the whole? A word in
 * another encoding in a page of ASCII does no harm, nor does a cut character.
 */
static bool is_mostly_bad(const struct hk_buf *out, size_t begin,
			  size_t replaced)
{
	size_t chars = 0, wide = 0;

	if (replaced <= BAD_MIN)
		return false;
	for (size_t i = begin; i < out->len; i++) {
		unsigned char c = (unsigned char)out->data[i];

		chars += (c & 0xC0) != 0x80;
		wide += c >= 0xC0;
	}
	return replaced > wide / 2 && replaced > chars / BAD_SHARE;
}

static enum hk_status mostly_bad(struct hk_str bytes, size_t at,
				 const char *name, struct hk_error *err)
{
	size_t line = 1;

	for (size_t i = 0; i < at && i < bytes.len; i++)
		line += bytes.data[i] == '\n';
	return hk_error_set(err, HK_EENCODING,
			    "mostly not %s, from line %zu, byte %zu on; name "
			    "its encoding with --encoding",
			    name, line, at + 1);
}

static enum hk_status no_text(const struct hk_detect_result *guess,
			      struct hk_error *err)
{
	if (guess->binary)
		return hk_error_set(err, HK_ENOTTEXT, "not text");
	if (guess->declared.len)
		return hk_error_set(
			err, HK_EENCODING,
			"not in a Japanese encoding (it says %.*s); name it "
			"with --encoding",
			(int)guess->declared.len, guess->declared.data);
	return hk_error_set(err, HK_EENCODING,
			    "not in a Japanese encoding; if it is text, name "
			    "its encoding with --encoding");
}

/* The encoding that the user named, as a certain guess. */
static enum hk_status take_name(struct hk_detect_result *guess,
				struct hk_str name, struct hk_str bytes,
				struct hk_error *err)
{
	enum hk_charset marked = HK_CHARSET_NONE;
	enum hk_status status;
	size_t mark;

	memset(guess, 0, sizeof(*guess));
	guess->charset = hk_charset_named(name);
	guess->confidence = 100;
	mark = hk_detect_mark(bytes, &marked);
	if (guess->charset == HK_CHARSET_UTF16 && !mark) {
		status = hk_detect_guess(guess, bytes, err);
		if (status)
			return status;
		if (guess->charset != HK_CHARSET_UTF16BE)
			guess->charset = HK_CHARSET_UTF16LE;
		guess->confidence = 100;
	} else if (mark && (guess->charset == HK_CHARSET_UTF16 ||
			    guess->charset == marked)) {
		guess->charset = marked;
		guess->mark = mark;
	}
	guess->cut = 0;
	return HK_OK;
}

/*
 * Control characters of U+0080 to U+009F in UTF-8 are what is left of bytes
 * that were decoded wrongly before they were encoded. They become U+FFFD, but
 * for U+0085, which is a line end of some. Returns how many.
 */
static size_t replace_controls(struct hk_buf *out, size_t begin,
			       enum hk_status *status)
{
	static const char replacement[] = "\xEF\xBF\xBD";
	size_t count = 0, extra;
	char *at;

	for (size_t i = begin; i + 1 < out->len; i++) {
		unsigned char c = (unsigned char)out->data[i + 1];

		count += out->data[i] == '\xC2' && c < 0xA0 && c != 0x85;
	}
	if (!count)
		return 0;
	/* From the end on, each of them grows by a byte. */
	extra = count;
	for (size_t i = 0; i < count && !*status; i++)
		*status = hk_buf_putc(out, ' ');
	if (*status)
		return 0;
	at = out->data + out->len;
	for (const char *from = at - extra; from > out->data + begin; from--) {
		unsigned char c = (unsigned char)from[-1];

		if (c >= 0x80 && c < 0xA0 && c != 0x85 &&
		    from - 1 > out->data + begin && from[-2] == '\xC2') {
			at -= 3;
			memcpy(at, replacement, 3);
			from--;
		} else {
			*--at = from[-1];
		}
	}
	return count;
}

static enum hk_status decode(struct hk_buf *out, struct hk_str bytes,
			     const struct hk_detect_result *guess,
			     const char *name,
			     struct hk_encoding_result *result,
			     struct hk_error *err)
{
	struct hk_convert_result done = {0};
	size_t begin = out->len, skip = guess->mark + guess->cut;
	enum hk_status status = HK_OK;

	if (guess->cut)
		status = hk_buf_puts(out, "\xEF\xBF\xBD");
	if (!status)
		status = hk_convert_run(
			out, hk_span_str(bytes.data + skip, bytes.len - skip),
			guess->charset, name, &done, err);
	done.first_bad = guess->cut ? guess->mark : done.first_bad + skip;
	done.replaced += guess->cut > 0;
	result->replaced = done.replaced;
	if (done.x0213 && guess->charset == HK_CHARSET_CP932)
		result->name = hk_span_cstr("shift_jis-2004");
	if (done.x0213 && guess->charset == HK_CHARSET_EUCJP)
		result->name = hk_span_cstr("euc-jis-2004");
	if (!status && is_mostly_bad(out, begin, done.replaced))
		status = mostly_bad(bytes, done.first_bad, name, err);
	if (!status && guess->charset == HK_CHARSET_UTF8)
		result->replaced += replace_controls(out, begin, &status);
	if (status)
		out->len = begin;
	return status;
}

/* `*taken` if lines in several encodings explain the text better. */
static enum hk_status by_lines(bool *taken, struct hk_buf *out, size_t begin,
			       struct hk_str bytes, bool failed,
			       struct hk_encoding_result *result,
			       struct hk_error *err)
{
	struct hk_mixed_result mixed;
	enum hk_status status;
	struct hk_buf text;

	hk_buf_init(&text, out->max - begin);
	status = hk_mixed_decode(&text, bytes, &mixed, err);
	*taken = !status && mixed.mixed &&
		 (failed || mixed.replaced <= result->replaced / FEWER);
	if (*taken) {
		out->len = begin;
		status = hk_buf_append(out, text.data, text.len);
		result->name = hk_span_cstr("mixed");
		result->confidence = MIXED;
		result->replaced = mixed.replaced;
	}
	hk_buf_release(&text);
	return status;
}

static enum hk_status decode_guessed(struct hk_buf *out, struct hk_str bytes,
				     struct hk_encoding_result *result,
				     struct hk_error *err)
{
	struct hk_detect_result guess;
	size_t begin = out->len;
	enum hk_status status = hk_detect_guess(&guess, bytes, err), by;
	const char *name = hk_charset_name(guess.charset);
	bool taken = false;

	if (status)
		return status;
	if (guess.charset == HK_CHARSET_NONE) {
		status = no_text(&guess, err);
	} else {
		result->confidence = guess.confidence;
		result->name = hk_span_cstr(name);
		status = decode(out, bytes, &guess, name, result, err);
	}
	if ((status && status != HK_EENCODING) ||
	    (!status && result->replaced <= BAD_MIN) || guess.mark ||
	    bytes.len > MIXED_MAX)
		return status;
	by = by_lines(&taken, out, begin, bytes, status != HK_OK, result, err);
	return taken || by ? by : status;
}

enum hk_status hk_encoding_decode(struct hk_buf *out, struct hk_str bytes,
				  struct hk_str name,
				  struct hk_encoding_result *result,
				  struct hk_error *err)
{
	char given[NAME_MAX_BYTES] = "";
	struct hk_encoding_result unseen;
	struct hk_detect_result guess;
	enum hk_status status;

	if (!result)
		result = &unseen;
	memset(result, 0, sizeof(*result));
	if (!name.len)
		return decode_guessed(out, bytes, result, err);
	if (name.len >= sizeof(given))
		return hk_error_set(err, HK_EUSAGE,
				    "no encoding has a name this long");
	status = take_name(&guess, name, bytes, err);
	if (status)
		return status;
	result->confidence = guess.confidence;
	result->name = hk_span_cstr(hk_charset_name(guess.charset));
	if (guess.charset == HK_CHARSET_NONE)
		result->name = name;
	for (size_t i = 0; i < result->name.len; i++)
		given[i] = result->name.data[i];
	return decode(out, bytes, &guess, given, result, err);
}
