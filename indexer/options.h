/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_OPTIONS_H
#define HIKU_INDEXER_OPTIONS_H

/* The command line of hiku-index: its commands and its options. */

#include "base/opt.h"

/* In the order in which the help lists them. */
enum hk_index_command {
	HK_INDEX_ADD,
	HK_INDEX_UPDATE,
	HK_INDEX_WATCH,
	HK_INDEX_REMOVE,
	HK_INDEX_REINDEX,
	HK_INDEX_DICT_ADD,
	HK_INDEX_DICT_REMOVE,
	HK_INDEX_DICT_LIST,
	HK_INDEX_SYNONYMS_ADD,
	HK_INDEX_SYNONYMS_REMOVE,
	HK_INDEX_SYNONYMS_LIST,
	HK_INDEX_SYNONYMS_SHOW,
	HK_INDEX_LIST,
	HK_INDEX_STATUS,
	HK_INDEX_ANALYZE,
	HK_INDEX_COMPACT,
	HK_INDEX_CHECK,
	HK_INDEX_COLLECTIONS,
	HK_INDEX_HELP,
	HK_INDEX_COMMANDS, /* how many there are */
};

struct hk_index_options {
	const char *db;
	const char *collection; /* a name in place of `db` */
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
	uint64_t passage_chars; /* code points; 0: not given */
	uint64_t shards;	/* of a new set; 0: not given */
	uint64_t wait;		/* seconds, for another writer */
	uint64_t delay, every;	/* watch: milliseconds, seconds; 0: not given */
	bool dry_run;
	bool no_reindex;
	bool seal;
	bool skipped;	  /* status: name them */
	uint64_t verbose; /* how often it was given */
	bool quiet;
	bool json;
	bool help;
	bool version;
};

/* Numbered by enum hk_index_command. */
extern const struct hk_opt_command hk_indexer_commands[];
/* Values go into a struct hk_index_options. */
extern const struct hk_opt_program hk_indexer_program;

#endif
