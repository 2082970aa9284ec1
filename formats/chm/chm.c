/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

/*
 * Compiled HTML Help: a compressed folder of web pages with a table of
 * contents. Each page is an article, as a chapter of an EPUB is: in the order
 * of that table, with the titles that it gives; then the pages that it does not
 * name. Other files in it that may hold text are read like members of an
 * archive.
 */

#if defined(HK_HAVE_CHM) && defined(HK_HAVE_LIBARCHIVE)

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/hashmap.h"
#include "formats/archive/chapter.h"
#include "formats/archive/container.h"
#include "formats/child/child.h"
#include "formats/chm/contents.h"
#include "formats/chm/library.h"
#include "formats/foreign.h"

/* Bytes of a page, of another file in it, and of what it says of itself. */
#define PAGE_MAX   (16u << 20)
#define MEMBER_MAX (32u << 20)
#define TABLE_MAX  (16u << 20)
#define SYSTEM_MAX (1u << 20)
/* Of Windows' numbers of locales: Japanese. */
#define LCID_LANGUAGE 0x3FFu
#define LCID_JAPANESE 0x11u

struct help {
	const struct hk_format_input *input;
	struct hk_chm_library *library;
	struct hk_container_budget *budget;
	struct hk_chm_contents contents;
	struct hk_arena names;
	struct hk_str *paths; /* of the files, as hk_chm_contents_path() */
	bool *done;
	struct hk_hashmap by_path;
	struct hk_buf bytes, text, title;
	struct hk_chapter_book book;
	struct hk_error *err;
};

/* ---- Files in it ---- */

struct wanted {
	const struct help *help;
	struct hk_str path;
};

static bool is_path(const void *ctx, size_t item)
{
	const struct wanted *wanted = ctx;

	return hk_span_same(wanted->help->paths[item], wanted->path);
}

/* The file at that path, or HK_HASHMAP_NONE. */
static size_t find(const struct help *h, struct hk_str path)
{
	struct wanted wanted = {h, path};

	return hk_hashmap_find(&h->by_path,
			       hk_hash_bytes(path.data, path.len).low, is_path,
			       &wanted);
}

static enum hk_status list_files(struct help *h)
{
	size_t count = hk_chm_library_count(h->library);
	enum hk_status status = HK_OK;

	h->paths = calloc(count + 1, sizeof(*h->paths));
	h->done = calloc(count + 1, sizeof(*h->done));
	if (!h->paths || !h->done)
		return HK_ENOMEM;
	for (size_t i = 0; i < count && !status; i++) {
		struct hk_str *path = &h->paths[i];

		status = hk_chm_contents_path(
			&h->text, hk_chm_library_file(h->library, i)->name,
			false);
		if (status)
			return status;
		path->data =
			hk_arena_copy(&h->names, h->text.data, h->text.len);
		path->len = h->text.len;
		if (!path->data)
			return HK_ENOMEM;
		if (path->len && find(h, *path) == HK_HASHMAP_NONE)
			status = hk_hashmap_add(
				&h->by_path,
				hk_hash_bytes(path->data, path->len).low, i);
		else
			h->done[i] = true; /* it cannot be told from another */
	}
	return status;
}

/* The name of a file, as its article's member has it. */
static enum hk_status name_of(struct help *h, size_t index, struct hk_buf *out)
{
	enum hk_container_name what;

	return hk_container_name(out, &what,
				 hk_chm_library_file(h->library, index)->name,
				 hk_span_cstr("cp932"), true);
}

/* Its bytes, at most `max`. HK_ENOTFOUND: there are none, which has been
 * complained about. */
static enum hk_status fetch(struct help *h, size_t index, size_t max)
{
	struct hk_error why = {HK_OK, ""};
	enum hk_status status;

	h->bytes.max = max;
	status = hk_chm_library_read(&h->bytes, h->library, index, &why);
	if (status == HK_ENOMEM)
		return hk_error_nomem(h->err);
	if (status)
		hk_container_complain(h->input, h->paths[index], why.message);
	status = hk_container_spend(h->budget, h->bytes.len, h->err);
	return status || h->bytes.len ? status : HK_ENOTFOUND;
}

/* ---- What it says of itself ---- */

static enum hk_status decode(struct help *h, struct hk_buf *out,
			     struct hk_str bytes)
{
	enum hk_status status;

	hk_buf_reset(out);
	status = hk_encoding_decode(out, bytes, h->input->encoding, NULL, NULL);
	if (status == HK_ENOMEM)
		return status;
	if (status)
		hk_buf_reset(out);
	return HK_OK;
}

/* The file that is the table of contents, or HK_HASHMAP_NONE. */
static size_t find_table(struct help *h, struct hk_str named)
{
	size_t found = HK_HASHMAP_NONE;

	if (named.len && !hk_chm_contents_path(&h->text, named, false))
		found = find(h, hk_buf_str(&h->text));
	for (size_t i = 0;
	     i < hk_chm_library_count(h->library) && found == HK_HASHMAP_NONE;
	     i++)
		if (h->paths[i].len > 4 &&
		    !memcmp(h->paths[i].data + h->paths[i].len - 4, ".hhc", 4))
			found = i;
	return found;
}

static enum hk_status read_about(struct help *h)
{
	struct hk_chm_system about;
	size_t index = find(h, hk_span_cstr("#system"));
	enum hk_status status = HK_ENOTFOUND;

	memset(&about, 0, sizeof(about));
	if (index != HK_HASHMAP_NONE)
		status = fetch(h, index, SYSTEM_MAX);
	if (!status) {
		hk_chm_system_read(&about, hk_buf_str(&h->bytes));
		status = decode(h, &h->title, about.title);
	}
	if (status && status != HK_ENOTFOUND)
		return status;
	if (!about.lcid)
		about.lcid = hk_chm_library_lcid(h->library);
	h->book.title = hk_buf_str(&h->title);
	if ((about.lcid & LCID_LANGUAGE) == LCID_JAPANESE)
		h->book.lang = hk_span_cstr("ja");
	index = find_table(h, about.contents);
	status = index == HK_HASHMAP_NONE ? HK_ENOTFOUND
					  : fetch(h, index, TABLE_MAX);
	if (!status)
		status = decode(h, &h->text, hk_buf_str(&h->bytes));
	if (!status)
		status = hk_chm_contents_read(&h->contents,
					      hk_buf_str(&h->text));
	return status == HK_ENOTFOUND ? HK_OK : status;
}

/* ---- Pages, and the others ---- */

static const char *suffix_of(struct hk_str path)
{
	/* A copy in the arena, which ends with a NUL. */
	return hk_format_suffix(path.data);
}

static enum hk_status read_page(struct help *h, size_t index,
				struct hk_str title)
{
	enum hk_status status;
	struct hk_buf name;

	h->done[index] = true;
	status = fetch(h, index, PAGE_MAX);
	if (status)
		return status == HK_ENOTFOUND ? HK_OK : status;
	hk_buf_init(&name, HK_BUF_NO_MAX);
	status = name_of(h, index, &name);
	if (!status)
		status = hk_chapter_read(&h->book, hk_buf_str(&name), title,
					 hk_buf_str(&h->bytes));
	hk_buf_release(&name);
	return status;
}

static enum hk_status read_pages(struct help *h)
{
	struct hk_str none = {NULL, 0};
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < h->contents.count && !status; i++) {
		const struct hk_chm_entry *e = &h->contents.entries[i];
		size_t index = find(h, e->path);

		if (index != HK_HASHMAP_NONE && !h->done[index] &&
		    hk_format_has_suffix(&hk_format_html, suffix_of(e->path)))
			status = read_page(h, index, e->title);
	}
	for (size_t i = 0; i < hk_chm_library_count(h->library) && !status; i++)
		if (!h->done[i] && hk_format_has_suffix(&hk_format_html,
							suffix_of(h->paths[i])))
			status = read_page(h, i, none);
	return status;
}

/* Is it of the help's own machinery, or without text? */
static bool is_machinery(struct hk_str path)
{
	static const char *const own[] = {"hhc", "hhk", "hhp", "css", "js",
					  "stp", "ico", "ini", "bti"};
	const char *suffix = suffix_of(path);

	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (strcmp(suffix, own[i]) == 0)
			return true;
	return path.data[0] == '#' || path.data[0] == '$' ||
	       hk_span_starts(path, "_#_") || /* a remark of chmcmd */
	       strcmp(hk_foreign_reason(path.data), HK_FOREIGN_BARE) == 0;
}

static enum hk_status read_other(struct help *h, size_t index)
{
	struct hk_format_member member = {.depth = h->input->depth + 1,
					  .budget = h->budget};
	enum hk_status status = fetch(h, index, MEMBER_MAX);
	struct hk_buf name;

	if (status)
		return status == HK_ENOTFOUND ? HK_OK : status;
	hk_buf_init(&name, HK_BUF_NO_MAX);
	status = name_of(h, index, &name);
	member.name = hk_buf_str(&name);
	member.file = hk_span_basename(member.name);
	member.bytes = hk_buf_str(&h->bytes);
	if (!status)
		status = h->input->inside(h->input->ctx, &member);
	hk_buf_release(&name);
	return status;
}

static enum hk_status read_help(struct help *h)
{
	struct hk_str none = {NULL, 0};
	enum hk_status status = list_files(h);

	if (!status)
		status = read_about(h);
	if (!status)
		status = read_pages(h);
	for (size_t i = 0; i < hk_chm_library_count(h->library) &&
			   h->input->inside && !status;
	     i++)
		if (!h->done[i] && !is_machinery(h->paths[i]))
			status = read_other(h, i);
	if (status == HK_ETOOBIG) {
		hk_container_complain(h->input, none, h->err->message);
		status = HK_OK;
	}
	if (!status && hk_chm_library_is_full(h->library))
		hk_container_complain(h->input, none,
				      "too many files in it: the rest is left "
				      "out");
	return status == HK_ENOMEM ? hk_error_nomem(h->err) : status;
}

/* ---- The whole ---- */

static enum hk_status read_there(const struct hk_format_input *input,
				 struct hk_error *err)
{
	struct hk_container_budget own = {0, 0, 0};
	struct hk_error ignored = {HK_OK, ""};
	struct help h = {.input = input,
			 .budget = input->budget ? input->budget : &own,
			 .err = err ? err : &ignored};
	enum hk_status status =
		hk_chm_library_open(&h.library, input->fd, h.err);
	struct stat st;

	if (status)
		return status;
	if (!input->budget && fstat(input->fd, &st) == 0)
		own.packed = (uint64_t)st.st_size;
	hk_chm_contents_init(&h.contents);
	hk_arena_init(&h.names, HK_BUF_NO_MAX);
	hk_hashmap_init(&h.by_path);
	hk_buf_init(&h.bytes, PAGE_MAX);
	hk_buf_init(&h.text, HK_CONTAINER_MEMBER_MAX);
	hk_buf_init(&h.title, SYSTEM_MAX);
	h.book.input = input;
	h.book.encoding = input->encoding;
	h.book.text = &h.text;
	h.book.err = h.err;
	status = read_help(&h);
	hk_buf_release(&h.title);
	hk_buf_release(&h.text);
	hk_buf_release(&h.bytes);
	hk_hashmap_release(&h.by_path);
	hk_arena_release(&h.names);
	hk_chm_contents_release(&h.contents);
	free(h.paths);
	free(h.done);
	hk_chm_library_close(h.library);
	return status;
}

/* What runs in the shared process. */
static const struct hk_format there = {
	.takes = HK_FORMAT_BYTES,
	.read = read_there,
	.apart = true,
};

/* A file without a name that holds these bytes, since libchm opens files, and
 * the process that it runs in may write none. To be closed, also where writing
 * failed; NULL if there is none. */
static enum hk_status hold(FILE **file, struct hk_str bytes,
			   struct hk_error *err)
{
	*file = tmpfile();
	if (*file &&
	    (!bytes.len || fwrite(bytes.data, bytes.len, 1, *file) == 1) &&
	    fflush(*file) == 0)
		return HK_OK;
	return hk_error_set(err, HK_EIO, "cannot write a temporary file");
}

static enum hk_status read_chm(const struct hk_format_input *input,
			       struct hk_error *err)
{
	struct hk_format_input opened = *input;
	struct hk_buf piped;
	FILE *file = NULL;
	enum hk_status status = HK_OK;

	hk_buf_init(&piped, HK_CONTAINER_MEMBER_MAX);
	if (!hk_container_rewinds(input))
		status = hk_container_hold(&opened, &piped, err);
	if (!status && opened.fd < 0) {
		status = hold(&file, opened.text, err);
		opened.fd = status ? -1 : fileno(file);
		opened.text = hk_span_str(NULL, 0);
	}
	if (!status)
		status = hk_child_read(&there, &opened, err);
	if (file)
		fclose(file);
	hk_buf_release(&piped);
	return status;
}

#else
#define read_chm NULL
#endif

static bool looks(struct hk_str head)
{
	return hk_span_starts(head, "ITSF");
}

const struct hk_format hk_format_chm = {
	.takes = HK_FORMAT_BYTES,
	.looks = looks,
	.read = read_chm,
	.needs = "libchm and libarchive",
};
