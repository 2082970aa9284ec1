/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_FORMAT_H
#define HIKU_FORMATS_FORMAT_H

/*
 * Formats: which there are, which one a file has, and the interface of their
 * readers. A reader takes the text of a file, or its bytes, and gives articles:
 * title, date and the like, and blocks with line numbers.
 */

#include "base/error.h"
#include "encoding/encoding.h"
#include "formats/list.h"
#include "text/article.h"

/* What a reader takes. */
enum hk_format_takes {
	HK_FORMAT_TEXT,	   /* the whole file, decoded to UTF-8 */
	HK_FORMAT_RECORDS, /* pieces of the file, bytes that end at line feeds;
			    * each record is checked by itself */
	HK_FORMAT_BYTES,   /* the file as it is; the reader decodes its texts
			    * with hk_encoding_decode() */
};

struct hk_container_budget; /* formats/archive/container.h */
struct hk_child;	    /* formats/child/child.h */

/* A file inside a file. */
struct hk_format_member {
	struct hk_str name;  /* its path inside its container; empty: it is the
			      * content of a file that is only compressed */
	struct hk_str file;  /* the file name by which its format is told */
	struct hk_str bytes; /* borrowed during the call */
	bool unwanted;	 /* not to be read, only to be named; it has no bytes */
	const char *why; /* it is unwanted, one line; NULL: its name tells */
	struct hk_str date; /* YYYY-MM-DD[Thh:mm:ss]; empty: unknown */
	unsigned depth;	    /* number of containers around it, from 1 */
	struct hk_container_budget *budget; /* of the outermost file */
};

/* Takes one article. Anything but HK_OK ends the reading with that status. */
typedef enum hk_status (*hk_format_emit)(void *ctx, struct hk_article *article);
/* Takes a member, which is read like a file in a folder, with the same `ctx`.
 * A member that cannot be read is complained about and is HK_OK. */
typedef enum hk_status (*hk_format_inside)(
	void *ctx, const struct hk_format_member *member);
/* Hears of a record or member that could not be read, after which the reading
 * goes on. `line` is 0 where there are no lines; `why` names the member. */
typedef void (*hk_format_complain)(void *ctx, uint32_t line, const char *why);

struct hk_format_input {
	struct hk_str text;	/* TEXT: valid UTF-8, any line ends. RECORDS and
				 * BYTES: as the file has them */
	int fd;			/* BYTES: unless it is -1, the file, open for
				 * reading at its beginning; then `text` is empty
				 * and the size is unknown: read it in pieces */
	uint32_t first_line;	/* of the text in its file, from 1 */
	struct hk_str path;	/* of the file; empty: standard input */
	struct hk_str member;	/* name of this member inside its container;
				 * empty: the input is the file itself */
	struct hk_str encoding; /* BYTES: named by the user; empty: detected */
	struct hk_str columns;	/* of tables, as formats/records/columns.h has
				 * it;  empty: by their names */
	unsigned depth;		/* of containers around it; 0: a file */
	struct hk_container_budget
		*budget;	    /* the member's; NULL: a real file */
	struct hk_child *child;	    /* for readers that are `apart`; NULL: they
				     * read here */
	struct hk_article *article; /* to be reset, filled and given to emit */
	/* `text` may go: it is not looked at any more, and the article has a
	 * copy of it. NULL: nobody asks, as within a container. Not every
	 * reader calls it. */
	void (*text_read)(void *ctx);
	hk_format_emit emit;
	hk_format_inside inside;
	hk_format_complain complain;
	void *ctx;
};

struct hk_format {
	enum hk_format_takes takes;
	/* Does a file that begins with `head`, at most HK_FORMAT_HEAD bytes,
	 * have this format, whatever its name is? NULL: only the name tells. */
	bool (*looks)(struct hk_str head);
	/* Is a text that was taken for plain text, decoded and whole, of this
	 * format? NULL: that is not asked. */
	bool (*told)(struct hk_str text);
	/* HK_ENOMEM, what emit or inside returned, or with a message
	 * HK_EFORMAT, HK_EENCODING, HK_EIO or HK_ETOOBIG for a file that cannot
	 * be read at all, HK_ENOTTEXT for one that is skipped (up to its first
	 * ';', ',' or ':' the message is the heading under which such files
	 * are counted, "no text: pictures of pages"). NULL if hiku was
	 * built without the library that this needs. */
	enum hk_status (*read)(const struct hk_format_input *input,
			       struct hk_error *err);
	const char *needs; /* the name of that library, or NULL */
	/* It parses hostile input with a library, or might take too much time
	 * or memory: hk_child_read() lets it read in a process of its own. */
	bool apart;
};

/* Bytes of a file that tell its format. */
#define HK_FORMAT_HEAD 65536

/* Give the only article of a text, which is not needed any more. */
enum hk_status hk_format_give(const struct hk_format_input *input) HK_MUST_USE;

/* hk_format_text and the others of formats/list.h, each in its own file. */
#define HK_FORMAT_DECLARE(name, suffixes, about) \
	extern const struct hk_format hk_format_##name;
HK_FORMAT_LIST(HK_FORMAT_DECLARE)
#undef HK_FORMAT_DECLARE

/* A row of formats/list.h. */
struct hk_format_row {
	const char *name;     /* for --format, type: and the record */
	const char *suffixes; /* lower case, separated by blanks; may be "" */
	const char *about;    /* one line for help, manual page and README */
	const struct hk_format *format;
};

/* All rows in their order, and one whose name is NULL. */
extern const struct hk_format_row hk_format_rows[];

/* The name of a format, as in its row. */
const char *hk_format_name(const struct hk_format *format);
/* The suffix of a file's name, without the dot; "" if it has none. Borrowed
 * from `path`. */
const char *hk_format_suffix(const char *path);
/* Do files of this format have that suffix, in any case? */
bool hk_format_has_suffix(const struct hk_format *format, const char *suffix);
/* The format of that name, or NULL. */
const struct hk_format *hk_format_named(const char *name);
/*
 * The format of a file by its first bytes and its name; plain text if neither
 * tells another. NULL for a kind of file that is not read, whose suffix is then
 * in `*why`. `read` of the answer may be NULL.
 */
const struct hk_format *hk_format_of(const char *path, struct hk_str head,
				     const char **why);
/* The format once the text is decoded: what was taken for plain text may turn
 * out to be another one, but not where the file's name says that it is source
 * code and the like. */
const struct hk_format *hk_format_of_text(const struct hk_format *format,
					  struct hk_str name,
					  struct hk_str text);

#endif
