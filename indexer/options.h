/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_OPTIONS_H
#define HIKU_INDEXER_OPTIONS_H

#include "base/opt.h"

struct hk_options {
	const char *db;
	const char *format;
	const char *encoding;
	const char *columns;	/* of CSV and TSV: formats/records/columns.h */
	const char *dictionary; /* a kind, or a folder where it has a '/' */
	const char *id;		/* of standard input as one article */
	const char *title;
	const char *files_from; /* a file with names of files; "-" */
	struct hk_opt_list include, exclude;
	bool hidden;
	bool follow;
	uint64_t passage_chars;
	uint64_t shards; /* of a new set; 0: not given */
	uint64_t wait;	 /* seconds, for another writer */
	bool dry_run;
	bool no_reindex;
	bool seal;
	bool verbose;
	bool quiet;
	bool json;
	bool help;
	bool version;
};

extern const struct hk_opt hk_options_table[];

#endif
