/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/looks.h"

#include <strings.h>

/* UTF-16 with its mark: what its first characters are. */
static struct hk_str narrow(char *out, size_t capacity, struct hk_str head)
{
	size_t low = hk_span_starts(head, "\xFF\xFE")	? 0
		     : hk_span_starts(head, "\xFE\xFF") ? 1
							: 2;
	size_t n = 0;

	if (low == 2)
		return head;
	for (size_t i = 2; i + 1 < head.len && n < capacity; i += 2)
		out[n++] = head.data[i + 1 - low] ? '?' : head.data[i + low];
	return hk_span_str(out, n);
}

/* Take off everything up to `end`; false where it is not there. */
static bool pass(struct hk_str *text, const char *end)
{
	const char *at = memmem(text->data, text->len, end, strlen(end));

	if (!at)
		return false;
	at += strlen(end);
	text->len -= (size_t)(at - text->data);
	text->data = at;
	return true;
}

bool hk_html_looks(struct hk_str head)
{
	static const char *const signs[] = {"<!doctype html", "<html", "<head",
					    "<body", "<title"};
	char narrowed[1024];

	head = narrow(narrowed, sizeof(narrowed), head);
	if (hk_span_starts(head, "\xEF\xBB\xBF")) {
		head.data += 3;
		head.len -= 3;
	}
	for (;;) {
		while (head.len && strchr(" \t\r\n\f", *head.data)) {
			head.data++;
			head.len--;
		}
		if (hk_span_starts(head, "<!--")
			    ? pass(&head, "-->")
			    : hk_span_starts(head, "<?") && pass(&head, ">"))
			continue;
		break;
	}
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		size_t n = strlen(signs[i]);

		if (head.len > n && !strncasecmp(head.data, signs[i], n) &&
		    strchr(" \t\r\n\f>/", head.data[n]))
			return true;
	}
	return false;
}
