/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Transfer encodings and charsets. */

#include <strings.h>

#include "formats/mail/mail.h"
#include "formats/plain.h"
#include "base/utf8.h"

/* Fewer bytes above ASCII do not tell what they are. */
#define HIGH_MIN 4

/* ---- Transfer ---- */

static bool is_uuencode(struct hk_str name)
{
	static const char *const names[] = {"x-uuencode", "uuencode", "x-uue",
					    "uue"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (hk_mail_type_is(name, names[i]))
			return true;
	return false;
}

bool hk_mail_plain(struct hk_str transfer)
{
	struct hk_str name = hk_mail_type(transfer);

	return !hk_mail_type_is(name, "base64") &&
	       !hk_mail_type_is(name, "quoted-printable") && !is_uuencode(name);
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/*
 * Does what follows the '=' at `at` go on with base64? Some mailers join pieces
 * that each have their padding; others write a line of text behind the end,
 * which has other characters, or not four of these at a time.
 */
static bool goes_on(struct hk_str text, size_t at)
{
	size_t count = 0;

	while (at < text.len && text.data[at] == '=')
		at++;
	while (at < text.len && text.data[at] != '=') {
		char c = text.data[at++];

		if (c == '\n' || c == '\r')
			continue;
		if (base64_value(c) < 0)
			return false;
		count++;
	}
	while (at < text.len && text.data[at] == '=' && count % 4) {
		at++;
		count++;
	}
	return count % 4 == 0;
}

enum hk_status hk_mail_base64(struct hk_buf *out, struct hk_str text,
			      struct hk_mail_bits *bits)
{
	/* All bits of it, those left over before, and the NUL. */
	enum hk_status status = hk_buf_reserve(out, text.len / 4 * 3 + 4);

	for (size_t i = 0; i < text.len && !status; i++) {
		int value = base64_value(text.data[i]);

		if (text.data[i] == '=') {
			memset(bits, 0, sizeof(*bits));
			if (i && text.data[i - 1] != '=' && !goes_on(text, i))
				break;
		}
		if (value < 0)
			continue;
		bits->value = (bits->value << 6 | (unsigned)value) & 0xFFFFFF;
		bits->count += 6;
		if (bits->count < 8)
			continue;
		bits->count -= 8;
		status = hk_buf_putc(out,
				     (char)(bits->value >> bits->count & 0xFF));
		bits->value &= (1u << bits->count) - 1;
	}
	return status;
}

/* The length of a soft line break at `at`: '=', blanks, and a line end or the
 * end of the text; else 0. */
static size_t soft_break(struct hk_str text, size_t at)
{
	size_t end = at + 1;

	while (end < text.len &&
	       (text.data[end] == ' ' || text.data[end] == '\t'))
		end++;
	if (end < text.len && text.data[end] == '\r')
		end++;
	if (end == text.len)
		return end - at;
	return text.data[end] == '\n' ? end + 1 - at : 0;
}

static enum hk_status quoted(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < text.len && !status; i++) {
		char c = text.data[i];
		size_t soft = c == '=' ? soft_break(text, i) : 0;
		int byte = c == '='
				   ? hk_span_hex_byte(hk_span_from(text, i + 1))
				   : -1;

		if (soft) {
			i += soft - 1;
			continue;
		}
		status = hk_buf_putc(out, byte < 0 ? c : (char)byte);
		i += byte < 0 ? 0 : 2;
	}
	return status;
}

/* A line of uuencode: the number of its bytes, then four characters for each
 * three of them. */
static enum hk_status uu_line(struct hk_buf *out, struct hk_str line)
{
	enum hk_status status = HK_OK;
	size_t left = line.len ? (size_t)(line.data[0] - ' ') & 0x3F : 0;

	for (size_t at = 1; left && !status; at += 4) {
		uint32_t value = 0;

		/* Blanks at its end may be gone. */
		for (size_t i = 0; i < 4; i++) {
			char c = at + i < line.len ? line.data[at + i] : ' ';

			value = value << 6 | ((uint32_t)(c - ' ') & 0x3F);
		}
		for (size_t i = 0; i < 3 && left && !status; i++, left--)
			status = hk_buf_putc(
				out, (char)(value >> (16 - 8 * i) & 0xFF));
	}
	return status;
}

/* All lines between `begin MODE NAME` and `end`; the bytes as they are where
 * there is no such line. */
static enum hk_status uudecode(struct hk_buf *out, struct hk_str bytes)
{
	enum hk_status status = HK_OK;
	struct hk_str rest = bytes, line;
	bool open = false, any = false;

	while (!status && hk_plain_line(&line, &rest)) {
		if (!open) {
			open = hk_span_starts(line, "begin ");
			any = any || open;
		} else if (hk_span_same(line, hk_span_cstr("end"))) {
			open = false;
		} else {
			status = uu_line(out, line);
		}
	}
	return status || any ? status
			     : hk_buf_append(out, bytes.data, bytes.len);
}

enum hk_status hk_mail_transfer(struct hk_buf *out, struct hk_str bytes,
				struct hk_str transfer)
{
	struct hk_str name = hk_mail_type(transfer);
	struct hk_mail_bits bits = {0, 0};

	if (hk_mail_type_is(name, "base64"))
		return hk_mail_base64(out, bytes, &bits);
	if (hk_mail_type_is(name, "quoted-printable"))
		return quoted(out, bytes);
	if (is_uuencode(name))
		return uudecode(out, bytes);
	return hk_buf_append(out, bytes.data, bytes.len);
}

/* ---- Charsets ---- */

/* The first name is read as the second one; "" means that it says nothing. */
static const char *const charsets[][2] = {
	{"us-ascii", ""},
	{"ascii", ""},
	{"ansi_x3.4-1968", ""},
	{"unknown-8bit", ""},
	{"x-unknown", ""},
	{"unknown", ""},
	{"default", ""},
	{"_autodetect", ""},
	{"_iso-2022-jp$esc", "iso-2022-jp"},
	{"_iso-2022-jp$sio", "iso-2022-jp"},
	{"cp50220", "iso-2022-jp"},
	{"cp50221", "iso-2022-jp"},
	{"cp50222", "iso-2022-jp"},
	{"iso-2022-jp-ms", "iso-2022-jp"},
	{"csiso2022jp", "iso-2022-jp"},
	{"shift_jis", "cp932"},
	{"shift-jis", "cp932"},
	{"sjis", "cp932"},
	{"x-sjis", "cp932"},
	{"x-sjis-jp", "cp932"},
	{"x-ms-cp932", "cp932"},
	{"ms_kanji", "cp932"},
	{"csshiftjis", "cp932"},
	{"windows-31j", "cp932"},
	{"windows-932", "cp932"},
	{"cswindows31j", "cp932"},
	{"euc-jp", "euc-jp-ms"},
	{"x-euc-jp", "euc-jp-ms"},
	{"x-euc", "euc-jp-ms"},
	{"ujis", "euc-jp-ms"},
	{"cseucpkdfmtjapanese", "euc-jp-ms"},
	{"cp51932", "euc-jp-ms"},
	{"utf8", "utf-8"},
	{"unicode-1-1-utf-8", "utf-8"},
	{"unicode-1-1-utf-7", "utf-7"},
};

static struct hk_str charset_of(struct hk_str name)
{
	const char *language =
		memchr(name.data ? name.data : "", '*', name.len);

	if (language) /* RFC 2231: charset*language */
		name.len = (size_t)(language - name.data);
	name = hk_plain_trim(name);
	for (size_t i = 0; i < sizeof(charsets) / sizeof(*charsets); i++)
		if (hk_mail_type_is(name, charsets[i][0]))
			return hk_span_cstr(charsets[i][1]);
	return name;
}

/* Does it begin two-byte characters as ISO-2022-JP does? */
static bool has_shifts(struct hk_str bytes)
{
	return memmem(bytes.data, bytes.len, "\x1B$", 2) != NULL;
}

static bool is_latin(struct hk_str name)
{
	return hk_mail_type_is(name, "iso-8859-1") ||
	       hk_mail_type_is(name, "windows-1252");
}

/* Mailers that do not know better declare Latin-1: it is ignored if the bytes
 * are clearly something else. */
static bool is_doubtful(struct hk_str name, struct hk_str bytes)
{
	return is_latin(name) && (hk_utf8_valid(bytes) || has_shifts(bytes));
}

static bool is_ascii(struct hk_str bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		if (bytes.data[i] & 0x80 || bytes.data[i] == 0x1B)
			return false;
	return true;
}

/* Copy UTF-8 as it is, and each other byte as U+FFFD. */
static enum hk_status mend(struct hk_buf *out, struct hk_str bytes)
{
	enum hk_status status = HK_OK;
	size_t done = 0, at = 0;

	while (at < bytes.len && !status) {
		uint32_t c;
		size_t n = hk_utf8_decode(bytes.data + at, bytes.len - at, &c);

		at += n;
		if (n && at < bytes.len)
			continue;
		status = hk_buf_append(out, bytes.data + done, at - done);
		if (!n && !status) {
			status = hk_buf_puts(out, "\xEF\xBF\xBD");
			at++;
		}
		done = at;
	}
	return status;
}

/* Decode, or leave `out` as it was. True: it is done, `*status` says how. */
static bool attempt(struct hk_buf *out, struct hk_str bytes, struct hk_str name,
		    size_t worse_than, size_t *replaced, enum hk_status *status)
{
	struct hk_encoding_result how = {0};
	size_t begin = out->len;

	*status = hk_encoding_decode(out, bytes, name, &how, NULL);
	*replaced = *status ? SIZE_MAX : how.replaced;
	if (*status == HK_ENOMEM || *status == HK_ETOOBIG ||
	    (!*status && how.replaced < worse_than))
		return true;
	if (out->data)
		out->data[out->len = begin] = '\0';
	return false;
}

/* Are there more bytes above ASCII, or more where Latin-1 has control
 * characters, than in any language that is written in it? */
static bool is_dense(struct hk_str bytes)
{
	size_t high = 0, controls = 0;

	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char c = (unsigned char)bytes.data[i];

		high += c >= 0x80;
		controls += c >= 0x80 && c < 0xA0;
	}
	return high >= HIGH_MIN &&
	       (controls * 8 >= high || high * 3 >= bytes.len);
}

/* Decode as the Japanese encoding that the bytes are clearly in, though they
 * are declared Latin-1. True: it is done. */
static bool attempt_japanese(struct hk_buf *out, struct hk_str bytes,
			     enum hk_status *status)
{
	struct hk_encoding_result how = {0};
	size_t begin = out->len;

	if (!is_dense(bytes))
		return false;
	*status = hk_encoding_decode(out, bytes, hk_span_cstr(""), &how, NULL);
	if (!*status && !how.replaced &&
	    (hk_mail_type_is(how.name, "cp932") ||
	     hk_mail_type_is(how.name, "euc-jp")))
		return true;
	if (out->data)
		out->data[out->len = begin] = '\0';
	return *status == HK_ENOMEM || *status == HK_ETOOBIG;
}

static enum hk_status decode(struct hk_buf *out, struct hk_str bytes,
			     struct hk_str name, struct hk_str user)
{
	size_t replaced = SIZE_MAX, other;
	enum hk_status status;

	if (is_latin(name) && attempt_japanese(out, bytes, &status))
		return status;
	if (is_doubtful(name, bytes))
		name = hk_span_cstr(hk_utf8_valid(bytes) ? "utf-8" : "");
	if (!name.len && has_shifts(bytes))
		name = hk_span_cstr("iso-2022-jp");
	if ((!name.len || hk_mail_type_is(name, "utf-8")) && is_ascii(bytes))
		return hk_buf_append(out, bytes.data, bytes.len);
	/* As declared, if all of it fits; */
	if (name.len && attempt(out, bytes, name, 1, &replaced, &status))
		return status;
	/* as found out, if more of it does; */
	if (attempt(out, bytes, user, replaced, &other, &status))
		return status;
	/* then as declared after all. */
	if (replaced < SIZE_MAX &&
	    attempt(out, bytes, name, SIZE_MAX, &other, &status))
		return status;
	return mend(out, bytes);
}

enum hk_status hk_mail_decode(struct hk_buf *out, struct hk_str bytes,
			      struct hk_str charset, struct hk_str user)
{
	size_t begin = out->len;
	enum hk_status status;

	if (!bytes.len)
		return HK_OK;
	status = decode(out, bytes, charset_of(charset), user);
	for (size_t i = begin; i < out->len && !status; i++)
		if (!out->data[i])
			out->data[i] = ' ';
	return status;
}
