/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_COLLECTION_H
#define HIKU_STORE_COLLECTION_H

/*
 * Indexes with names, for -C NAME and @NAME of both programs. A name stands for
 * what the user's own file $XDG_CONFIG_HOME/hiku/indexes (else
 * ~/.config/hiku/indexes) says:
 *
 *	[work]
 *	~/indexes/work
 *	tcp://archive:8080
 *
 * else for the folder of that name in $XDG_DATA_HOME/hiku (else
 * ~/.local/share/hiku), beside `default`, where `hiku-index -C NAME add` makes
 * it. Folders in the file are absolute or begin with ~/; lines that begin with
 * # are comments.
 */

#include "base/buf.h"
#include "base/error.h"

/* The name of the file in the user's folder of configuration. */
#define HK_COLLECTION_FILE "indexes"

/* HK_EUSAGE unless it is a name: not empty, and without a slash, blank, comma,
 * bracket or control, nor a dot at its beginning. */
enum hk_status hk_collection_check(const char *name,
				   struct hk_error *err) HK_MUST_USE;
/* Append the folder that has a name of its own beside the user's default one.
 * HK_EUSAGE where no home is known; HK_ENOMEM. */
enum hk_status hk_collection_place(struct hk_buf *out, const char *name,
				   struct hk_error *err) HK_MUST_USE;
/*
 * Append the one folder of this machine that the name stands for, for a
 * program that writes; it need not exist. HK_EUSAGE where it is several places
 * or one that is elsewhere; else as hk_collection_each().
 */
enum hk_status hk_collection_dir(struct hk_buf *out, const char *name,
				 struct hk_error *err) HK_MUST_USE;

/* Takes a place of the group `name`, as it is written in line `line` of the
 * file `table`; `place` is NULL for the line that begins the group. */
typedef enum hk_status (*hk_collection_fn)(void *ctx, const char *name,
					   const char *place, size_t line,
					   const char *table);
/* Give all lines of the user's file, in their order; what `fn` returns ends it.
 * As hk_config_read() (base/config.h). */
enum hk_status hk_collection_each(hk_collection_fn fn, void *ctx,
				  struct hk_error *err) HK_MUST_USE;
/* Append a folder that the file names: ~/ becomes $HOME. HK_ENOMEM. */
enum hk_status hk_collection_expand(struct hk_buf *out,
				    const char *place) HK_MUST_USE;

/*
 * Is a folder that only a name or a place has led to the user's own, or root's,
 * and nobody else's to write? HK_EACCES, with a line that says what to do.
 */
enum hk_status hk_collection_own(const char *dir,
				 struct hk_error *err) HK_MUST_USE;

/*
 * Append the index `.hiku` of the current folder or the nearest one above it;
 * nothing if there is none. One that belongs to another user is refused:
 * HK_EACCES. HK_ENOMEM.
 */
enum hk_status hk_collection_here(struct hk_buf *out,
				  struct hk_error *err) HK_MUST_USE;

#endif
