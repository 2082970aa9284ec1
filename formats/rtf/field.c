/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/rtf/private.h"

/*
 * Word's "Phonetic Guide", also as LibreOffice writes it:
 *
 *	EQ \* jc2 \* "Font:..." \* hps10 \o\ad(\s\up 9(reading),base)
 *
 * \o puts its arguments over each other, \s\up raises one. Commas and brackets
 * inside an argument have a backslash before them; the comma may be ; in some
 * countries.
 */

/* The byte behind the bracket that closes the one before `at`; 0: none does. */
static size_t behind_bracket(struct hk_str text, size_t at)
{
	unsigned open = 1;

	for (; at < text.len; at++) {
		if (text.data[at] == '\\')
			at++;
		else if (text.data[at] == '(')
			open++;
		else if (text.data[at] == ')' && !--open)
			return at + 1;
	}
	return 0;
}

static struct hk_str find(struct hk_str text, const char *what)
{
	const char *at =
		text.len ? memmem(text.data, text.len, what, strlen(what))
			 : NULL;

	return at ? hk_span_from(text, (size_t)(at - text.data) + strlen(what))
		  : hk_span_str("", 0);
}

/* Go behind the first opening bracket; empty: there is none. */
static struct hk_str behind_open(struct hk_str text)
{
	return find(text, "(");
}

static void add_plain(struct hk_office_flow *flow, struct hk_str text)
{
	size_t from = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] == '\\') {
			hk_office_flow_text(
				flow, hk_span_str(text.data + from, i - from));
			from = i + 1;
			i++;
		}
	hk_office_flow_text(
		flow, hk_span_from(text, from < text.len ? from : text.len));
}

bool hk_rtf_field_ruby(struct hk_office_flow *flow, struct hk_str inst)
{
	struct hk_str rest = hk_span_trim(inst), reading, base;
	size_t begin, end;

	if (!hk_span_starts(rest, "EQ"))
		return false;
	rest = find(rest, "\\o");
	rest = find(rest, "\\s\\up");
	reading = behind_open(rest);
	end = reading.len ? behind_bracket(reading, 0) : 0;
	if (!end || end >= reading.len ||
	    (reading.data[end] != ',' && reading.data[end] != ';'))
		return false;
	base = hk_span_from(reading, end + 1);
	reading.len = end - 1;
	end = behind_bracket(base, 0);
	if (end)
		base.len = end - 1;
	begin = hk_office_flow_at(flow);
	add_plain(flow, base);
	hk_office_flow_read(flow,
			    (struct hk_span){begin, hk_office_flow_at(flow)},
			    hk_span_trim(reading));
	return true;
}
