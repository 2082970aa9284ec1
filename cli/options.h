/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_OPTIONS_H
#define HIKU_CLI_OPTIONS_H

/* The command line of hiku. */

#include "base/opt_places.h"

enum hk_color {
	HK_COLOR_AUTO,
	HK_COLOR_ALWAYS,
	HK_COLOR_NEVER,
};

enum hk_width {
	HK_WIDTH_AUTO,
	HK_WIDTH_ONE,
	HK_WIDTH_TWO,
};

struct hk_query_options {
	struct hk_opt_places places;
	bool all;
	bool exact;
	bool literal;
	bool romaji, no_sound, no_synonyms;
	uint64_t limit, offset, max_per_article;
	const char *path, *since, *until;
	bool files, null, count, json, batch, explain, whole, no_pager;
	uint64_t threads;
	int color;  /* enum hk_color */
	int format; /* for hk_choice_format_name(); 0: by what the output is */
	bool no_heading, pretty;
	uint64_t width;		  /* cells; 0: not given */
	struct hk_opt_list marks; /* the signs of each --marks, two and two */
	int ambiguous;		  /* enum hk_width */
	int hyperlink;		  /* for hk_choice_link_pattern() */
	int sort;		  /* enum hiku_sort */
	int count_by;		  /* enum hiku_by */
	uint64_t kwic;		  /* cells on each side; 0: not given */
	bool all_copies;
	const char *complete, *suggest; /* words of the index for these */
	int auto_correct;		/* enum hiku_correct */
	const char *similar;		/* the same, or - */
	const char *report, *csv;	/* files: cli/report.h */
	const char *show, *open;	/* a number or a path: cli/verb.h */
	bool interactive;
	bool verbose, help, version;
};

/* Values go into a struct hk_query_options. */
extern const struct hk_opt_program hk_cli_program;

#endif
