/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/past.h"

#include <string.h>

#include "cli/state_file.h"

/* The file of what was asked, and how much of it is read and kept. */
#define PAST	 "queries"
#define PAST_MAX (1u << 20)
#define KEPT_MAX 65536

void hk_past_recall(struct hk_entry *entry)
{
	struct hk_buf lines;
	struct hk_str rest;

	hk_buf_init(&lines, PAST_MAX);
	if (!hk_state_file_recall(&lines, PAST, NULL)) {
		rest = hk_buf_str(&lines);
		while (rest.len) {
			const char *end = memchr(rest.data, '\n', rest.len);
			size_t n = end ? (size_t)(end - rest.data) : rest.len;

			if (hk_entry_keep(entry, hk_span_str(rest.data, n)))
				break;
			rest = hk_span_from(rest, n + (n < rest.len));
		}
	}
	hk_buf_release(&lines);
}

void hk_past_keep(const struct hk_entry *entry)
{
	struct hk_buf lines;
	enum hk_status status = HK_OK;
	size_t first = entry->past_count, bytes = 0;

	while (first && bytes + strlen(entry->past[first - 1]) < KEPT_MAX)
		bytes += strlen(entry->past[--first]) + 1;
	hk_buf_init(&lines, PAST_MAX);
	for (size_t i = first; i < entry->past_count && !status; i++)
		status = hk_buf_printf(&lines, "%s\n", entry->past[i]);
	if (!status && lines.len)
		hk_state_file_keep(PAST, hk_buf_str(&lines));
	hk_buf_release(&lines);
}
