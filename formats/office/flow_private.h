/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_OFFICE_FLOW_PRIVATE_H
#define HIKU_FORMATS_OFFICE_FLOW_PRIVATE_H

/* What flow.c, which collects paragraphs, and flow_block.c, which makes blocks
 * of them, share. Nobody else includes this. */

#include "formats/office/flow.h"

static inline void hk_office_flow_fail(struct hk_office_flow *f,
				       enum hk_status status)
{
	if (status && !f->status)
		f->status = status;
}

static inline struct hk_office_paragraph *hk_office_flow_now(
	struct hk_office_flow *f)
{
	return &f->open[f->depth];
}

static inline void hk_office_flow_clear(struct hk_office_paragraph *p)
{
	hk_buf_reset(&p->text);
	hk_buf_reset(&p->readings.text);
	hk_buf_reset(&p->caught);
	p->readings.count = 0;
	p->kind = HK_BLOCK_PARAGRAPH;
	p->level = 0;
	p->rows = 0;
	p->tab = p->feed = p->reading = p->picture = false;
	p->base = p->base_end = 0;
}

/* Add a reading; false: out of memory. */
bool hk_office_flow_add_reading(struct hk_office_readings *readings,
				struct hk_span base, struct hk_str reading);
/* The paragraph is complete, `times`, and is a new one from now on. */
void hk_office_flow_complete(struct hk_office_flow *flow,
			     enum hk_block_kind kind, unsigned times);

#endif
