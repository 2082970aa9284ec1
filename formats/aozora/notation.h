/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_AOZORA_NOTATION_H
#define HIKU_FORMATS_AOZORA_NOTATION_H

/*
 * The notation of Aozora Bunko inside lines (注記一覧,
 * https://www.aozora.gr.jp/annotation/): ruby, notes, characters that are
 * named, accents and repetition marks. A line becomes running text, the
 * readings in it and the headings that its notes tell of.
 */

#include "base/buf.h"
#include "formats/aozora/gaiji.h"

/* Ruby: where its base stands in the text, and the reading. */
struct hk_aozora_ruby {
	struct hk_span base;
	struct hk_span reading; /* of `readings` */
};

enum hk_aozora_heading {
	HK_AOZORA_LINE,	 /* the whole line is one */
	HK_AOZORA_SPAN,	 /* the text [begin, end) is one */
	HK_AOZORA_OPEN,	 /* one begins at `begin` */
	HK_AOZORA_CLOSE, /* it ends at `begin` */
};

struct hk_aozora_mark {
	enum hk_aozora_heading kind;
	unsigned level; /* 1 to 3: 大, 中, 小 */
	size_t begin, end;
};

struct hk_aozora {
	struct hk_buf text;	/* of the lines read so far */
	struct hk_buf readings; /* of their ruby, one behind the other */
	struct hk_aozora_ruby *rubies;
	size_t ruby_count, ruby_capacity;
	struct hk_aozora_mark *marks;
	size_t mark_count, mark_capacity;
	struct hk_span *notes; /* of the line at hand, ascending, disjoint */
	size_t note_count, note_capacity;
	struct hk_span *open; /* brackets that are open */
	size_t open_capacity;
	struct hk_gaiji gaiji;
};

void hk_aozora_init(struct hk_aozora *aozora);
void hk_aozora_release(struct hk_aozora *aozora);
/* Forget the lines read so far. */
void hk_aozora_reset(struct hk_aozora *aozora);

/* Read a line, without its end, behind those read so far. HK_ENOMEM. */
enum hk_status hk_aozora_line(struct hk_aozora *aozora,
			      struct hk_str line) HK_MUST_USE;

/*
 * The ruby 《…》 that begins at text[at]: its reading in `*reading`; returns
 * the bytes of all of it, 0 where there is none before the end of the line.
 */
size_t hk_aozora_ruby_at(struct hk_str text, size_t at, struct hk_str *reading);
/* Where the base of a ruby behind text[0, end) begins, not before `from`: a
 * run of kanji, or of another script. `end`: there is none. */
size_t hk_aozora_base(struct hk_str text, size_t from, size_t end,
		      struct hk_str reading);

/* Does the colophon begin with this line? */
bool hk_aozora_is_colophon(struct hk_str line);
/* Does the text use the notation, or have a colophon? Ordinary text in which
 * 《》 are brackets does not. */
bool hk_aozora_looks(struct hk_str text);

#endif
