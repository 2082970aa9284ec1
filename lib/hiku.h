/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_H
#define HIKU_H

/*
 * libhiku: asks indexes that hiku-index(1) made.
 *
 *	struct hiku_index *index;
 *	struct hiku_answer *answer;
 *	struct hiku_error why;
 *
 *	if (hiku_open(&index, NULL, 0, NULL, &why) ||
 *	    hiku_search(&answer, index, "文字化け", strlen("文字化け"), NULL,
 *			&why))
 *		errx(2, "%s", why.message);
 *	for (size_t i = 0; i < hiku_answer_hits(answer); i++)
 *		print(hiku_hit_text(answer, i, HIKU_TITLE));
 *	hiku_answer_free(answer);
 *	hiku_close(index);
 *
 * Texts are a pointer and a length, not ended by a NUL, and UTF-8, but for ids,
 * paths and names of members, which are the bytes of the file system. What they
 * say comes from files: it is not safe to print as it is (the formats of
 * hiku_answer_write() make it so). Ranges are half-open, in bytes. What a
 * function gives comes first among its arguments; the caller frees it. Texts
 * are borrowed from the answer, and valid until it is freed. A number that is
 * too large for a list gives an empty text, not a failure.
 *
 * Threads: an index, an answer and a list of words are each for one thread at
 * a time, but for hiku_interrupt(). Several threads may each have an index of
 *their own, also of the same folder. An answer needs its index no more, and may
 *go to another thread. A process that was forked opens its own.
 *
 * Nothing is printed, no locale is set, and the program is not ended, but for
 * what hiku_on_fatal() says. The library catches SIGPROF, which it sends to
 * itself where a search in a damaged index does not end.
 *
 * Structs of options begin with their size, by which the library knows what the
 * program knew of when it was compiled: a later version may add members behind.
 * All of them may be 0 but the size; HIKU_..._INIT sets what the program hiku
 * has without options.
 */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) || defined(__clang__)
/* The caller must not ignore what the function returns. */
#define HIKU_MUST_USE __attribute__((warn_unused_result))
#pragma GCC visibility push(default)
#else
#define HIKU_MUST_USE
#endif

/* The version of the library that runs, such as "0.1.0"; static. */
const char *hiku_version(void);

/* ---- Failures ---- */

enum hiku_status {
	HIKU_OK = 0,
	HIKU_ENOMEM,	   /* out of memory */
	HIKU_EIO,	   /* reading or writing failed */
	HIKU_ENOSPC,	   /* the disk is full */
	HIKU_ENOTFOUND,	   /* no such file, index or article */
	HIKU_EACCES,	   /* not permitted */
	HIKU_ELOCKED,	   /* another writer is at work */
	HIKU_ESTALE,	   /* the index moved on while it was read */
	HIKU_ECORRUPT,	   /* the index is damaged: rebuild it */
	HIKU_EVERSION,	   /* made by another version: reindex */
	HIKU_ESIGNATURE,   /* made with another dictionary or rules: reindex */
	HIKU_ENOTINDEX,	   /* a folder or file that is not an index */
	HIKU_EDICT,	   /* the dictionary is missing or unfit */
	HIKU_EENCODING,	   /* not text in the encoding expected */
	HIKU_EFORMAT,	   /* input that breaks the rules of its format */
	HIKU_ENOTTEXT,	   /* input that is not an article */
	HIKU_ETOOBIG,	   /* over a limit */
	HIKU_EUSAGE,	   /* a query or an option that makes no sense */
	HIKU_ENETWORK,	   /* an index on another machine cannot be reached */
	HIKU_ETIMEOUT,	   /* it took longer than was allowed */
	HIKU_EINDEX,	   /* anything else that the index engine says */
	HIKU_EINTERRUPTED, /* asked to stop, by hiku_interrupt() */
};

#define HIKU_ERROR_MAX 1024

/* Why something failed: one line, without a newline and safe to print, that
 * says what, with which file, why, and what to do next. The caller's; every
 * function that takes one also takes NULL. */
struct hiku_error {
	enum hiku_status status;
	char message[HIKU_ERROR_MAX];
};

/*
 * `end` is called with the reason where nothing can be returned any more: the
 * engine threw an exception that cannot be caught, or a damaged index keeps it
 * in a loop. It ends the process, by _exit(2) or the like; without one, or when
 * it returns, abort(3) does. For the whole process: call it once, before
 * threads are started. It also sets std::terminate()'s handler.
 */
void hiku_on_fatal(void (*end)(const struct hiku_error *why));

/* ---- Values ---- */

/* Borrowed bytes. */
struct hiku_text {
	const char *data; /* NULL if there are none */
	size_t len;
};

/* The bytes [begin, end) of a text that the function names. */
struct hiku_range {
	size_t begin, end;
};

/*
 * Gets output, in one or several pieces; not 0 ends the writing, with
 * HIKU_EIO.
 */
typedef int (*hiku_write_fn)(void *ctx, const char *data, size_t len);

/* Write lines that name `program`, the library's version, what it was built
 * with, and the dictionary that it finds. HIKU_EIO, HIKU_ENOMEM. */
enum hiku_status hiku_about(const char *program, hiku_write_fn write, void *ctx,
			    struct hiku_error *err) HIKU_MUST_USE;

/* The name of field number `i` of the query language, NAME:VALUE; NULL behind
 * the last; static. `*value` and `*help`, unless NULL, say what it takes. */
const char *hiku_field(size_t i, const char **value, const char **help);

/* ---- Indexes ---- */

/* One index, or several as one, open for reading, with the dictionary that they
 * were made with. It follows the writers of the indexes by itself: each query
 * is asked of their newest state. */
struct hiku_index;

enum hiku_open_flag {
	HIKU_PARTIAL = 1, /* go on without indexes that do not answer */
	HIKU_FOLDERS = 2, /* places are folders, whatever their names */
	HIKU_OPEN_NO_SYNONYMS = 4, /* HIKU_NO_SYNONYMS for each query */
};

struct hiku_open_options {
	size_t size;
	uint32_t flags;	     /* of enum hiku_open_flag */
	uint32_t timeout_ms; /* for each answer of another machine; 0: none */
};

/* clang-format off */
#define HIKU_OPEN_OPTIONS_INIT                                  \
	{                                                       \
		sizeof(struct hiku_open_options), 0, 5u * 1000u \
	}
/* clang-format on */

/*
 * Open the indexes at `places`: folders, tcp://HOST:PORT, ssh://HOST/DIR or
 * @NAME, as --db of hiku(1) takes them. With a `count` of 0 the one that hiku
 * uses without --db. `options` may be NULL. HIKU_ENOTFOUND, HIKU_ENOTINDEX,
 * HIKU_EUSAGE (a name that makes no sense), HIKU_EVERSION, HIKU_ESIGNATURE,
 * HIKU_EDICT, HIKU_ECORRUPT, HIKU_ENETWORK, HIKU_ETIMEOUT, HIKU_EACCES,
 * HIKU_EIO, HIKU_EINDEX, HIKU_ENOMEM.
 */
enum hiku_status hiku_open(struct hiku_index **index, const char *const *places,
			   size_t count,
			   const struct hiku_open_options *options,
			   struct hiku_error *err) HIKU_MUST_USE;
/* Also of NULL. Answers stay. */
void hiku_close(struct hiku_index *index);
/*
 * While `on` is not 0, the calls that ask this index end with
 * HIKU_EINTERRUPTED: the one that runs, within a few milliseconds, and those
 * that begin. 0 lets them go on again. Not interrupted are the opening of an
 * index, and the wait for another machine, for which timeout_ms is. This alone
 * may be called from another thread than the one that uses the index, or from a
 * signal handler, until hiku_close() begins.
 */
void hiku_interrupt(struct hiku_index *index, int on);
/* The place number `i`, as it was given or chosen, NUL-terminated; NULL behind
 * the last. */
const char *hiku_index_place(const struct hiku_index *index, size_t i);
/* A line that the user should be told of the index as it is now, such as that
 * it lacks some spellings; NULL behind the last. Valid until the index is used
 * again. */
const char *hiku_index_note(struct hiku_index *index, size_t i);

/* ---- Searching ---- */

enum hiku_query_flag {
	HIKU_ALL = 1,	       /* every word is required */
	HIKU_EXACT = 2,	       /* words as they are written */
	HIKU_LITERAL = 4,      /* the query as one string of characters */
	HIKU_ROMAJI = 8,       /* words of Latin letters are Japanese */
	HIKU_NO_SOUND = 16,    /* nothing is found by its sound */
	HIKU_NO_SYNONYMS = 32, /* only the words of the query */
	HIKU_ONCE = 64,	       /* equal passages of several articles are one
				* hit, which names its copies */
	HIKU_COUNT = 128,      /* count the articles, find no passages */
	HIKU_EXPLAIN = 256,    /* fill in the parts of each score, and tell how
				* the query was read */
	HIKU_WITH_ARTICLE = 1024, /* hiku_similar() leaves out none */
	HIKU_HINTS = 512,   /* what a person may want to be told, too: notes
			     * of HIKU_NOTE_HINT, and suggestions also where
			     * something was found */
	HIKU_TYPING = 2048, /* the query is still being typed, and what may take
			     * long is left out: where its words are not found,
			     * characters inside of words are not looked for,
			     * phrases only in some hundred passages
			     * (HIKU_AT_LEAST), and what words may be slips of
			     * not at all (HIKU_UNTRIED) */
};

enum hiku_sort {
	HIKU_SORT_SCORE,
	HIKU_SORT_DATE, /* the oldest first */
	HIKU_SORT_DATE_DOWN,
	HIKU_SORT_PATH, /* and by the place in the file */
	HIKU_SORT_PATH_DOWN,
};

enum hiku_by {
	HIKU_BY_NOTHING,
	HIKU_BY_FOLDER,
	HIKU_BY_MONTH, /* the latest first */
	HIKU_BY_YEAR,
	HIKU_BY_TYPE,
	HIKU_BY_TAG,
	HIKU_BY_AUTHOR,
};

/* All of them, for `facets`. */
#define HIKU_BY_ALL 0x7Eu

enum hiku_correct {
	HIKU_CORRECT_AUTO,   /* slips are corrected where nothing is found */
	HIKU_CORRECT_ALWAYS, /* also where there is hardly a word of the query
			      */
	HIKU_CORRECT_NEVER,
};

struct hiku_query_options {
	size_t size;
	uint64_t limit;		  /* passages to find */
	uint64_t offset;	  /* passages to skip before those */
	uint64_t max_per_article; /* passages; 0: any number */
	uint32_t flags;		  /* of enum hiku_query_flag */
	uint32_t sort;		  /* enum hiku_sort */
	uint32_t count_by;	  /* enum hiku_by: count the articles by this,
				   * find no passages */
	uint32_t correct;	  /* enum hiku_correct */
	const char *path;	  /* only below this folder; NULL: anywhere */
	const char *since;	  /* only from this date on, as --since; NULL */
	const char *until;	  /* only up to this date; NULL */
	uint32_t facets;	  /* also count the articles by these, beside
				   * the passages: a bit, 1u << enum hiku_by,
				   * for each */
};

/* clang-format off */
#define HIKU_QUERY_OPTIONS_INIT                                                \
	{                                                                      \
		sizeof(struct hiku_query_options), 10, 0, 3, 0, 0, 0, 0, NULL, \
			NULL, NULL, 0                                          \
	}
/* clang-format on */

struct hiku_answer;

/*
 * Answer a query in the language of hiku(1). `options` may be NULL. Nothing
 * found is no failure. HIKU_EUSAGE for a query that is not UTF-8, and options
 * that make no sense; HIKU_ECORRUPT, HIKU_ETIMEOUT (writers left no whole state
 * of the index for ten seconds, or another machine did not answer),
 * HIKU_ENETWORK, HIKU_ESIGNATURE, HIKU_EINDEX, HIKU_EIO, HIKU_ENOMEM. The index
 * may be asked again after a failure.
 */
enum hiku_status hiku_search(struct hiku_answer **answer,
			     struct hiku_index *index, const char *query,
			     size_t len,
			     const struct hiku_query_options *options,
			     struct hiku_error *err) HIKU_MUST_USE;
/*
 * Show a whole article, by its id, or all articles of a file, by its path: the
 * hits of the answer are its passages in their order, with the words of the
 * query (which may be empty) marked. No hits: the index has none. Of the
 * options HIKU_ALL, HIKU_EXACT, HIKU_LITERAL and HIKU_NO_SYNONYMS count. As
 * hiku_search().
 */
enum hiku_status hiku_show(struct hiku_answer **answer,
			   struct hiku_index *index, const char *name,
			   size_t name_len, const char *query, size_t query_len,
			   const struct hiku_query_options *options,
			   struct hiku_error *err) HIKU_MUST_USE;
/*
 * Find passages of other articles like those of `article`, an answer of
 * hiku_show() from this index or another one. Articles of `article` are left
 * out, unless with HIKU_WITH_ARTICLE. As hiku_search().
 */
enum hiku_status hiku_similar(struct hiku_answer **answer,
			      struct hiku_index *index,
			      const struct hiku_answer *article,
			      const struct hiku_query_options *options,
			      struct hiku_error *err) HIKU_MUST_USE;
/* Also of NULL. */
void hiku_answer_free(struct hiku_answer *answer);

/* ---- Answers ---- */

/* The number of hits. */
size_t hiku_answer_hits(const struct hiku_answer *answer);

enum hiku_answer_number {
	HIKU_ARTICLES, /* that match; with HIKU_COUNT, count_by or facets */
	HIKU_AT_LEAST, /* 1: not all candidates were looked at, so there
			* may be more */
	HIKU_MORE,     /* 1: there are passages behind the last hit */
	HIKU_PASSAGES, /* how many there are, if that is known; else 0 */
	HIKU_CUT,      /* 1: the query was too long, its end was ignored */
	HIKU_UNTRIED,  /* 1: without HIKU_TYPING, what its words may be slips
			* of would have been looked for */
};

uint64_t hiku_answer_number(const struct hiku_answer *answer,
			    enum hiku_answer_number which);

/* How many folders, months and so on the articles have, as counted by count_by
 * or facets; 0 for what was not counted. */
size_t hiku_answer_facets(const struct hiku_answer *answer, enum hiku_by by);
/* Facet number `i` of a kind: what articles have in common (empty: they have
 * none), and, in `*articles` unless NULL, how many there are. Months and years
 * have the latest first, others what the most articles have. */
struct hiku_text hiku_facet(const struct hiku_answer *answer, enum hiku_by by,
			    size_t i, uint64_t *articles);

enum hiku_note {
	HIKU_NOTE_ALWAYS, /* the answer is another one than was asked for */
	HIKU_NOTE_HINT,	  /* for a person; only with HIKU_HINTS */
	HIKU_NOTE_EMPTY,  /* the same, that nothing was found */
};

/* The line number `i` that the user should be told, NUL-terminated, safe to
 * print; NULL behind the last. `*kind`, unless NULL, says when. */
const char *hiku_answer_note(const struct hiku_answer *answer, size_t i,
			     enum hiku_note *kind);

/* The text number `i` that was searched for, too, or instead: by sound, or a
 * slip corrected. Empty behind the last. */
struct hiku_text hiku_answer_also(const struct hiku_answer *answer, size_t i);
/* The word number `i` of the query that may be a slip; empty behind the last.
 */
struct hiku_text hiku_answer_slip(const struct hiku_answer *answer, size_t i);
/* What may be meant by it, the likeliest (k = 0) first; empty behind the last.
 */
struct hiku_text hiku_answer_meant(const struct hiku_answer *answer, size_t i,
				   size_t k);

/* ---- Hits ---- */

/* `hit` is a number below hiku_answer_hits(). */

enum hiku_hit_text {
	HIKU_ID,     /* of the article */
	HIKU_PATH,   /* of its file; empty: standard input */
	HIKU_MEMBER, /* its name in the file; empty: it is the file */
	HIKU_TITLE,
	HIKU_PASSAGE, /* the text that was found */
	HIKU_DATE,    /* YYYY-MM-DD[Thh:mm:ss], of the article or its file */
	HIKU_URL,
	HIKU_AUTHOR,
	HIKU_LANG,
	HIKU_TYPE, /* the format: "text", "markdown" */
	HIKU_ENCODING,
	HIKU_WAY,      /* how it was found: "words", "articles", "edges",
			* "characters", "sound" or "slip" */
	HIKU_BY_SOUND, /* the text by which it was found in place of what was
			* typed; empty: as typed */
};

struct hiku_text hiku_hit_text(const struct hiku_answer *answer, size_t hit,
			       enum hiku_hit_text which);

enum hiku_hit_number {
	HIKU_RANK,	 /* from 1; those skipped count */
	HIKU_NUMBER,	 /* of the passage in its article, from 1 */
	HIKU_LINE_BEGIN, /* the first line or page of it; 0: there are none */
	HIKU_LINE_END,	 /* and the last one */
	HIKU_PAGED,	 /* 1: they are pages, not lines */
	HIKU_CONTINUES,	 /* 1: it goes on inside the paragraph in which the
			  * passage before it ended */
	HIKU_CONFIDENCE, /* in the encoding, in percent */
	HIKU_REPLACED,	 /* pieces of the source that became U+FFFD */
	HIKU_COPIES,	 /* with HIKU_ONCE */
};

uint64_t hiku_hit_number(const struct hiku_answer *answer, size_t hit,
			 enum hiku_hit_number which);
double hiku_hit_score(const struct hiku_answer *answer, size_t hit);

enum hiku_hit_list {
	HIKU_TAGS,
	HIKU_HEADINGS, /* around the passage, the outermost first */
	HIKU_SYNONYMS, /* of words of the query that the passage has */
};

/* The text number `i` of a list; empty behind the last. */
struct hiku_text hiku_hit_item(const struct hiku_answer *answer, size_t hit,
			       enum hiku_hit_list list, size_t i);

/* How many ranges of HIKU_PASSAGE, HIKU_TITLE or HIKU_AUTHOR matched. */
size_t hiku_hit_marks(const struct hiku_answer *answer, size_t hit,
		      enum hiku_hit_text which);
/* The range number `i`; they are ascending, and do not touch. */
struct hiku_range hiku_hit_mark(const struct hiku_answer *answer, size_t hit,
				enum hiku_hit_text which, size_t i);

/* The line or page of the source that has byte `at` of the passage; 0: there
 * are none. */
uint32_t hiku_hit_line(const struct hiku_answer *answer, size_t hit, size_t at);

/* HIKU_ID, HIKU_PATH, HIKU_MEMBER or HIKU_TITLE of copy number `i` of the hit,
 * and the number of that passage in its article. */
struct hiku_text hiku_copy_text(const struct hiku_answer *answer, size_t hit,
				size_t i, enum hiku_hit_text which);
uint64_t hiku_copy_number(const struct hiku_answer *answer, size_t hit,
			  size_t i, enum hiku_hit_number which);

/* What a part of the query adds to the score of a hit, with HIKU_EXPLAIN. */
struct hiku_reason {
	struct hiku_text part; /* "word", "bigrams", "nearness", ... */
	struct hiku_text word; /* as typed; empty: it is no word */
	struct hiku_text lemma;
	struct hiku_text form; /* as the text has it, if that is another */
	uint64_t passages;     /* that have the word */
	double score;	       /* they add up to that of the hit */
};

/* Fill in part number `i`; 0 behind the last, else 1. `size` is
 * sizeof(struct hiku_reason). */
int hiku_hit_reason(const struct hiku_answer *answer, size_t hit, size_t i,
		    struct hiku_reason *reason, size_t size);

/* ---- What is shown ---- */

enum hiku_format_flag {
	HIKU_WHOLE = 1,	       /* whole passages, not their best sentences */
	HIKU_FORMAT_PARTS = 2, /* what each part adds to a score */
	HIKU_BARS = 4,	       /* numbers as bars, too */
	HIKU_NULS = 8,	       /* names as they are, with a NUL behind each */
	HIKU_COLOR = 16,       /* escapes of terminals */
	HIKU_ONE_LINE = 64,    /* an excerpt is one line: a sign stands for line
				* ends that are kept */
	HIKU_WIDE = 32, /* characters of ambiguous width take two cells */
};

/* How an answer is written. */
struct hiku_format_options {
	size_t size;
	uint32_t flags;	  /* of enum hiku_format_flag */
	uint32_t columns; /* cells of a line; 0: as the format has */
	uint32_t lines;	  /* for hiku_hit_excerpt(): at most; 0: any number */
	uint32_t context; /* for "kwic": cells on each side of a match */
	const char *open; /* signs around matches; NULL: none */
	const char *close;
	const char *colors; /* as HIKU_COLORS of hiku(1); NULL: the usual */
	const char *here;   /* a folder, to which paths are made relative; NULL
			     */
	const char *link;   /* of places, by a pattern with {path}, {line} and
			     * {host}; NULL: none */
	/* Set to the line or page that is shown for each hit, 0 if none is: an
	 * array of hiku_answer_hits(), or NULL. */
	uint32_t *shown_lines;
	/* For "text": only from this line or page on, and so many; 0: all. */
	uint32_t first_line, line_count;
	/* For "text": `*target_row` becomes the number of lines that are
	 * written before the one that shows line `target_line`. NULL: not
	 * wanted. */
	uint32_t target_line;
	size_t *target_row;
};

/* clang-format off */
#define HIKU_FORMAT_OPTIONS_INIT                                            \
	{                                                                   \
		sizeof(struct hiku_format_options), 0, 0, 0, 0, NULL, NULL, \
			NULL, NULL, NULL, NULL, 0, 0, 0, NULL               \
	}
/* clang-format on */

/*
 * Write the answer in a format: those of hiku(1) (page, lines, vimgrep, json,
 * tsv, markdown, html, files, kwic, facets, count), or
 *
 *	text	whole articles, with the numbers of their lines, for an answer
 *		of hiku_show()
 *	object	one JSON object on a line, as of `hiku --batch`
 *
 * All are safe to print. `options` may be NULL. HIKU_EUSAGE for a format that
 * there is not, HIKU_EIO, HIKU_ENOMEM.
 */
enum hiku_status hiku_answer_write(const struct hiku_answer *answer,
				   const char *format,
				   const struct hiku_format_options *options,
				   hiku_write_fn write, void *ctx,
				   struct hiku_error *err) HIKU_MUST_USE;

enum hiku_format_trait {
	HIKU_FORMAT_CHOSEN = 1,	  /* --format takes its name */
	HIKU_FORMAT_PAGED = 2,	  /* for people: a pager may show it */
	HIKU_FORMAT_PAGE = 4,	  /* its lines are as wide as the window */
	HIKU_FORMAT_EXPLAINS = 8, /* heeds HIKU_FORMAT_PARTS */
	HIKU_FORMAT_NULS = 16,	  /* heeds HIKU_NULS */
	HIKU_FORMAT_COUNTS = 32,  /* for an answer with HIKU_COUNT */
	HIKU_FORMAT_FACETS = 64,  /* shows all that `facets` counts */
};

/* The name of format number `i`; NULL behind the last; static. `*traits`,
 * unless NULL, are of enum hiku_format_trait. */
const char *hiku_format(size_t i, uint32_t *traits);
/* HIKU_EUSAGE if the colours make no sense; such are left as they are then. */
enum hiku_status hiku_format_check(const struct hiku_format_options *options,
				   struct hiku_error *err) HIKU_MUST_USE;
/* Write the escape that `colors` (as above) have for a part, "title", "path",
 * "line", "dim" or "mark", into `out`, of `size` bytes, its NUL included; 32
 * are enough. Empty: there is no such part. */
void hiku_format_color(char *out, size_t size, const char *colors,
		       const char *part);

/* What is shown of a passage. */
struct hiku_excerpt {
	struct hiku_range range; /* bytes of the passage */
	size_t at;		 /* that of its first match, else the first */
	uint32_t line;		 /* or page of that byte; 0: there are none */
};

/*
 * Choose what is best shown of a passage in options->lines lines of
 * options->columns cells: whole sentences with the most matches. It is written
 * wrapped to that, each line ended by '\n' and safe to print, with
 * options->open and ->close around each match; `write` may be NULL. `size` is
 * sizeof(struct hiku_excerpt). HIKU_EIO, HIKU_ENOMEM.
 */
enum hiku_status hiku_hit_excerpt(const struct hiku_answer *answer, size_t hit,
				  const struct hiku_format_options *options,
				  struct hiku_excerpt *excerpt, size_t size,
				  hiku_write_fn write, void *ctx,
				  struct hiku_error *err) HIKU_MUST_USE;

/*
 * Write a text wrapped and made safe in the same way, with the `marks`
 * (ascending, disjoint) marked. Without options->lines all of it.
 */
enum hiku_status hiku_text_wrap(const char *text, size_t len,
				const struct hiku_range *marks,
				size_t mark_count,
				const struct hiku_format_options *options,
				hiku_write_fn write, void *ctx,
				struct hiku_error *err) HIKU_MUST_USE;
/* Write a text as it is, but safe to print. */
enum hiku_status hiku_text_safe(const char *text, size_t len,
				hiku_write_fn write, void *ctx,
				struct hiku_error *err) HIKU_MUST_USE;
/* The cells that a text takes on one line; `wide` as HIKU_WIDE. */
size_t hiku_text_cells(const char *text, size_t len, int wide);
/* The bytes of the first character of a text, as it is seen: with what combines
 * with it, and with all parts of an emoji. 0 only if `len` is 0. `*cells`,
 * unless NULL, becomes its cells. */
size_t hiku_text_char(const char *text, size_t len, int wide, size_t *cells);
/* Write a text as UTF-8: as it is if it is that, else read in an encoding, such
 * as that of the locale; NULL: in the one that it seems to be in, without a
 * byte order mark, and HIKU_ENOTTEXT if it is no text. HIKU_EENCODING if it is
 * in neither; HIKU_ENOMEM. */
enum hiku_status hiku_text_decode(const char *text, size_t len,
				  const char *encoding, hiku_write_fn write,
				  void *ctx,
				  struct hiku_error *err) HIKU_MUST_USE;
/* 1 if there is nothing but white space, of Unicode too; else 0. */
int hiku_text_is_blank(const char *text, size_t len);

/* ---- Pages that are served ---- */

/* The header Content-Security-Policy of such a page; static. */
const char *hiku_page_policy(void);
/*
 * Write a page for a browser as `hiku serve` gives it: a form that asks
 * `/?q=...` with `query` in it, and below it an answer to that query, or of
 * hiku_show(), or, without one, what failed. Both may be NULL. If `part` is not
 * 0 that is written alone: what the page's script asks for by
 * `/?q=...&part=answer`. HIKU_EIO, HIKU_ENOMEM.
 */
enum hiku_status hiku_page_write(const struct hiku_answer *answer,
				 const char *query, size_t len,
				 const struct hiku_error *failure, int part,
				 hiku_write_fn write, void *ctx,
				 struct hiku_error *err) HIKU_MUST_USE;

/* ---- Reports ---- */

/* The answers to many queries on one page for a browser: a table of the
 * queries, and for each its matches in their context, and how many there are by
 * article and, with `facets`, by month. */
struct hiku_report;

enum hiku_report_part {
	HIKU_REPORT_PAGE = 1,
	/* The matches as a table for spreadsheets, with a byte order mark
	 * (RFC 4180). Texts that begin as a formula does have a ' before. */
	HIKU_REPORT_TABLE = 2,
};

/* Begin a report with the `parts` (bits) that will be written. Of the options,
 * which may be NULL, `context` (0: 30) and `here` count, and `here` is
 * borrowed. HIKU_EUSAGE, HIKU_ENOMEM. */
enum hiku_status hiku_report_new(struct hiku_report **report, const char *title,
				 size_t len, uint32_t parts,
				 const struct hiku_format_options *options,
				 struct hiku_error *err) HIKU_MUST_USE;
/* Add an answer of hiku_search(), which is needed no more then. HIKU_ENOMEM. */
enum hiku_status hiku_report_add(struct hiku_report *report,
				 const struct hiku_answer *answer,
				 struct hiku_error *err) HIKU_MUST_USE;
/* Add a query that could not be answered, and why. HIKU_ENOMEM. */
enum hiku_status hiku_report_fail(struct hiku_report *report, const char *query,
				  size_t len, const struct hiku_error *why,
				  struct hiku_error *err) HIKU_MUST_USE;
/* Write a part. HIKU_EIO, HIKU_ENOMEM. */
enum hiku_status hiku_report_write(const struct hiku_report *report,
				   enum hiku_report_part part,
				   hiku_write_fn write, void *ctx,
				   struct hiku_error *err) HIKU_MUST_USE;
/* Also of NULL. */
void hiku_report_free(struct hiku_report *report);

/* ---- Words of the index ---- */

struct hiku_words;

/*
 * Words of the index that begin with what was typed, or are read so: at most
 * `limit`, those that the most passages have first. Of the options `limit` and
 * HIKU_NO_SOUND count. HIKU_EUSAGE if nothing was typed, and as hiku_search().
 */
enum hiku_status hiku_complete(struct hiku_words **words,
			       struct hiku_index *index, const char *typed,
			       size_t len,
			       const struct hiku_query_options *options,
			       struct hiku_error *err) HIKU_MUST_USE;
/* Words of the index that a word may be a slip of, the likeliest first. */
enum hiku_status hiku_suggest(struct hiku_words **words,
			      struct hiku_index *index, const char *typed,
			      size_t len,
			      const struct hiku_query_options *options,
			      struct hiku_error *err) HIKU_MUST_USE;
/* Also of NULL. */
void hiku_words_free(struct hiku_words *words);
/* Word number `i`; empty behind the last. `*passages`, unless NULL, is how many
 * have it. */
struct hiku_text hiku_word(const struct hiku_words *words, size_t i,
			   uint64_t *passages);
/* A line that the user should be told, or NULL. */
const char *hiku_words_note(const struct hiku_words *words);

#if defined(__GNUC__) || defined(__clang__)
#pragma GCC visibility pop
#endif

#ifdef __cplusplus
}
#endif

#endif
