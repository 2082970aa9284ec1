/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_OFFICE_PACKAGE_H
#define HIKU_FORMATS_OFFICE_PACKAGE_H

/*
 * The zip file that an office file is, and its parts: OOXML by ECMA-376 part 2,
 * ODF by OASIS OpenDocument 1.3 part 2. Small parts are kept when the package
 * is opened, in one pass; large ones are read again, piece by piece, so that a
 * sheet of any size takes no more memory than a small one. All of it counts
 * against the budget of containers.
 */

#include "formats/archive/container.h"
#include "formats/xml/parse.h"

#if defined(HK_HAVE_EXPAT) && defined(HK_HAVE_LIBARCHIVE)
#define HK_OFFICE_BUILT
#endif

/* What is said of references to entities that a DTD puts into other files. */
#define HK_OFFICE_PACKAGE_EXTERNAL \
	HK_MESSAGE("references to entities in other files are left out")

struct hk_office_part {
	struct hk_str name;  /* as the package has it, without '/' before it */
	struct hk_str bytes; /* what was kept of it */
	uint32_t number;     /* in the order of the file */
	bool kept;	     /* `bytes` is all of it that can be read */
	bool broken;	     /* it was complained about */
	bool used;	     /* its text was taken, which is done once */
};

struct hk_office_package {
	const struct hk_format_input *input;
	struct hk_format_input source; /* the input, but it can be read again */
	struct hk_container_budget own, *budget;
	struct hk_buf whole; /* the file, if it came through a pipe */
	struct hk_arena arena;
	struct hk_office_part *parts; /* by name, letters in any case */
	size_t count, capacity;
	size_t kept;		   /* bytes of them */
	bool encrypted;		   /* a part is, by the means of zip files */
	struct hk_container *open; /* for large parts */
	uint32_t next;		   /* the number of its next part */
};

/*
 * Read the directory of the package and its small parts. What is damaged is
 * complained about. HK_EFORMAT if there is nothing that can be read; HK_ENOMEM,
 * HK_EIO, HK_ETOOBIG.
 */
enum hk_status hk_office_package_open(struct hk_office_package *package,
				      const struct hk_format_input *input,
				      struct hk_error *err) HK_MUST_USE;
void hk_office_package_close(struct hk_office_package *package);

/* The part of that name, or NULL. */
struct hk_office_part *hk_office_package_find(
	const struct hk_office_package *package, struct hk_str name);

/*
 * Read a part as XML. What is broken is complained about, once for each part;
 * what stands before it has been given. HK_ENOMEM, HK_EIO, or what a function
 * of `events` returned.
 */
enum hk_status hk_office_package_parse(struct hk_office_package *package,
				       struct hk_office_part *part,
				       const struct hk_xml_parse_events *events,
				       void *ctx,
				       struct hk_error *err) HK_MUST_USE;

/* Set `out`, whose cap is the part's, to its bytes. With a message HK_EFORMAT
 * if it is damaged, HK_ETOOBIG, HK_ENOTTEXT if it is encrypted, HK_EIO;
 * HK_ENOMEM.
 */
enum hk_status hk_office_package_bytes(struct hk_office_package *package,
				       const struct hk_office_part *part,
				       struct hk_buf *out,
				       struct hk_error *err) HK_MUST_USE;

/* True the first time: a file may name a part as often as it likes. */
bool hk_office_package_once(struct hk_office_part *part);

/* ---- Relationships of OOXML ---- */

struct hk_office_relation {
	struct hk_str id;
	struct hk_str type;	     /* what stands behind the last '/' */
	struct hk_office_part *part; /* NULL: it is missing, or elsewhere */
};

struct hk_office_relations {
	struct hk_office_relation *list;
	size_t count, capacity;
};

/* Read those of a part; they live in the package's arena. None if it has none.
 */
enum hk_status hk_office_package_relations(
	struct hk_office_package *package,
	struct hk_office_relations *relations,
	const struct hk_office_part *part, struct hk_error *err) HK_MUST_USE;
/* The part that the relation with this id leads to, or NULL. */
struct hk_office_part *hk_office_package_related(
	const struct hk_office_relations *relations, struct hk_str id);

#endif
