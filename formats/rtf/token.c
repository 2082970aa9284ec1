/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/rtf/token.h"

/* Letters of the longest name of a control word, and more. */
#define NAME_MAX_LEN 32

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int hex(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* A number behind a name; more digits than fit are passed over. */
static size_t take_number(struct hk_rtf_token *token, struct hk_str rest,
			  size_t at)
{
	bool minus = at < rest.len && rest.data[at] == '-';
	size_t first = at + minus;
	int64_t value = 0;

	if (first >= rest.len || !is_digit(rest.data[first]))
		return at;
	for (at = first; at < rest.len && is_digit(rest.data[at]); at++)
		if (value < INT32_MAX)
			value = value * 10 + (rest.data[at] - '0');
	if (value > INT32_MAX)
		value = INT32_MAX;
	token->numbered = true;
	token->number = (int32_t)(minus ? -value : value);
	return at;
}

/* The control word whose name begins behind the backslash. */
static size_t take_word(struct hk_rtf_token *token, struct hk_str rest)
{
	size_t at = 1;

	while (at < rest.len && at <= NAME_MAX_LEN && is_letter(rest.data[at]))
		at++;
	token->kind = HK_RTF_WORD;
	token->text = hk_span_str(rest.data + 1, at - 1);
	at = take_number(token, rest, at);
	return at + (at < rest.len && rest.data[at] == ' ');
}

/* What begins with a backslash; at least one byte is behind it. */
static size_t take_control(struct hk_rtf_token *token, struct hk_str rest)
{
	char sign = rest.data[1];
	int high, low;

	if (is_letter(sign))
		return take_word(token, rest);
	token->kind = HK_RTF_SYMBOL;
	token->byte = (unsigned char)sign;
	if (sign != '\'' || rest.len < 4)
		return 2;
	high = hex(rest.data[2]);
	low = hex(rest.data[3]);
	if (high < 0 || low < 0)
		return 2;
	token->kind = HK_RTF_BYTE;
	token->byte = (unsigned char)(high << 4 | low);
	return 4;
}

static bool is_text(char c)
{
	return c != '\\' && c != '{' && c != '}' && c != '\r' && c != '\n' &&
	       c != '\0';
}

static bool is_bin(const struct hk_rtf_token *token)
{
	return token->kind == HK_RTF_WORD &&
	       hk_span_same(token->text, hk_span_cstr("bin"));
}

bool hk_rtf_token_next(struct hk_rtf_token *token, struct hk_str *rest)
{
	size_t len = 0;

	memset(token, 0, sizeof(*token));
	while (rest->len && (*rest->data == '\r' || *rest->data == '\n' ||
			     *rest->data == '\0'))
		*rest = hk_span_from(*rest, 1);
	if (!rest->len || (*rest->data == '\\' && rest->len < 2))
		return false;
	switch (*rest->data) {
	case '{':
		token->kind = HK_RTF_OPEN;
		len = 1;
		break;
	case '}':
		token->kind = HK_RTF_CLOSE;
		len = 1;
		break;
	case '\\':
		len = take_control(token, *rest);
		break;
	default:
		token->kind = HK_RTF_TEXT;
		while (len < rest->len && is_text(rest->data[len]))
			len++;
		token->text = hk_span_str(rest->data, len);
	}
	*rest = hk_span_from(*rest, len);
	if (is_bin(token) && token->number > 0)
		*rest = hk_span_from(*rest, (size_t)token->number < rest->len
						    ? (size_t)token->number
						    : rest->len);
	return true;
}
