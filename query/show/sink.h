/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_SINK_H
#define HIKU_QUERY_SHOW_SINK_H

/*
 * Output formats. A sink is called at the beginning, for each hit and at the
 * end, and may fail. Each format is a file of its own and independent of the
 * others; all append to one buffer, which main prints.
 */

#include "base/buf.h"
#include "base/json.h"
#include "query/search/result.h"
#include "query/show/style.h"

/* Cells of a page, if no other width is known. */
#define HK_SINK_PAGE 80

struct hk_notes;

struct hk_sink_options {
	const struct hk_style *style; /* NULL: no colours, no signs */
	unsigned columns; /* cells of a line; 0: as the format has */
	bool whole;	  /* whole passages, not only their best sentences */
	bool explain;	  /* show what each part adds to a score */
	bool bars;	  /* show numbers as bars, too */
	unsigned context; /* cells on each side of a match */
	bool null;	  /* names as they are, with a NUL behind each */
	const char *here; /* real path of the current folder, or NULL */
	uint32_t *lines;  /* of each hit, set to the line that is shown for it;
			   * or NULL */
	struct hk_str query; /* as it was typed */
	const char *link;    /* of places: query/show/place.h; NULL: none */
	/* What the user is told of the answer (query/show/note.h), where it is
	 * shown with it; or NULL. */
	const struct hk_notes *notes;
};

struct hk_sink {
	const struct hk_sink_format *format;
	const struct hk_sink_options *options;
	struct hk_buf *out;
	const struct hk_result *result;
	void *state; /* private to the format; freed by its end() */
};

struct hk_sink_format {
	const char *name;
	bool chosen;	 /* --format takes the name */
	bool paged;	 /* for people: long answers go through the pager */
	bool page;	 /* its lines are as wide as the window */
	bool explains;	 /* heeds `explain` */
	bool nulls;	 /* heeds `null` */
	bool counts;	 /* shows result->articles: hk_search_options.count */
	unsigned facets; /* shows these beside the hits:
			  * hk_search_options.facets */
	/* Any of these may be NULL. */
	enum hk_status (*begin)(struct hk_sink *sink);
	enum hk_status (*hit)(struct hk_sink *sink, const struct hk_hit *hit);
	/* Called once after begin(), even if that or a hit() failed. */
	enum hk_status (*end)(struct hk_sink *sink);
};

/*
 * The table of all formats. A new one is a row here and a file of its own,
 * query/show/NAME.c, that defines hk_sink_NAME.
 */
#define HK_SINK_FORMATS(ROW)                                              \
	/* For people at a terminal: each article with its best passages, \
	 * wrapped to the window. */                                      \
	ROW(page)                                                         \
	/* For pipes: "path:line: excerpt", each on one line. */          \
	ROW(lines)                                                        \
	/* For editors: the same, with a column. */                       \
	ROW(vimgrep)                                                      \
	/* For programs: a JSON object per line (docs/OUTPUT.md). */      \
	ROW(json)                                                         \
	/* A table, for spreadsheets and awk. */                          \
	ROW(tsv)                                                          \
	/* A list, to paste into notes. */                                \
	ROW(markdown)                                                     \
	/* A page for a browser. */                                       \
	ROW(html)                                                         \
	/* The files that have matches, once each, by rank. */            \
	ROW(files)                                                        \
	/* Each match with what is around it, one above the other. */     \
	ROW(kwic)                                                         \
	/* How many articles there are of each kind. */                   \
	ROW(facets)                                                       \
	/* Only the number of articles that match. */                     \
	ROW(count)

#define HK_SINK_DECLARE(name) extern const struct hk_sink_format hk_sink_##name;
HK_SINK_FORMATS(HK_SINK_DECLARE)
#undef HK_SINK_DECLARE

/* The format with this name, or NULL. */
const struct hk_sink_format *hk_sink_find(const char *name);
/* The i-th format, from 0; NULL after the last one. */
const struct hk_sink_format *hk_sink_number(size_t i);
/* The name of the i-th format that --format takes, from 0; NULL after the last
 * one. */
const char *hk_sink_name(size_t i);

/* Note the line that is shown for a hit. */
void hk_sink_note(struct hk_sink *sink, const struct hk_hit *hit,
		  uint32_t line);

/* The cells of a line: those of the options, else `preset`. */
unsigned hk_sink_columns(const struct hk_sink *sink, unsigned preset);

/* The style of an answer, never NULL. */
const struct hk_style *hk_sink_style(const struct hk_sink *sink);

/* A hit's position in the group of its article, or of its file. */
struct hk_sink_group {
	bool first;  /* the best hit of the group */
	size_t next; /* the next hit: its index in the result; 0: none */
};

/*
 * Group the hits of a result by article, or by file (which may contain many
 * articles). `*out` has an item per hit; the caller frees it. HK_ENOMEM.
 */
enum hk_status hk_sink_group(struct hk_sink_group **out,
			     const struct hk_result *result,
			     bool by_file) HK_MUST_USE;

/* Write the texts that were searched by sound, if there are any, as the array
 * of the key "also"; failures stay in `json`. */
void hk_sink_json_also(struct hk_json *json, const struct hk_result *result);
/* The synonyms that were searched for too, as a member "synonyms" of the object
 * at hand; nothing if there were none. */
void hk_sink_json_synonyms(struct hk_json *json,
			   const struct hk_result *result);
/* Write one hit as a JSON object; failures stay in `json`. */
void hk_sink_json_hit(struct hk_json *json, const struct hk_result *result,
		      const struct hk_hit *hit, bool explain);

/* How a hit was found, as the JSON has it (docs/OUTPUT.md); static. */
const char *hk_sink_way(const struct hk_result *result,
			const struct hk_hit *hit);
/*
 * Append a whole answer to `query` as one JSON object on a line; `missing` are
 * the names of indexes that did not answer. HK_ENOMEM.
 */
enum hk_status hk_sink_json_answer(struct hk_buf *out,
				   const struct hk_result *result,
				   struct hk_str query,
				   const struct hk_str *missing,
				   size_t missing_count,
				   bool explain) HK_MUST_USE;

/* Append a result to `out` in a format. HK_ENOMEM. */
enum hk_status hk_sink_write(struct hk_buf *out,
			     const struct hk_sink_format *format,
			     const struct hk_sink_options *options,
			     const struct hk_result *result) HK_MUST_USE;

#endif
