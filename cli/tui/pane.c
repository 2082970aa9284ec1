/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/pane.h"

#include <stdlib.h>

#include "base/array.h"

/* Of HK_CELLS_COLORS. */
#define MARK "\033[7m"

void hk_pane_init(struct hk_pane *pane)
{
	memset(pane, 0, sizeof(*pane));
	hk_buf_init(&pane->text, HK_BUF_NO_MAX);
}

void hk_pane_release(struct hk_pane *pane)
{
	hk_buf_release(&pane->text);
	free(pane->begins);
	hk_pane_init(pane);
}

void hk_pane_reset(struct hk_pane *pane)
{
	hk_buf_reset(&pane->text);
	pane->count = pane->top = pane->target = 0;
}

int hk_pane_write(void *pane, const char *data, size_t len)
{
	return hk_buf_append(&((struct hk_pane *)pane)->text, data, len) !=
	       HK_OK;
}

enum hk_status hk_pane_index(struct hk_pane *pane)
{
	pane->count = 0;
	for (size_t at = 0; at < pane->text.len;) {
		const char *end =
			memchr(pane->text.data + at, '\n', pane->text.len - at);

		if (!HK_ARRAY_RESERVE(pane->begins, pane->capacity,
				      pane->count + 1))
			return HK_ENOMEM;
		pane->begins[pane->count++] = at;
		at = end ? (size_t)(end - pane->text.data) + 1 : pane->text.len;
	}
	return HK_OK;
}

struct hk_str hk_pane_line(const struct hk_pane *pane, size_t i)
{
	size_t begin, end;

	if (i >= pane->count)
		return hk_span_str("", 0);
	begin = pane->begins[i];
	end = i + 1 < pane->count ? pane->begins[i + 1] : pane->text.len;
	if (end > begin && pane->text.data[end - 1] == '\n')
		end--;
	return hk_span_str(pane->text.data + begin, end - begin);
}

void hk_pane_scroll(struct hk_pane *pane, long rows_down, size_t rows)
{
	size_t last = pane->count > rows ? pane->count - rows : 0;

	if (rows_down < 0)
		pane->top -= (size_t)-rows_down < pane->top ? (size_t)-rows_down
							    : pane->top;
	else
		pane->top += (size_t)rows_down;
	if (pane->top > last)
		pane->top = last;
}

void hk_pane_go(struct hk_pane *pane, size_t line, size_t above, size_t rows)
{
	pane->top = line > above ? line - above : 0;
	hk_pane_scroll(pane, 0, rows);
}

size_t hk_pane_marked(const struct hk_pane *pane, size_t line, bool back)
{
	while (back ? line-- > 0 : line < pane->count) {
		struct hk_str text = hk_pane_line(pane, line);

		if (text.len && memmem(text.data, text.len, MARK, strlen(MARK)))
			return line;
		line += !back;
	}
	return pane->count;
}
