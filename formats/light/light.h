/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_LIGHT_LIGHT_H
#define HIKU_FORMATS_LIGHT_LIGHT_H

/*
 * Light markup: formats that are plain text but for a few marks. A format is a
 * table of marks inside lines and a function that is given its lines one by
 * one; the rest is done here.
 *
 * Lines are collected to a block, as they stand in the source and with one '\n'
 * for each line end there. When the block is closed its marks are taken out in
 * one pass, and what stays is added to the article. So a line end between marks
 * is not lost, and numbers of lines stay true. Footnotes become blocks behind
 * theirs, readings go aside.
 *
 * Time is linear: the end of a pair of marks is searched for once, however many
 * marks begin before it. The first failure sticks in `status`; calls after it
 * do nothing.
 */

#include "formats/format.h"

/* What becomes of a mark. */
enum hk_light_use {
	HK_LIGHT_KEEP,	/* both marks go; what is between them is read on */
	HK_LIGHT_RAW,	/* both go; what is between them stays as it is */
	HK_LIGHT_DROP,	/* all of it goes */
	HK_LIGHT_FIRST, /* what stands before the first `between` is read on */
	HK_LIGHT_REST,	/* what stands behind the first `between`, */
	HK_LIGHT_LAST,	/* or behind the last one, is read on */
	HK_LIGHT_RUBY,	/* a base, `between`, its reading */
	HK_LIGHT_NOTE,	/* a footnote: a block of its own */
	HK_LIGHT_PUT,	/* `open` alone: `between` takes its place */
};

enum hk_light_flags {
	HK_LIGHT_BORDER = 1, /* only where a word of letters begins and ends,
			      * and with no blank inside the marks */
	HK_LIGHT_LINE = 2,   /* both marks stand on one line */
	HK_LIGHT_ONLY = 4,   /* without `between` all of it goes */
};

struct hk_light_mark {
	const char *open, *close; /* `close` is NULL for PUT */
	const char *between;	  /* or NULL */
	uint8_t use, flags;
};

struct hk_light;

struct hk_light_syntax {
	/* The marks, ended by one whose `open` is NULL. The first that fits
	 * counts, so that ** comes before *. At most HK_LIGHT_MARKS_MAX. */
	const struct hk_light_mark *marks;
	char escape;	   /* before a sign makes it a plain one; 0: none */
	const char *hooks; /* the bytes at which `hook` is asked, or NULL */
	/* Marks that no table describes: takes what stands at `at` of
	 * `light->text` with the functions below, and returns its length;
	 * 0: nothing of the kind. */
	size_t (*hook)(struct hk_light *light, size_t at);
	/* Takes a line, without its end. `light->rest` is what follows, and
	 * may be looked at. */
	void (*take)(struct hk_light *light, struct hk_str line);
	void (*end)(struct hk_light *light); /* after the last line, or NULL */
	size_t state_size;  /* bytes of `light->state`, which begins as zeros */
	bool headings_only; /* a first line that stands alone is no title */
	bool front_matter;  /* as in Markdown, may stand before the text */
};

#define HK_LIGHT_MARKS_MAX   40
#define HK_LIGHT_FINDS_MAX   8
#define HK_LIGHT_PENDING_MAX 16

/* A range of the text that goes when it is reached. */
struct hk_light_pending {
	size_t begin, end;
};

struct hk_light_note {
	struct hk_span span; /* in `notes` */
	uint32_t line;
};

struct hk_light_reading {
	struct hk_span base;	/* in `out` */
	struct hk_span reading; /* in `readings` */
};

struct hk_light {
	const struct hk_light_syntax *syntax;
	const struct hk_format_input *input;
	struct hk_article *article;
	enum hk_status status;
	void *state;	    /* the format's own; owned */
	struct hk_str rest; /* lines behind the one at hand */
	uint32_t line;	    /* the number of that */

	/* The block that is open. */
	enum hk_block_kind kind;
	unsigned level;
	uint32_t first, breaks; /* its first line, 0: none; line ends in it */
	struct hk_buf lines;	/* as in the source */
	struct hk_buf cells;	/* of the row at hand */
	bool heading_seen;	/* one of level 1, or a title */

	/* While its marks are taken out. */
	struct hk_str text; /* what is read */
	struct hk_buf out;  /* what stays */
	bool special[256];  /* bytes that may begin a mark */
	size_t next[HK_LIGHT_MARKS_MAX +
		    HK_LIGHT_FINDS_MAX]; /* where each
					  * `close` comes next; 0: not searched
					  */
	size_t busy[HK_LIGHT_MARKS_MAX]; /* where the mark that is open ends */
	size_t counted; /* bytes of `out` whose line ends were counted */
	uint32_t counted_lines;
	struct hk_light_pending pending[HK_LIGHT_PENDING_MAX];
	size_t pending_count, due; /* `due`: where the next of them begins */
	bool in_note;
	struct hk_buf notes, readings;
	struct hk_light_note *note;
	size_t note_count, note_capacity;
	struct hk_light_reading *reading;
	size_t reading_count, reading_capacity;
};

void hk_light_init(struct hk_light *light, const struct hk_light_syntax *syntax,
		   const struct hk_format_input *input);
void hk_light_release(struct hk_light *light);
/* Begin the next article of the text. */
void hk_light_reset(struct hk_light *light);
/* Name the article as one of several: by its number. */
void hk_light_member(struct hk_light *light, unsigned number);
/* Read a whole text as one article and emit it: what most formats do. */
enum hk_status hk_light_read(const struct hk_format_input *input,
			     const struct hk_light_syntax *syntax,
			     struct hk_error *err);
/* The end of reading: close the block, choose a title if there is none yet, and
 * emit the article. HK_ENOMEM, HK_ETOOBIG with a message, or what emit said. */
enum hk_status hk_light_finish(struct hk_light *light, struct hk_error *err);

/* ---- Blocks ---- */

/* End the open block, and begin one of this kind with the line at hand. A
 * block of kind HK_BLOCK_TITLE is the title of the article if it is the
 * first. */
void hk_light_begin(struct hk_light *light, enum hk_block_kind kind,
		    unsigned level, struct hk_str line);
/* Add the line at hand to the open block; if none is open, to a new one of kind
 * `kind`. */
void hk_light_add(struct hk_light *light, enum hk_block_kind kind,
		  struct hk_str line);
/* The line at hand as a block of its own. */
void hk_light_one(struct hk_light *light, enum hk_block_kind kind,
		  unsigned level, struct hk_str line);
/* End the open block, if there is one. */
void hk_light_close(struct hk_light *light);
/* Is a block open? */
static inline bool hk_light_open(const struct hk_light *light)
{
	return light->first != 0;
}

/* Take the line behind the one at hand; false at the end. */
bool hk_light_next(struct hk_light *light, struct hk_str *line);
/* The line behind the one at hand, which is not taken; empty at the end. */
struct hk_str hk_light_peek(const struct hk_light *light);

/* ---- Fields: the first value stands, marks are taken out ---- */

void hk_light_title(struct hk_light *light, struct hk_str text);
void hk_light_author(struct hk_light *light, struct hk_str text);
void hk_light_date(struct hk_light *light, struct hk_str text);

/* Take the marks out of `light->text`; what stays is in `light->out`. */
void hk_light_scan(struct hk_light *light, struct hk_str text);

/* ---- For hooks: all offsets are those of `light->text` ---- */

/* Keep [from, begin), which is read on, and let [begin, end) go when it is
 * reached. False: too much is pending. */
bool hk_light_later(struct hk_light *light, size_t begin, size_t end);
/* Where `what` comes next, from `from` on, which never goes back; the length of
 * the text if it does not come. `slot`, below HK_LIGHT_FINDS_MAX, belongs to
 * `what`. */
size_t hk_light_find(struct hk_light *light, unsigned slot, const char *what,
		     size_t from);
/* Let [begin, end) go now: only its line ends stay. */
void hk_light_drop(struct hk_light *light, size_t begin, size_t end);
/* Keep [begin, end) as it is. */
void hk_light_keep(struct hk_light *light, size_t begin, size_t end);
/* Add text that is not in the source. */
void hk_light_put(struct hk_light *light, const char *text, size_t len);
/* Add the character whose code point [begin, end) is in hexadecimal; nothing if
 * there is none, or a control. */
void hk_light_put_code(struct hk_light *light, size_t begin, size_t end);
/* The character that a reference of HTML (&amp;) at `at` stands for; returns
 * the reference's length, 0 if it is not one. */
size_t hk_light_reference(struct hk_light *light, size_t at);
/* [begin, end) is a footnote. */
void hk_light_note(struct hk_light *light, size_t begin, size_t end);
/* Keep the base as it is, and put its reading aside. */
void hk_light_ruby(struct hk_light *light, struct hk_span base,
		   struct hk_span reading);

/* ---- Lines ---- */

/* How often the line begins with `c`. */
size_t hk_light_run(struct hk_str line, char c);
/* Does the line consist of `c` alone, at least `least` times, apart from blanks
 * at its end? */
bool hk_light_rule(struct hk_str line, char c, size_t least);
/* Bytes of blanks and tabs that the line begins with. */
size_t hk_light_indent(struct hk_str line);
/* "key: value" of a line behind `prefix`, up to `colon`, trimmed; false if it
 * is not of that form. */
bool hk_light_pair(struct hk_str line, const char *prefix, const char *colon,
		   struct hk_str *key, struct hk_str *value);
/* Is it this word, which is given in lower case, in any case? */
bool hk_light_is(struct hk_str text, const char *lower);
/* Does it begin with this, given in lower case, in any case? */
bool hk_light_starts(struct hk_str text, const char *lower);
/* The cells of a row of a table, with two blanks between: appended to `out`. */
struct hk_str hk_light_cells(struct hk_light *light, struct hk_str row,
			     const char *between);

#endif
