/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_FILTER_H
#define HIKU_FORMATS_FILTER_H

/*
 * Formats that other programs read: a table of the user's says which command
 * turns files of a suffix into text. It is one file of the user's own,
 * $XDG_CONFIG_HOME/hiku/filters, else ~/.config/hiku/filters, and never one
 * from an index or from a folder that is indexed:
 *
 *	# suffixes [@inside] [-> format of what comes out]: command
 *	djvu: djvutxt {}
 *	doc dot -> docx: to-docx {}
 *	wpd @inside -> html: wpd2html {}
 *
 * {} is the file's path; without it the file is the command's standard
 * input. There is no shell: words are separated by blanks, ' and " keep blanks,
 * a backslash keeps the character after it (but not inside ').
 *
 * With @inside the command also gets members of archives and attachments of
 * mail. Without it it does not: these come from others, and how many there are
 * and what is in them is not the user's choice.
 */

#include <signal.h>

#include "base/hash.h"
#include "formats/format.h"

struct hk_filters; /* a table that was read */

struct hk_filter {
	const char *suffix; /* lower case, without the dot; the type of what is
			     * read so */
	const struct hk_format *format; /* of its output */
	const char *const *words;	/* of the command; ends with NULL */
	bool inside;			/* also for files inside other files */
};

/* What is said of a member whose suffix has a filter without @inside. */
#define HK_FILTER_OUTSIDE                                           \
	HK_MESSAGE("filters are off inside archives and mail; see " \
		   "FILTERS in hiku-index(1)")

/* Bytes of a command's output at most, and milliseconds it may take. */
#define HK_FILTER_OUTPUT_MAX (64u << 20)
#define HK_FILTER_TIME_MAX   60000u

/*
 * Read the user's table; NULL in `*out` where there is none. HK_EACCES if
 * anybody but the user and root may have written it, HK_EFORMAT with the number
 * of the line for one that cannot be understood; HK_ETOOBIG, HK_ENOMEM, HK_EIO.
 */
enum hk_status hk_filter_load(struct hk_filters **out,
			      struct hk_error *err) HK_MUST_USE;
/* Read a table from a text; `name` is for messages. */
enum hk_status hk_filter_parse(struct hk_filters **out, struct hk_str text,
			       const char *name,
			       struct hk_error *err) HK_MUST_USE;
void hk_filter_free(struct hk_filters *filters);

/* The filter for a file of this name, or NULL. `filters` may be NULL. */
const struct hk_filter *hk_filter_for(const struct hk_filters *filters,
				      const char *path);
/* The same for the bytes of a file that is not on disk: they are written to a
 * file of that suffix in a folder of its own below $TMPDIR, which is removed
 * again. Also HK_ENOSPC, HK_EIO. */
enum hk_status hk_filter_run_bytes(struct hk_buf *out,
				   const struct hk_filter *filter,
				   struct hk_str bytes,
				   const volatile sig_atomic_t *stop,
				   struct hk_error *err) HK_MUST_USE;

/* A hash of the command's words and of the format of its output. */
void hk_filter_hash(char out[HK_HASH_HEX], const struct hk_filter *filter);
/*
 * Append what the command makes of the file, open as `fd`, to `out`, up to its
 * cap. HK_EFORMAT and a message if the command fails;
 * HK_ETOOBIG, HK_EINTERRUPTED (when `stop` becomes true), HK_ENOMEM.
 */
enum hk_status hk_filter_run(struct hk_buf *out, const struct hk_filter *filter,
			     const char *path, int fd,
			     const volatile sig_atomic_t *stop,
			     struct hk_error *err) HK_MUST_USE;

#endif
