/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_SYNONYM_TABLES_H
#define HIKU_STORE_SYNONYM_TABLES_H

/*
 * The user's tables of synonyms (text/synonyms.h): compiled files
 * NAME.synonyms in $XDG_DATA_HOME/hiku/.synonyms (else
 * ~/.local/share/hiku/.synonyms). They belong to the user and to no index:
 * nothing in an index depends on them, so that one may come and go without a
 * reindex, and counts for indexes on other machines, too.
 */

#include "base/buf.h"
#include "base/error.h"
#include "text/synonyms.h"

/* Tables of a user. */
#define HK_SYNONYM_TABLES_MAX 16
/* Bytes of a name, with its NUL. */
#define HK_SYNONYM_NAME_MAX 128

struct hk_synonym_table {
	char name[HK_SYNONYM_NAME_MAX];
	struct hk_synonyms table; /* mapped */
};

/* Zeroed, it has none. May be shared between threads once it is open. */
struct hk_synonym_tables {
	/* Those of fewer groups first: one's own before a large one. */
	struct hk_synonym_table list[HK_SYNONYM_TABLES_MAX];
	size_t count;
	struct hk_error why; /* the first one that cannot be used; status HK_OK:
			      * all can */
};

/*
 * Open all tables that there are. What cannot be used is in `out->why`, and is
 * no failure: one of another version, a damaged one, or one that others than
 * the user and root can write. HK_ENOMEM.
 */
enum hk_status hk_synonym_tables_open(struct hk_synonym_tables *out,
				      struct hk_error *err) HK_MUST_USE;
void hk_synonym_tables_release(struct hk_synonym_tables *tables);

/* The name of the table of a file: that of the file, without a suffix.
 * HK_EUSAGE if it cannot be one. */
enum hk_status hk_synonym_tables_name(char out[HK_SYNONYM_NAME_MAX],
				      const char *file,
				      struct hk_error *err) HK_MUST_USE;
/* Keep a compiled table, in place of the one of that name. HK_ETOOBIG if there
 * are too many others; HK_EUSAGE where no home is known; what
 * hk_file_replace() gives. */
enum hk_status hk_synonym_tables_save(const char *name, struct hk_str bytes,
				      struct hk_error *err) HK_MUST_USE;
/* HK_ENOTFOUND if there is none of that name; HK_EIO. */
enum hk_status hk_synonym_tables_remove(const char *name,
					struct hk_error *err) HK_MUST_USE;

/* Give the synonyms of a text in normal form, each once for each group that has
 * it, of all tables. What `fn` returned. */
enum hk_status hk_synonym_tables_find(const struct hk_synonym_tables *tables,
				      struct hk_str text, hk_synonyms_fn fn,
				      void *ctx) HK_MUST_USE;

#endif
