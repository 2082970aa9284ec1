/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_FOLDER_H
#define HIKU_STORE_FOLDER_H

/*
 * The folder of an index:
 *
 *   hiku-index        "hiku-index 1\ngeneration-0001\n": the pointer. Replaced
 *                     by write, fsync, rename, fsync of the folder.
 *   generation-NNNN/  one glass database; `in-use` in it is locked shared by
 *                     readers, exclusively by whoever removes it
 *   current           a link to the generation for the servers that remote
 *                     searches ask (store/location.h); we never follow it
 *   lock              held by the one writer; says who (store/lock.h)
 *   scratch-XXXXXX/   where a generation is being built
 *
 * None of it is trusted. The folder is refused unless its pointer names a
 * generation of this very folder, if it holds a file XAPIANDB, and if the
 * generation is a symbolic link. Xapian is never given a path that did not
 * pass these checks.
 *
 * A generation gets its name only when it is complete: it is built in a
 * scratch folder and renamed.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/clean.h"
#include "base/error.h"

#define HK_FOLDER_FORMAT 1
/* Bytes of a generation's name, its NUL included. */
#define HK_FOLDER_NAME_MAX 32
/* The file that names the current generation, and the link to it. */
#define HK_FOLDER_POINTER "hiku-index"
#define HK_FOLDER_SERVED  "current"

struct hk_folder {
	char *dir;			     /* real path */
	char generation[HK_FOLDER_NAME_MAX]; /* "" where there is none yet */
	char *database;			     /* dir/generation, or NULL */
}; /* both paths are owned: hk_folder_release() */

/*
 * Append the folder of the index to use where the user names none: $HIKU_DB,
 * else $XDG_DATA_HOME/hiku/default, else ~/.local/share/hiku/default. If
 * $HIKU_DB is ".hiku", the nearest folder of that name, here or above, comes
 * before the default. HK_EUSAGE where none of these variables is set; HK_EACCES
 * from hk_collection_here().
 */
enum hk_status hk_folder_default(struct hk_buf *out,
				 struct hk_error *err) HK_MUST_USE;

/*
 * A command of hiku-index for the index in `dir`, as one can paste it into a
 * shell: with --db, unless that is the index used without. The result is
 * `out->text`.
 */
const char *hk_folder_hint(struct hk_clean_buf *out, const char *dir,
			   const char *command);

/*
 * Read the pointer of the index in `dir`. HK_ENOTFOUND where there is no such
 * folder (the message says how to make one); HK_ENOTINDEX where it is not an
 * index, also an empty folder, or must be refused; HK_EVERSION for another
 * format; HK_ECORRUPT where the generation is missing; HK_EACCES, HK_EIO,
 * HK_ENOMEM. To be released only after HK_OK.
 */
enum hk_status hk_folder_open(struct hk_folder *out, const char *dir,
			      struct hk_error *err) HK_MUST_USE;
/*
 * For a writer: as hk_folder_open(), but makes the folder and those above it
 * where there is none. An empty folder is a new index (generation ""). A
 * folder with other things in it is refused: HK_ENOTINDEX.
 */
enum hk_status hk_folder_create(struct hk_folder *out, const char *dir,
				struct hk_error *err) HK_MUST_USE;
void hk_folder_release(struct hk_folder *folder);
/* Read the pointer again. `*moved` says whether the generation changed, which
 * frees the old `database`. Errors as above. */
enum hk_status hk_folder_refresh(struct hk_folder *folder, bool *moved,
				 struct hk_error *err) HK_MUST_USE;

/* When the current generation was last changed, in seconds since 1970; 0:
 * nobody can tell. */
int64_t hk_folder_changed(const struct hk_folder *folder);

/*
 * HK_ECORRUPT where a file is missing that the current generation must have:
 * Xapian would take that table for empty. The table of texts comes with the
 * first document, so it is looked for only where there are `documents`.
 */
enum hk_status hk_folder_check(const struct hk_folder *folder, bool documents,
			       struct hk_error *err) HK_MUST_USE;
/* May its tables be opened for writing? Not on a read-only medium, nor where
 * they belong to somebody else. */
bool hk_folder_writable(const struct hk_folder *folder);

/*
 * Hold the current generation, so that no writer removes it: a descriptor with
 * a shared lock on its `in-use` file, which the caller closes. -1 where that
 * is not possible (a read-only medium without the file), which is not an error.
 */
int hk_folder_hold(const struct hk_folder *folder);

/* ---- For the writer, under its lock ---- */

/* A fresh scratch folder; `*path` is the caller's to free(). */
enum hk_status hk_folder_scratch(const struct hk_folder *folder, char **path,
				 struct hk_error *err) HK_MUST_USE;
/* The name that follows the current generation's; generation-0001 if there is
 * none. */
void hk_folder_next(const struct hk_folder *folder,
		    char out[HK_FOLDER_NAME_MAX]);
/*
 * Make `name`, a database that is complete on disk, the current generation:
 * give it its `in-use`, fsync its files and folder, replace the pointer.
 */
enum hk_status hk_folder_publish(struct hk_folder *folder, const char *name,
				 struct hk_error *err) HK_MUST_USE;
/*
 * Publish the newest generation if there is one but no pointer, which was lost
 * or whose writer died before it was written.
 */
enum hk_status hk_folder_adopt(struct hk_folder *folder,
			       struct hk_error *err) HK_MUST_USE;
/*
 * Remove scratch folders and every generation but the current one that no
 * reader holds. What cannot be removed waits for the next writer.
 */
enum hk_status hk_folder_clean(struct hk_folder *folder,
			       struct hk_error *err) HK_MUST_USE;

#endif
