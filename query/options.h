/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_OPTIONS_H
#define HIKU_QUERY_OPTIONS_H

/* The command line of hiku. */

#include "base/opt.h"

enum hk_when {
	HK_WHEN_AUTO,
	HK_WHEN_ALWAYS,
	HK_WHEN_NEVER,
};

struct hk_query_options {
	struct hk_opt_list dbs;
	bool all;
	bool exact;
	bool literal;
	uint64_t limit, offset, max_per_article;
	const char *path, *since;
	bool files, null, count, json, batch, explain, whole, no_pager;
	uint64_t threads;
	uint64_t timeout; /* seconds */
	bool partial;
	int color; /* enum hk_when */
	bool help, version;
};

/* Values go into a struct hk_query_options. */
extern const struct hk_opt_program hk_query_program;

#endif
