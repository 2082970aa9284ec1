/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/pieces.h"

#define COLUMNS 80

unsigned hk_pieces_columns(const struct hiku_format_options *o)
{
	return o->columns ? o->columns : COLUMNS;
}

enum hk_status hk_pieces_wrap(struct hk_buf *out,
			      const struct hk_layout *layout,
			      const struct hiku_format_options *o)
{
	struct hk_style_lines lines;
	struct hk_style style;
	enum hk_status status;

	hk_options_style(&style, o, NULL);
	hk_style_lines(&lines, &style, "", "");
	if (!(o->flags & HIKU_ONE_LINE))
		return hk_layout_wrap(out, layout, hk_pieces_columns(o),
				      &lines.layout);
	status = hk_layout_line(out, layout, &lines.layout);
	return status ? status : hk_buf_putc(out, '\n');
}

enum hk_status hk_pieces_give(const struct hk_buf *out, enum hk_status status,
			      hiku_write_fn write, void *ctx,
			      struct hk_error *why)
{
	if (status)
		return hk_error_nomem(why);
	if (write && out->len && write(ctx, out->data, out->len))
		return hk_error_set(why, HK_EIO, "cannot write the answer");
	return HK_OK;
}
