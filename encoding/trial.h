/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_TRIAL_H
#define HIKU_ENCODING_TRIAL_H

/* A sample of bytes, read in one encoding after the other to see how likely
 * each is. Costs are those of encoding/likely.h. */

#include "encoding/charset.h"
#include "encoding/convert.h"
#include "encoding/likely.h"

struct hk_trial_sample {
	struct hk_str bytes; /* all of the text */
	struct hk_str head;  /* borrowed from it; begins with it, or */
	bool inside;	     /* between characters behind the beginning */
	struct hk_str tail;  /* borrowed, too; may be empty */
};

struct hk_trial {
	enum hk_charset charset;
	size_t cut; /* bytes of a cut character before the first whole one */
	int64_t cost;
	struct hk_likely_text text;
};

/* Choose about `size` bytes to look at: from where ASCII ends on, which is at
 * `high`, and a quarter more from behind the middle where `size` is not all. */
void hk_trial_choose(struct hk_trial_sample *sample, struct hk_str bytes,
		     size_t high, size_t size);

/*
 * Read the sample in `charset`, or what iconv calls `name`, with the table of
 * a language; `buf` is room to work in. HK_EUSAGE where iconv does not know
 * the encoding, HK_ENOMEM.
 */
enum hk_status hk_trial_read(struct hk_trial *trial,
			     const struct hk_trial_sample *sample,
			     enum hk_charset charset, const char *name,
			     const struct hk_likely *likely,
			     struct hk_buf *buf) HK_MUST_USE;

/* Bytes as text of which nothing is known. */
void hk_trial_unknown(struct hk_trial *trial,
		      const struct hk_trial_sample *sample,
		      const struct hk_likely *likely);

#endif
