/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_OPT_PLACES_H
#define HIKU_BASE_OPT_PLACES_H

/*
 * The options by which a program is told which indexes to search, the same for
 * each that searches.
 */

#include "base/opt.h"

struct hk_opt_places {
	struct hk_opt_list dbs;
	struct hk_opt_list collections; /* hk_opt_places_join() adds them */
	size_t joined;			/* of these, how many it has added */
	uint64_t timeout;		/* seconds; hk_opt_places_ms() */
	bool partial;
};

/* Their rows; `at` is where the struct hk_opt_places stands in the program's
 * struct of options. */
/* clang-format off */
#define HK_OPT_PLACES(at)                                                      \
	{.kind = HK_OPT_GROUP, .help = "Where to search"},                     \
	{.kind = HK_OPT_LIST,                                                  \
	 .letter = 'd',                                                        \
	 .name = "db",                                                         \
	 .argument = "PLACE",                                                  \
	 .value = HK_OPT_DIR,                                                  \
	 .help = "index to search: a folder, tcp://HOST:PORT, "                \
		 "ssh://HOST/DIR or @GROUP; repeatable",                       \
	 .manual = "An index to search; see PLACES in hiku(1). "               \
		   "Repeatable: all of them are searched as one, and must "    \
		   "have been made with the same dictionary and rules.",       \
	 .offset = (at) + offsetof(struct hk_opt_places, dbs)},                \
	{.kind = HK_OPT_LIST,                                                  \
	 .letter = 'C',                                                        \
	 .name = "collection",                                                 \
	 .argument = "NAME,...",                                               \
	 .value = HK_OPT_COLLECTION,                                           \
	 .help = "collections to search (`hiku-index collections` names them)",\
	 .manual = "Collections to search, by their names: what "              \
		   "`hiku-index -C` <NAME> `add` made, or a group; the same "  \
		   "as `-d @`<NAME>. See PLACES in hiku(1).",                  \
	 .offset = (at) + offsetof(struct hk_opt_places, collections)},        \
	{.kind = HK_OPT_UINT,                                                  \
	 .name = "timeout",                                                    \
	 .argument = "SECONDS",                                                \
	 .help = "wait up to SECONDS for another machine; 0: for ever",        \
	 .manual = "Wait up to <SECONDS> for the connection to an index on "   \
		   "another machine, and then for each of its answers; 0 "     \
		   "waits for ever.",                                          \
	 .offset = (at) + offsetof(struct hk_opt_places, timeout),             \
	 .preset = "5"},                                                       \
	{.kind = HK_OPT_FLAG,                                                  \
	 .name = "partial",                                                    \
	 .help = "skip indexes that do not answer",                            \
	 .manual = "Skip indexes that do not answer, and name them beside the "\
		   "answer.",                                                  \
	 .offset = (at) + offsetof(struct hk_opt_places, partial)}
/* clang-format on */

/* Add the collections to `dbs`, as @NAME. HK_ENOMEM.
 * hk_opt_places_release() before the options are released. */
enum hk_status hk_opt_places_join(struct hk_opt_places *places,
				  struct hk_error *err) HK_MUST_USE;
void hk_opt_places_release(struct hk_opt_places *places);

/* The timeout in milliseconds; 0: none. */
uint32_t hk_opt_places_ms(const struct hk_opt_places *places);

#endif
