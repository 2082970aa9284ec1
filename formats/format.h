/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_FORMAT_H
#define HIKU_FORMATS_FORMAT_H

/*
 * Formats: which there are, which one a file has, and the face of those that
 * read them. A reader gets the text of a file, or its bytes, and gives
 * articles: title, date, headings and blocks with line numbers.
 */

#include "base/error.h"
#include "encoding/encoding.h"
#include "formats/list.h"
#include "text/article.h"

/* What a reader of a format is given. */
enum hk_format_takes {
	HK_FORMAT_TEXT,	   /* the whole file, decoded to UTF-8 */
	HK_FORMAT_RECORDS, /* pieces of the file that end at line feeds, as
			    * bytes; each record is checked by itself */
	HK_FORMAT_BYTES,   /* the file as it is: its texts are the reader's to
			    * decode, with hk_encoding_decode() */
};

struct hk_container_budget; /* formats/archive/container.h */

/* A file inside a file. */
struct hk_format_member {
	struct hk_str name;  /* below the file that holds it, parts with '/';
			      * empty: it is that file itself, compressed */
	struct hk_str file;  /* what tells its format: its name */
	struct hk_str bytes; /* borrowed during the call */
	struct hk_str date;  /* YYYY-MM-DD[Thh:mm:ss]; empty: unknown */
	unsigned depth;	     /* of containers around it, from 1 */
	struct hk_container_budget
		*budget; /* of the file that holds them all */
};

/* Takes one article; what it returns ends the reading unless it is HK_OK. */
typedef enum hk_status (*hk_format_emit)(void *ctx, struct hk_article *article);
/* Takes a file inside a file: it is read as one that lies in a folder, with
 * the same `ctx`. What is wrong with it is complained about and is HK_OK. */
typedef enum hk_status (*hk_format_inside)(
	void *ctx, const struct hk_format_member *member);
/* Hears of a record or member that could not be read; the reading goes on.
 * `line` 0: there are no lines. `why` names the member. */
typedef void (*hk_format_complain)(void *ctx, uint32_t line, const char *why);

struct hk_format_input {
	struct hk_str text;  /* TEXT: valid UTF-8, any line ends. RECORDS and
			      * BYTES: as the file has them */
	int fd;		     /* BYTES: where it is not -1, the file is open here
			      * for reading, at its beginning, `text` is empty,
			      * and nobody knows its size: read it in pieces */
	uint32_t first_line; /* of the text in its file, from 1 */
	struct hk_str path;  /* of the file; empty: standard input */
	struct hk_str member;	/* its name inside that file; empty: it is it */
	struct hk_str encoding; /* BYTES: named by the user; empty: found out */
	struct hk_str columns;	/* of tables, as formats/records/columns.h has
				 * it;  empty: by their names */
	unsigned depth;		/* of containers around it; 0: a real file */
	struct hk_container_budget
		*budget;	    /* the member's; NULL: a real file */
	struct hk_article *article; /* to be reset, filled and given to emit */
	hk_format_emit emit;
	hk_format_inside inside;
	hk_format_complain complain;
	void *ctx;
};

struct hk_format {
	enum hk_format_takes takes;
	/* Does a file that begins so have this format, whatever its name? Of
	 * BYTES and of HTML and the like by their first bytes; `head` is at
	 * most HK_FORMAT_HEAD bytes long. NULL: only the name tells. */
	bool (*looks)(struct hk_str head);
	/* HK_ENOMEM, what emit returned, or HK_EFORMAT, HK_EENCODING, HK_EIO,
	 * HK_ETOOBIG and a line for a file that is broken as a whole;
	 * HK_ENOTTEXT and why for one to pass over. NULL where the library
	 * it needs was not there when hiku was built. */
	enum hk_status (*read)(const struct hk_format_input *input,
			       struct hk_error *err);
	const char *needs; /* the name of that library, else NULL */
};

#define HK_FORMAT_HEAD 65536

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
/* The format of that name, or NULL. */
const struct hk_format *hk_format_named(const char *name);
/*
 * The format of a file by its first bytes and its name: plain text where
 * neither tells another. NULL, and the reason in `*why`, where it is one that
 * is not read. `read` of the answer may be NULL.
 */
const struct hk_format *hk_format_of(const char *path, struct hk_str head,
				     const char **why);
/* The same once the text is decoded: what was taken for plain text may turn
 * out to be of another format. */
const struct hk_format *hk_format_of_text(const struct hk_format *format,
					  struct hk_str text);

#endif
