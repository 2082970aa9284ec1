/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_RUBY_H
#define HIKU_FORMATS_HTML_RUBY_H

/*
 * <ruby>: the content of <rt> is the reading of the text before it, that of
 * <rp> is left out. Pairs may follow each other (東<rt>とう<rt>...), or several
 * <rb> may come before as many <rt>. All end tags may be missing.
 */

#include "formats/html/element.h"
#include "formats/html/flow.h"

#define HK_HTML_RUBY_BASES 32

enum hk_html_ruby_catch {
	HK_HTML_RUBY_TEXT,
	HK_HTML_RUBY_READING,
	HK_HTML_RUBY_NOTHING, /* <rp> */
};

struct hk_html_ruby {
	struct hk_html_flow *flow;
	unsigned depth; /* of <ruby> */
	enum hk_html_ruby_catch catch;
	bool outer;   /* caught from <rtc>, outside of its <rt> */
	size_t begin; /* of the base at hand */
	struct hk_span bases[HK_HTML_RUBY_BASES];
	unsigned count, next;  /* of bases; the first without a reading */
	bool read;	       /* readings followed the bases */
	struct hk_buf reading; /* as the source writes it */
	struct hk_buf line;
};

void hk_html_ruby_init(struct hk_html_ruby *ruby, struct hk_html_flow *flow);
void hk_html_ruby_release(struct hk_html_ruby *ruby);
/* A tag of <ruby> or of what it holds; `rest` is the source after it. */
void hk_html_ruby_open(struct hk_html_ruby *ruby, enum hk_html_element_id id,
		       struct hk_str rest);
void hk_html_ruby_close(struct hk_html_ruby *ruby, enum hk_html_element_id id);
/* A block ends: so does all ruby. */
void hk_html_ruby_end(struct hk_html_ruby *ruby);
/* Text, of the reading or for the flow. */
void hk_html_ruby_text(struct hk_html_ruby *ruby, struct hk_str text,
		       bool literal);

#endif
