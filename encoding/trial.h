/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_TRIAL_H
#define HIKU_ENCODING_TRIAL_H

/* A sample of a text, read in one encoding after another to see how likely each
 * is. Costs are those of encoding/likely.h. */

#include "encoding/charset.h"
#include "encoding/convert.h"
#include "encoding/likely.h"

struct hk_trial_sample {
	struct hk_str bytes; /* all of the text */
	struct hk_str head;  /* borrowed from it */
	bool inside; /* `head` begins inside the text, between characters */
	struct hk_str tail; /* borrowed, too; may be empty */
};

struct hk_trial {
	enum hk_charset charset;
	size_t cut; /* bytes of a cut character before the first whole one */
	int64_t cost;
	struct hk_likely_text text;
};

/* Choose about `size` bytes to read: from `high` on, the offset where ASCII
 * ends, and a quarter more from behind the middle if the text is longer. */
void hk_trial_choose(struct hk_trial_sample *sample, struct hk_str bytes,
		     size_t high, size_t size);

/*
 * Read the sample in `charset`, or what iconv calls `name`, with the table of
 * a language; `buf` is working memory. HK_EUSAGE if iconv does not know
 * the encoding, HK_ENOMEM.
 */
enum hk_status hk_trial_read(struct hk_trial *trial,
			     const struct hk_trial_sample *sample,
			     enum hk_charset charset, const char *name,
			     const struct hk_likely *likely,
			     struct hk_buf *buf) HK_MUST_USE;

/* Read the sample as text in an unknown encoding. */
void hk_trial_unknown(struct hk_trial *trial,
		      const struct hk_trial_sample *sample,
		      const struct hk_likely *likely);

#endif
