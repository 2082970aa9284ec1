/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Small things of all readers of office files. */

#include "formats/office/office.h"

bool hk_office_is_on(struct hk_str value)
{
	return value.data && !hk_span_same(value, hk_span_cstr("0")) &&
	       !hk_span_same(value, hk_span_cstr("false")) &&
	       !hk_span_same(value, hk_span_cstr("off"));
}

unsigned hk_office_number(struct hk_str value, unsigned max, unsigned otherwise)
{
	unsigned long long number = 0;

	if (!value.len || value.len > 15)
		return otherwise;
	for (size_t i = 0; i < value.len; i++) {
		if (value.data[i] < '0' || value.data[i] > '9')
			return otherwise;
		number = number * 10 + (unsigned)(value.data[i] - '0');
	}
	return number < max ? (unsigned)number : max;
}

struct hk_str hk_office_relation_id(const struct hk_xml_parse_element *e)
{
	for (size_t i = 0; i < e->attribute_count; i++)
		if (e->attributes[i].space.len &&
		    hk_span_same(e->attributes[i].name, hk_span_cstr("id")))
			return e->attributes[i].value;
	return hk_span_str(NULL, 0);
}

#define CHOSEN_MAX \
	(sizeof(((struct hk_office_skip *)0)->chosen) / sizeof(unsigned))

bool hk_office_skip_open(struct hk_office_skip *s,
			 const struct hk_xml_parse_element *e)
{
	bool inside = s->count && s->chosen[s->count - 1] == e->depth - 1;

	if (s->from)
		return true;
	if (hk_xml_parse_is(e, "AlternateContent")) {
		if (s->count < CHOSEN_MAX)
			s->chosen[s->count++] = e->depth;
		return false;
	}
	if (!hk_xml_parse_is(e, "Choice") && !hk_xml_parse_is(e, "Fallback"))
		return false;
	/* The first that comes is taken: its place is no longer a depth. */
	if (inside)
		s->chosen[s->count - 1] |= 1u << 31;
	else if (s->count &&
		 s->chosen[s->count - 1] == (1u << 31 | (e->depth - 1)))
		s->from = e->depth;
	return s->from != 0;
}

bool hk_office_skip_close(struct hk_office_skip *s,
			  const struct hk_xml_parse_element *e)
{
	if (s->from) {
		if (s->from == e->depth)
			s->from = 0;
		return true;
	}
	if (s->count && (s->chosen[s->count - 1] & ~(1u << 31)) == e->depth)
		s->count--;
	return false;
}

void hk_office_skip_it(struct hk_office_skip *s,
		       const struct hk_xml_parse_element *e)
{
	s->from = e->depth;
}
