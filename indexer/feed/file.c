/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Looking at files: known, unchanged, of what format, worth reading? */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "indexer/feed/private.h"

#define NO_TEXT	   "no text" /* the reason */
#define SETTLED_NS 10000000  /* a tick of the clock of file systems */

/* What is the file's fault and not the machine's: remembered, and the run
 * goes on. */
static bool is_files_fault(const struct hk_feed *f, enum hk_status status)
{
	if (f->set.writer && hk_writer_failed(f->set.writer))
		return false;
	return status == HK_ENOTTEXT || status == HK_EENCODING ||
	       status == HK_EFORMAT || status == HK_EACCES ||
	       status == HK_ENOTFOUND || status == HK_ETOOBIG ||
	       status == HK_EIO;
}

static enum hk_status remember(struct hk_feed *f, struct hk_source *source)
{
	enum hk_status status;

	if (f->set.report->dry_run)
		return HK_OK;
	status = hk_feed_begin(f, f->err);
	return status ? status
		      : hk_source_put(hk_feed_engine(f), source, f->err);
}

/* A file that was passed over or failed; articles of an older version stay. */
static enum hk_status refuse(struct hk_feed *f, struct hk_source *source,
			     enum hk_source_state state, const char *why)
{
	if (state == HK_SOURCE_FAILED)
		hk_report_failed(f->set.report, source->path, why);
	else
		hk_report_note(f->set.report, source->path, why);
	source->state = state;
	source->reason = hk_span_cstr(why);
	return remember(f, source);
}

static void set_date(struct hk_feed *f, int64_t mtime_ns)
{
	time_t seconds = (time_t)(mtime_ns / 1000000000);
	struct tm tm;

	f->date[0] = '\0';
	if (localtime_r(&seconds, &tm) && tm.tm_year >= -900 &&
	    tm.tm_year < 8100)
		strftime(f->date, sizeof(f->date), "%Y-%m-%d", &tm);
	f->origin.date = hk_span_cstr(f->date);
}

/* Read the file that `fd` is and write its articles. */
static enum hk_status index_file(struct hk_feed *f, int fd, const char *path,
				 const struct hk_format *format,
				 struct hk_str encoding,
				 struct hk_source *source,
				 const struct hk_source *old)
{
	uint64_t fed = f->set.report->bytes;
	/* Of a shard's older version all articles may be elsewhere. */
	bool before = old &&
		      (old->articles ||
		       (f->set.shards && old->state == HK_SOURCE_INDEXED)),
	     failed;
	enum hk_status status;

	f->articles = f->broken = 0;
	f->complaint = hk_span_str(NULL, 0);
	hk_keyset_reset(&f->of_file);
	status = hk_feed_read(f, format, fd, path, encoding);
	fed = f->set.report->bytes - fed; /* what records told already */
	fed = source->size > fed ? source->size - fed : 0;
	if (!status)
		hk_report_progress(f->set.report, fed, 1);
	/* Of a file that is all broken the older version stays. */
	failed = f->broken && !f->articles;
	if (!status && before && !failed)
		status = hk_feed_sweep(f, source->path);
	if (status)
		return status;
	if (!failed)
		source->articles = (uint32_t)f->of_file.count;
	else if (old)
		source->hash = old->hash;
	if (!f->articles && !f->broken)
		return refuse(f, source, HK_SOURCE_SKIPPED, NO_TEXT);
	source->state = failed ? HK_SOURCE_FAILED : HK_SOURCE_INDEXED;
	source->reason = f->complaint;
	hk_report_note(f->set.report, source->path, before ? "changed" : "new");
	status = remember(f, source);
	return status ? status : hk_feed_fed(f, fed, f->err);
}

/* The format that was asked for, else what the user's filter for the file
 * makes, else the one that the file has. */
static enum hk_status choose_format(const struct hk_feed *f,
				    const struct hk_format **format, int fd,
				    const char *path,
				    const struct hk_root *root,
				    struct hk_error *err)
{
	const char *why = "this format, which was asked for before";
	char *head;
	ssize_t len;

	if (root->format.len) {
		*format = hk_format_named(root->format.data);
		return hk_feed_readable(*format, why, err);
	}
	if (f->filter) {
		*format = f->filter->format;
		return HK_OK;
	}
	head = malloc(HK_FORMAT_HEAD);
	if (!head)
		return hk_error_nomem(err);
	len = pread(fd, head, HK_FORMAT_HEAD, 0);
	if (len >= 0)
		*format = hk_format_of(path, hk_span_str(head, (size_t)len),
				       &why);
	free(head);
	return len < 0 ? hk_error_system(err, errno, "it cannot be read")
		       : hk_feed_readable(*format, why, err);
}

/* Hash the file; text formats keep its bytes for reading. */
static enum hk_status hash_file(struct hk_feed *f, int fd, const char *path,
				const struct hk_format *format,
				struct hk_source *source)
{
	enum hk_status status;

	f->held = format->takes == HK_FORMAT_TEXT && !f->filter;
	if (!f->held)
		return hk_hash_file(&source->hash, path, f->err);
	hk_buf_reset(&f->bytes);
	status = hk_file_read_fd(&f->bytes, fd, "it", f->err);
	if (!status)
		source->hash = hk_hash_bytes(f->bytes.data, f->bytes.len);
	return status;
}

/* Does the index hold these bytes, read in this way? The hash of a file that
 * failed is that of its older version, if there is one. */
static bool holds(const struct hk_source *old, const struct hk_source *now)
{
	return (old->state == HK_SOURCE_INDEXED ||
		(old->state == HK_SOURCE_FAILED && old->articles)) &&
	       old->hash.low == now->hash.low &&
	       old->hash.high == now->hash.high &&
	       hk_span_same(old->how, now->how);
}

static enum hk_status take_open(struct hk_feed *f, int fd,
				const struct hk_walk_file *file,
				const struct hk_root *root,
				const struct hk_source *old,
				struct hk_source *source)
{
	const struct hk_format *format = NULL;
	enum hk_status status;

	status = choose_format(f, &format, fd, file->path, root, f->err);
	if (!status)
		status = hash_file(f, fd, file->path, format, source);
	if (status)
		return status;
	if (old && holds(old, source)) {
		f->set.report->unchanged += old->articles;
		source->articles = old->articles;
		if (old->state == HK_SOURCE_INDEXED)
			source->reason = old->reason;
		hk_report_progress(f->set.report, file->size, 1);
		/* Nothing new is known; to write that down would make each
		 * update a change. */
		return old->mtime_ns == HK_SOURCE_NO_TIME ? HK_OK
							  : remember(f, source);
	}
	f->origin.path = source->path;
	f->columns = root->columns;
	set_date(f, file->mtime_ns);
	if (f->filter) {
		hk_buf_reset(&f->bytes);
		status = hk_filter_run(&f->bytes, f->filter, file->path, fd,
				       f->set.stop, f->err);
		f->held = true;
	}
	return status ? status
		      : index_file(f, fd, file->path, format,
				   f->filter ? hk_span_str(NULL, 0)
					     : root->encoding,
				   source, old);
}

static enum hk_status take_file(struct hk_feed *f,
				const struct hk_walk_file *file,
				const struct hk_root *root,
				const struct hk_source *old,
				struct hk_source *source)
{
	/* A FIFO put there meanwhile must not be waited for, a link not be
	 * followed that was none. */
	int fd = open(file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY |
					  (file->linked ? 0 : O_NOFOLLOW));
	enum hk_status status;
	struct stat st;

	if (fd < 0)
		return hk_error_system(f->err, errno, "it cannot be opened");
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		status = hk_error_set(f->err, HK_EFORMAT, "it is no file now");
	else
		status = take_open(f, fd, file, root, old, source);
	close(fd);
	return status;
}

/* Did it fail, or was there no reader for it, for which there is a filter
 * now? */
static bool may_do_now(const struct hk_feed *f, const struct hk_source *old)
{
	return old->state == HK_SOURCE_FAILED ||
	       (f->filter && old->state == HK_SOURCE_SKIPPED &&
		!hk_span_same(old->reason, hk_span_cstr(NO_TEXT)));
}

/* What is forced on the files of a root: format, encoding and columns, and the
 * hash of the filter's command, with a NUL between; empty where nothing is. A
 * file that is read in another way is another file. */
static enum hk_status how_of(struct hk_feed *f, const struct hk_root *root,
			     struct hk_str *how)
{
	struct hk_str said[] = {root->format, root->encoding, root->columns,
				hk_span_str(NULL, 0)};
	size_t count = 3, len = 0;
	char hash[HK_HASH_HEX], *text;

	*how = hk_span_str(NULL, 0);
	if (f->filter) {
		hk_filter_hash(hash, f->filter);
		said[count++] = hk_span_cstr(hash);
	}
	for (size_t i = 0; i < count; i++)
		len += said[i].len;
	if (!len)
		return HK_OK;
	text = hk_arena_alloc(&f->arena, len + count - 1);
	if (!text)
		return hk_error_nomem(f->err);
	*how = hk_span_str(text, len + count - 1);
	for (size_t i = 0; i < count; i++) {
		if (said[i].len)
			memcpy(text, said[i].data, said[i].len);
		text += said[i].len;
		if (i + 1 < count)
			*text++ = '\0';
	}
	return HK_OK;
}

/* Would it be read as it was? What a filter made stays when that is gone. */
static bool is_alike(const struct hk_feed *f, struct hk_str old,
		     struct hk_str now)
{
	size_t hash = HK_HASH_HEX; /* with the NUL before it */

	if (f->filter || hk_span_same(old, now))
		return hk_span_same(old, now);
	if (old.len < hash + 2 || old.data[old.len - hash] != '\0')
		return false;
	old.len -= hash;
	return hk_span_same(old, now.len ? now : hk_span_str("\0\0", 2));
}

/* A file that was changed just now may change once more within the tick of the
 * clock, and keep its size: then its time says nothing, and next time its bytes
 * are compared. */
static int64_t settled(int64_t mtime_ns)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec - mtime_ns <
			       SETTLED_NS
		       ? HK_SOURCE_NO_TIME
		       : mtime_ns;
}

enum hk_status hk_feed_file(struct hk_feed *f, const struct hk_walk_file *file,
			    const struct hk_root *root, struct hk_error *err)
{
	struct hk_source found, source = {.path = hk_span_cstr(file->path),
					  .root = root->path,
					  .size = file->size,
					  .mtime_ns = settled(file->mtime_ns)};
	const struct hk_source *old = NULL;
	struct hk_error own = {HK_OK, ""};
	enum hk_status status;

	f->err = &own;
	f->filter = root->format.len
			    ? NULL
			    : hk_filter_for(f->set.filters, file->path);
	hk_arena_reset(&f->arena);
	status = how_of(f, root, &source.how);
	if (status)
		goto out;
	status = HK_ENOTFOUND;
	if (hk_feed_known(f))
		status = hk_source_get(&found, &f->arena, hk_feed_known(f),
				       source.path, &own);
	if (!status)
		old = &found;
	else if (status != HK_ENOTFOUND)
		goto out;
	status = HK_OK;
	if (old && !may_do_now(f, old) && old->size == file->size &&
	    old->mtime_ns == file->mtime_ns &&
	    is_alike(f, old->how, source.how)) {
		f->set.report->unchanged += old->articles;
		hk_report_note(f->set.report, source.path,
			       old->state == HK_SOURCE_SKIPPED
				       ? "passed over, as before"
				       : "unchanged");
		hk_report_progress(f->set.report, file->size, 1);
		goto out;
	}
	source.articles = old ? old->articles : 0;
	status = take_file(f, file, root, old, &source);
	if (is_files_fault(f, status)) {
		struct hk_error reason = own;
		/* An article that became something else is a failure: the
		 * index keeps its older version. */
		bool skip = reason.status == HK_ENOTTEXT && !source.articles;

		hk_report_progress(f->set.report, 0, 1);
		if (old)
			source.hash = old->hash;
		own.status = HK_OK;
		status = refuse(f, &source,
				skip ? HK_SOURCE_SKIPPED : HK_SOURCE_FAILED,
				reason.message);
	}
out:
	f->err = NULL;
	if (status && err)
		*err = own;
	return status;
}
