/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/interactive.h"

#include <stdlib.h>

#include "cli/ask.h"
#include "cli/terminal.h"
#include "cli/tui/tui.h"
#include "cli/width.h"

enum hk_status hk_interactive_run(int *code, const struct hk_query_options *o,
				  struct hk_str query, struct hk_error *err)
{
	struct hk_tui_options options = {.query = query,
					 .search = hk_ask_query(o),
					 .wide = o->ambiguous == HK_WIDTH_TWO,
					 .colors = getenv("HIKU_COLORS")};
	struct hk_terminal terminal;
	struct hiku_index *index;
	enum hk_status status = hk_tui_check(err);

	if (!status)
		status = hk_ask_open(&index, o, o->places.dbs.items,
				     o->places.dbs.count, err);
	if (status)
		return status;
	hk_terminal_look(&terminal);
	options.color = o->color == HK_COLOR_AUTO ? hk_terminal_color(&terminal)
						  : o->color == HK_COLOR_ALWAYS;
	if (o->ambiguous == HK_WIDTH_AUTO)
		options.wide = hk_width_is_wide(terminal.full);
	/* They are counted from the first, and as many as are looked at. */
	options.search.offset = 0;
	options.search.flags |=
		HIKU_HINTS | (o->all_copies ? 0u : (uint32_t)HIKU_ONCE);
	return hk_tui_run(code, index, &options, err);
}

void hk_interactive_end(void)
{
	hk_tui_end();
}
