/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/rtf/code.h"

#include <stdio.h>

#include "encoding/encoding.h"
#include "base/utf8.h"

/* Bytes that are decoded together at most. */
#define RUN_MAX (1u << 16)
/* Code pages. */
#define JAPANESE 932
#define WESTERN	 1252

void hk_rtf_code_init(struct hk_rtf_code *code)
{
	memset(code, 0, sizeof(*code));
	hk_buf_init(&code->bytes, RUN_MAX + 16);
	hk_buf_init(&code->text, 8 * RUN_MAX);
}

void hk_rtf_code_release(struct hk_rtf_code *code)
{
	hk_buf_release(&code->bytes);
	hk_buf_release(&code->text);
}

/* The table of \fcharset in the specification, "Font Table". */
unsigned hk_rtf_code_of_charset(int32_t charset)
{
	static const struct {
		int32_t charset;
		unsigned page;
	} table[] = {
		{2, HK_RTF_CODE_SYMBOL},
		{77, 10000},
		{78, 10001},
		{79, 949},
		{80, 936},
		{81, 950},
		{128, JAPANESE},
		{129, 949},
		{130, 1361},
		{134, 936},
		{136, 950},
		{161, 1253},
		{162, 1254},
		{163, 1258},
		{177, 1255},
		{178, 1256},
		{186, 1257},
		{204, 1251},
		{222, 874},
		{238, 1250},
		{254, 437},
		{255, 850},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (table[i].charset == charset)
			return table[i].page;
	return 0;
}

bool hk_rtf_code_is_first(unsigned page, unsigned char byte)
{
	switch (page) {
	case JAPANESE:
	case 10001:
		return (byte >= 0x81 && byte <= 0x9F) ||
		       (byte >= 0xE0 && byte <= 0xFC);
	case 936:
	case 949:
	case 950:
	case 1361:
		return byte >= 0x81 && byte <= 0xFE;
	default:
		return false;
	}
}

static bool is_wide(unsigned page)
{
	return hk_rtf_code_is_first(page, 0x90);
}

/* ---- Decoding ---- */

static enum hk_status append_char(struct hk_rtf_code *code, uint32_t c)
{
	char bytes[4];

	if (c >= 0xD800 && c < 0xE000) {
		c = 0xFFFD;
		code->replaced++;
	}
	return hk_buf_append(&code->text, bytes, hk_utf8_encode(bytes, c));
}

static void name_of(char out[16], unsigned page)
{
	if (page == 10000)
		snprintf(out, 16, "MACINTOSH");
	else if (page == 10001)
		snprintf(out, 16, "CP%d", JAPANESE);
	else if (page == 1361)
		snprintf(out, 16, "JOHAB");
	else if (page == 65001)
		snprintf(out, 16, "UTF-8");
	else
		snprintf(out, 16, "CP%u", page);
}

/* Decode the bytes, all of them, if every one of them fits. */
static enum hk_status try_name(struct hk_rtf_code *code, struct hk_str name,
			       bool strict, bool *done)
{
	struct hk_encoding_result how;
	size_t before = code->text.len;
	enum hk_status status = hk_encoding_decode(
		&code->text, hk_buf_str(&code->bytes), name, &how, NULL);

	*done = !status && (!strict || !how.replaced);
	if (!status && !*done)
		code->text.len = before;
	else if (!status)
		code->replaced += (uint32_t)how.replaced;
	return status == HK_ENOMEM ? status : HK_OK;
}

static enum hk_status try_page(struct hk_rtf_code *code, unsigned page,
			       bool strict, bool *done)
{
	char name[16];

	name_of(name, page);
	return try_name(code, hk_span_cstr(name), strict, done);
}

/*
 * The code pages in which the bytes may be, the likeliest first. A font of no
 * charset of its own is in the document's, and of two bytes where that makes
 * sense of all of them: \'93\'fa may also stand in a font that claims to be
 * Western, and caf\'e9 in a Japanese document.
 */
static size_t candidates(const struct hk_rtf_code *code, unsigned pages[3])
{
	unsigned ansi = code->ansi ? code->ansi : JAPANESE;
	size_t count = 0;

	if (code->page)
		pages[count++] = code->page;
	if (code->page != ansi)
		pages[count++] = ansi;
	if (code->page != WESTERN && ansi != WESTERN)
		pages[count++] = WESTERN;
	return count;
}

static enum hk_status decode(struct hk_rtf_code *code)
{
	enum hk_status status = HK_OK;
	unsigned pages[3];
	size_t count = candidates(code, pages);
	bool done = false;

	if (code->forced.len)
		status = try_name(code, code->forced, true, &done);
	for (size_t i = 0; i < count && !done && !status; i++)
		status = try_page(code, pages[i], true, &done);
	if (!done && !status)
		status = try_page(code, pages[0], false, &done);
	if (done || status)
		return status;
	code->replaced++;
	return append_char(code, 0xFFFD);
}

static enum hk_status flush_bytes(struct hk_rtf_code *code)
{
	enum hk_status status = HK_OK;
	bool plain = true;

	for (size_t i = 0; i < code->bytes.len && plain; i++)
		plain = (unsigned char)code->bytes.data[i] < 0x80;
	if (plain && code->bytes.len)
		status = hk_buf_append(&code->text, code->bytes.data,
				       code->bytes.len);
	else if (code->bytes.len)
		status = decode(code);
	hk_buf_reset(&code->bytes);
	code->half = false;
	return status;
}

/* ---- Adding ---- */

static enum hk_status end_high(struct hk_rtf_code *code)
{
	uint32_t high = code->high;

	code->high = 0;
	return high ? append_char(code, high) : HK_OK;
}

enum hk_status hk_rtf_code_byte(struct hk_rtf_code *code, unsigned page,
				unsigned char byte)
{
	enum hk_status status = end_high(code);

	if (page == HK_RTF_CODE_SYMBOL && !code->half)
		return status; /* a picture */
	/* In a font of no charset nobody knows whether it was half of one. */
	if (!status && (!code->half || !code->page) &&
	    ((code->bytes.len && page != code->page) ||
	     code->bytes.len >= RUN_MAX))
		status = flush_bytes(code);
	if (status)
		return status;
	if (!code->bytes.len)
		code->page = page;
	page = code->page ? code->page : code->ansi ? code->ansi : JAPANESE;
	code->half = !code->half && is_wide(page) &&
		     hk_rtf_code_is_first(page, byte);
	return hk_buf_putc(&code->bytes, (char)byte);
}

enum hk_status hk_rtf_code_unit(struct hk_rtf_code *code, int32_t number)
{
	uint32_t unit = (uint32_t)(number < 0 ? number + 65536 : number);
	enum hk_status status;

	/* Some write code points beyond 65535, too. */
	if (number < -32768 || unit > 0x10FFFF || unit == 0)
		return HK_OK;
	status = flush_bytes(code);
	if (!status && code->high && unit >= 0xDC00 && unit < 0xE000) {
		unit = 0x10000 + ((code->high - 0xD800) << 10) +
		       (unit - 0xDC00);
		code->high = 0;
		return append_char(code, unit);
	}
	if (!status)
		status = end_high(code);
	if (status)
		return status;
	if (unit >= 0xD800 && unit < 0xDC00) {
		code->high = unit;
		return HK_OK;
	}
	/* Signs of fonts that are pictures. */
	if (unit >= 0xF000 && unit <= 0xF0FF)
		return HK_OK;
	return append_char(code, unit);
}

enum hk_status hk_rtf_code_flush(struct hk_rtf_code *code)
{
	enum hk_status status = end_high(code);

	return status ? status : flush_bytes(code);
}
