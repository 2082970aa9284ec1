/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Looking at files: known, unchanged, of what format, worth reading? */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "indexer/feed_private.h"
#include "text/encoding.h"

/* What is the file's fault and not the machine's: remembered, and the run
 * goes on. */
static bool is_files_fault(enum hk_status status)
{
	return status == HK_EENCODING || status == HK_EFORMAT ||
	       status == HK_EACCES || status == HK_ENOTFOUND ||
	       status == HK_ETOOBIG || status == HK_EIO;
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
				 struct hk_source *source, bool before)
{
	uint64_t read = f->set.report->bytes;
	enum hk_status status;

	f->articles = f->broken = 0;
	f->complaint = hk_span_str(NULL, 0);
	hk_ids_reset(&f->of_file);
	if (format->records && !encoding.len) {
		f->origin.encoding = hk_span_cstr("utf-8");
		status = hk_feed_begin(f, f->err);
		if (!status)
			status = hk_feed_stream(f, format, fd, path);
		read = f->set.report->bytes - read;
		hk_report_progress(f->set.report, 0, 1);
	} else {
		status = hk_feed_whole(f, format, encoding);
		hk_report_progress(f->set.report, source->size, 1);
		read = source->size;
	}
	if (!status && before)
		status = hk_feed_sweep(f, source->path);
	if (status)
		return status;
	if (!f->articles && !f->broken)
		return refuse(f, source, HK_SOURCE_SKIPPED, "no text");
	source->articles = f->articles;
	source->state = f->broken && !f->articles ? HK_SOURCE_FAILED
						  : HK_SOURCE_INDEXED;
	source->reason = f->complaint;
	hk_report_note(f->set.report, source->path, before ? "changed" : "new");
	status = remember(f, source);
	return status ? status
		      : hk_feed_fed(f, format->records ? 0 : read, f->err);
}

/* Is it text at all, and is it other than what the index holds? `*why` says
 * why it is passed over; `*same` that it is the same. */
static enum hk_status look(struct hk_feed *f, int fd, const char *path,
			   const struct hk_format *format, bool streamed,
			   const struct hk_source *old,
			   struct hk_source *source, bool *same,
			   const char **why)
{
	enum hk_status status = HK_OK;

	*same = false;
	*why = NULL;
	hk_buf_reset(&f->bytes);
	if (streamed && format->records) {
		status = hk_hash_file(&source->hash, path, f->err);
	} else {
		status = hk_file_read_fd(&f->bytes, fd, path, f->err);
		if (status)
			return status;
		source->hash = hk_hash_bytes(f->bytes.data, f->bytes.len);
		if (streamed && hk_encoding_binary(hk_buf_str(&f->bytes)))
			*why = "not text";
	}
	*same = old && old->state == HK_SOURCE_INDEXED &&
		old->hash.low == source->hash.low &&
		old->hash.high == source->hash.high;
	return status;
}

static enum hk_status take_file(struct hk_feed *f,
				const struct hk_walk_file *file,
				const struct hk_root *root,
				const struct hk_format *format,
				const struct hk_source *old,
				struct hk_source *source)
{
	/* A FIFO put there meanwhile must not be waited for, a link not be
	 * followed. */
	int fd = open(file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY |
					  O_NOFOLLOW);
	enum hk_status status;
	const char *why;
	struct stat st;
	bool same;

	if (fd < 0)
		return hk_error_system(f->err, errno, "it cannot be opened");
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return hk_error_set(f->err, HK_EFORMAT, "it is no file now");
	}
	status = look(f, fd, file->path, format, !root->encoding.len, old,
		      source, &same, &why);
	if (!status && same) {
		f->set.report->unchanged += old->articles;
		source->articles = old->articles;
		source->reason = old->reason;
		status = remember(f, source);
		hk_report_progress(f->set.report, file->size, 1);
	} else if (!status && why) {
		status = refuse(f, source, HK_SOURCE_SKIPPED, why);
		hk_report_progress(f->set.report, file->size, 1);
	} else if (!status) {
		f->origin.path = source->path;
		f->origin.type = hk_span_cstr(format->name);
		set_date(f, file->mtime_ns);
		status = index_file(f, fd, file->path, format, root->encoding,
				    source, old && old->articles);
	}
	close(fd);
	return status;
}

enum hk_status hk_feed_file(struct hk_feed *f, const struct hk_walk_file *file,
			    const struct hk_root *root, struct hk_error *err)
{
	struct hk_source found, source = {.path = hk_span_cstr(file->path),
					  .root = root->path,
					  .size = file->size,
					  .mtime_ns = file->mtime_ns};
	const struct hk_source *old = NULL;
	const struct hk_format *format;
	struct hk_error own = {HK_OK, ""};
	enum hk_status status = HK_ENOTFOUND;
	const char *why = "this format, which was asked for before";
	char text[96];

	f->err = &own;
	hk_arena_reset(&f->arena);
	if (hk_feed_known(f))
		status = hk_source_get(&found, &f->arena, hk_feed_known(f),
				       source.path, &own);
	if (!status)
		old = &found;
	else if (status != HK_ENOTFOUND)
		goto out;
	status = HK_OK;
	if (old && old->state != HK_SOURCE_FAILED && old->size == file->size &&
	    old->mtime_ns == file->mtime_ns) {
		f->set.report->unchanged += old->articles;
		hk_report_note(f->set.report, source.path,
			       old->state == HK_SOURCE_SKIPPED
				       ? "passed over, as before"
				       : "unchanged");
		hk_report_progress(f->set.report, file->size, 1);
		goto out;
	}
	source.articles = old ? old->articles : 0;
	if (old)
		source.hash = old->hash;
	format = root->format.len ? hk_format_named(root->format.data)
				  : hk_format_of(file->path, &why);
	if (!format) {
		snprintf(text, sizeof(text), "no reader for %s", why);
		status = refuse(f, &source, HK_SOURCE_SKIPPED, text);
		hk_report_progress(f->set.report, file->size, 1);
		goto out;
	}
	status = take_file(f, file, root, format, old, &source);
	if (is_files_fault(status)) {
		struct hk_error reason = own;

		hk_report_progress(f->set.report, 0, 1);
		own.status = HK_OK;
		status = refuse(f, &source, HK_SOURCE_FAILED, reason.message);
	}
out:
	f->err = NULL;
	if (status && err)
		*err = own;
	return status;
}
