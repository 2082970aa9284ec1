/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_ARCHIVE_OPF_H
#define HIKU_FORMATS_ARCHIVE_OPF_H

/*
 * The package document of an EPUB (OPF), which describes the book and the order
 * of its chapters, and the two small documents beside it. They are cut into
 * tags like HTML: in one pass, without entities or anything else that grows.
 */

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"

struct hk_opf_chapter {
	struct hk_str path; /* inside the EPUB, as the spine names it */
	bool encrypted;	    /* with a key that is elsewhere: DRM */
};

struct hk_opf {
	struct hk_arena arena; /* all of it lives here */
	struct hk_str title, author, lang, date;
	struct hk_str title_reading, author_reading; /* of the first author */
	struct hk_str *subjects;
	size_t subject_count;
	struct hk_opf_chapter *spine; /* in reading order, each path once */
	size_t spine_count;
	size_t *by_path; /* the spine's indexes, sorted by path */
};

void hk_opf_init(struct hk_opf *opf);
void hk_opf_release(struct hk_opf *opf);

/* Set `*path` to the package document that META-INF/container.xml names, or to
 * "". It lives in the arena. HK_ENOMEM. */
enum hk_status hk_opf_container(struct hk_opf *opf, struct hk_str *path,
				struct hk_str xml) HK_MUST_USE;
/* Read the package document, which lies at `path`. HK_ENOMEM. */
enum hk_status hk_opf_package(struct hk_opf *opf, struct hk_str path,
			      struct hk_str xml) HK_MUST_USE;
/* Mark the chapters that META-INF/encryption.xml lists. HK_ENOMEM. */
enum hk_status hk_opf_encryption(struct hk_opf *opf,
				 struct hk_str xml) HK_MUST_USE;
/* Sort the chapters by their paths for hk_opf_find(), which hk_opf_package()
 * does; of those with the same path the first one stays. HK_ENOMEM. */
enum hk_status hk_opf_sort(struct hk_opf *opf) HK_MUST_USE;
/* Find the index of the chapter at that path; false if there is none. */
bool hk_opf_find(const struct hk_opf *opf, struct hk_str path, size_t *index);

#endif
