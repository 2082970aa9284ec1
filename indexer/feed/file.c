/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Looking at files: known, unchanged, of which format, worth reading? */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "formats/foreign.h"
#include "formats/pdf/data.h"
#include "formats/plain.h"
#include "indexer/feed/private.h"

/* A reason for skipping a file, beside those of formats/foreign.h. */
#define NO_TEXT HK_MESSAGE("no text")
/* A tick of the clock of file systems, in nanoseconds; and of those that keep
 * whole seconds, of which FAT keeps the even ones only. */
#define SETTLED_NS	 10000000
#define SECOND_NS	 1000000000
#define SETTLED_WHOLE_NS (2 * (int64_t)SECOND_NS)

/* A file that is looked at, and what is known of it. */
struct look {
	const struct hk_walk_file *file;
	const struct hk_root *root;
	const struct hk_source *old; /* what the index knows; NULL: nothing */
	struct hk_source now;	     /* what it will know */
};

/* Is it the file's fault and not the machine's? Then it is remembered, and
 * the run goes on. */
static bool is_files_fault(const struct hk_feed *f, enum hk_status status)
{
	if (!hk_feed_is_dry(f) && hk_writer_failed(f->set.writer))
		return false;
	return status == HK_ENOTTEXT || status == HK_EENCODING ||
	       status == HK_EFORMAT || status == HK_EACCES ||
	       status == HK_ENOTFOUND || status == HK_ETOOBIG ||
	       status == HK_EIO;
}

static enum hk_status remember(struct hk_feed_input *in,
			       const struct hk_source *source)
{
	enum hk_status status;

	if (hk_feed_is_dry(in->feed))
		return HK_OK;
	status = hk_feed_begin(in->feed, in->err);
	return status ? status
		      : hk_source_put(hk_feed_engine(in->feed), source,
				      in->err);
}

/* A file that failed; articles of an older version stay. */
static enum hk_status fail(struct hk_feed_input *in, struct hk_source *source,
			   const char *why)
{
	bool again = hk_span_same(hk_span_cstr(why), in->failed_before);

	hk_feed_tell(in->feed, again ? HK_FEED_FAILED_AGAIN : HK_FEED_FAILED,
		     source->path, why);
	source->state = HK_SOURCE_FAILED;
	source->reason = hk_span_cstr(why);
	return again ? HK_OK : remember(in, source);
}

/* A file that is skipped. */
static enum hk_status skip(struct hk_feed_input *in, struct hk_source *source,
			   const char *why, bool known)
{
	enum hk_status status;

	source->state = HK_SOURCE_SKIPPED;
	source->reason = hk_span_cstr(why);
	hk_feed_skipped(in->feed, source->path, hk_span_str("", 0),
			source->reason);
	status = remember(in, source);
	return status ? status : hk_feed_keep_unread(in, source->path, known);
}

/* What is said of a file that could be read, and gave no article. */
static const char *why_nothing(const struct hk_feed_input *in,
			       const struct hk_source *now,
			       const struct hk_format *format)
{
	const struct hk_feed *f = in->feed;

	if (f->unread_count)
		return HK_FOREIGN_MEMBERS;
	if (!now->size)
		return HK_FOREIGN_EMPTY;
	return format->takes == HK_FORMAT_TEXT && !in->filter &&
			       hk_plain_is_blank(hk_buf_str(&f->text))
		       ? HK_FOREIGN_EMPTY
		       : NO_TEXT;
}

/* The day of the last change, for articles that name none. */
static void set_date(struct hk_feed_input *in, int64_t mtime_ns)
{
	time_t seconds = (time_t)(mtime_ns / 1000000000);
	struct tm tm;

	in->date[0] = '\0';
	if (localtime_r(&seconds, &tm) && tm.tm_year >= -900 &&
	    tm.tm_year < 8100)
		strftime(in->date, sizeof(in->date), "%Y-%m-%d", &tm);
	in->origin.date = hk_span_cstr(in->date);
}

/* ---- Reading one ---- */

/* Read the open file and write its articles. */
static enum hk_status index_file(struct hk_feed_input *in, struct look *look,
				 int fd, const struct hk_format *format)
{
	struct hk_feed *f = in->feed;
	const struct hk_source *old = look->old;
	struct hk_source *now = &look->now;
	uint64_t fed = f->done;
	/* Of a shard's older version all articles may be elsewhere. */
	bool before = old &&
		      (old->articles ||
		       (f->set.shards && old->state == HK_SOURCE_INDEXED)),
	     failed;
	enum hk_status status = hk_feed_read(in, format, fd, look->file->path);

	fed = f->done - fed; /* what records told already */
	fed = now->size > fed ? now->size - fed : 0;
	if (!status)
		hk_feed_progress(f, fed, 1);
	/* The older version of a file that is all broken stays. */
	failed = in->broken && !in->articles;
	if (!status && before && !failed)
		status = hk_feed_sweep(f, now->path, in->err);
	if (status)
		return status;
	if (!failed)
		now->articles = (uint32_t)f->of_file.count;
	else if (old)
		now->hash = old->hash;
	if (!in->articles && !in->broken)
		return skip(in, now, why_nothing(in, now, format), old);
	now->state = failed ? HK_SOURCE_FAILED : HK_SOURCE_INDEXED;
	now->reason = in->complaint;
	if (!failed)
		hk_feed_tell(f, HK_FEED_NOTE, now->path,
			     before ? HK_MESSAGE("changed")
				    : HK_MESSAGE("new"));
	status = failed && in->again ? HK_OK : remember(in, now);
	if (!status && !failed)
		status = hk_feed_keep_unread(in, now->path, old);
	return status ? status : hk_feed_fed(f, fed, in->err);
}

/* The format that was asked for, else what the user's filter for the file
 * makes, else the one that the file has. */
static enum hk_status choose_format(const struct hk_feed_input *in,
				    const struct look *look, int fd,
				    const struct hk_format **format)
{
	const char *why;
	const struct hk_root *root = look->root;
	char *head;
	ssize_t len;

	if (root->format.len) {
		*format = hk_format_named(root->format.data);
		return *format ? hk_feed_readable(*format, look->file->path,
						  in->err)
			       : hk_error_set(in->err, HK_ENOTTEXT,
					      "no reader for the format that "
					      "was asked for before");
	}
	if (in->filter) {
		*format = in->filter->format;
		return HK_OK;
	}
	head = malloc(HK_FORMAT_HEAD);
	if (!head)
		return hk_error_nomem(in->err);
	len = pread(fd, head, HK_FORMAT_HEAD, 0);
	if (len >= 0)
		*format = hk_format_of(look->file->path,
				       hk_span_str(head, (size_t)len), &why);
	free(head);
	return len < 0 ? hk_error_system(in->err, errno, "cannot be read")
		       : hk_feed_readable(*format, look->file->path, in->err);
}

/* Hash the open file, not what its name stands for by now. The bytes of text
 * formats are kept for reading. */
static enum hk_status hash_file(struct hk_feed_input *in, int fd,
				const struct hk_format *format,
				struct hk_hash *hash)
{
	struct hk_buf *bytes = &in->feed->bytes;
	enum hk_status status;

	in->held = format->takes == HK_FORMAT_TEXT && !in->filter;
	if (!in->held)
		return hk_hash_fd(hash, fd, "it", in->err);
	hk_buf_reset(bytes);
	status = hk_file_read_fd(bytes, fd, "it", in->err);
	if (!status)
		*hash = hk_hash_bytes(bytes->data, bytes->len);
	return status;
}

/* Does the index hold these bytes, read in this way? The hash of a file that
 * failed is that of its older version, if there is one. */
static bool holds(const struct hk_feed *f, const struct hk_source *old,
		  const struct hk_source *now)
{
	return !hk_feed_members_have_reader(f, now->path) &&
	       !hk_pdf_data_came(old->reason) &&
	       (old->state == HK_SOURCE_INDEXED ||
		(old->state == HK_SOURCE_FAILED && old->articles)) &&
	       old->hash.low == now->hash.low &&
	       old->hash.high == now->hash.high &&
	       hk_span_same(old->how, now->how);
}

/* Its time has changed, its bytes have not. */
static enum hk_status keep(struct hk_feed_input *in, struct look *look)
{
	const struct hk_source *old = look->old;

	in->feed->set.result->unchanged += old->articles;
	look->now.articles = old->articles;
	if (old->state == HK_SOURCE_INDEXED) {
		look->now.reason = old->reason;
		hk_feed_tell(in->feed, HK_FEED_SAME, look->now.path,
			     "unchanged");
	}
	hk_feed_progress(in->feed, look->file->size, 1);
	if (hk_feed_tell_unread(in->feed, look->now.path, in->err))
		return in->err->status;
	/* Nothing new is known; to write that down would make each update a
	 * change. */
	return old->mtime_ns == HK_SOURCE_NO_TIME ? HK_OK
						  : remember(in, &look->now);
}

static enum hk_status take_open(struct hk_feed_input *in, struct look *look,
				int fd)
{
	struct hk_feed *f = in->feed;
	const struct hk_format *format = NULL;
	enum hk_status status = choose_format(in, look, fd, &format);

	if (!status)
		status = hash_file(in, fd, format, &look->now.hash);
	if (status)
		return status;
	if (look->old && holds(f, look->old, &look->now))
		return keep(in, look);
	in->origin.path = look->now.path;
	in->columns = look->root->columns;
	if (!in->filter)
		in->encoding = look->root->encoding;
	set_date(in, look->file->mtime_ns);
	if (in->filter) {
		hk_buf_reset(&f->bytes);
		status = hk_filter_run(&f->bytes, in->filter, look->file->path,
				       fd, f->set.stop, in->err);
		in->held = true;
	}
	return status ? status : index_file(in, look, fd, format);
}

static enum hk_status take_file(struct hk_feed_input *in, struct look *look)
{
	/* A FIFO that took the file's place must not be waited for, and a
	 * link that did so not be followed. */
	int fd = open(look->file->path,
		      O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY |
			      (look->file->linked ? 0 : O_NOFOLLOW));
	enum hk_status status;
	struct stat st;

	if (fd < 0)
		return hk_error_system(in->err, errno, "cannot be opened");
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		status = hk_error_set(in->err, HK_EFORMAT,
				      "no longer a regular file");
	else
		status = take_open(in, look, fd);
	close(fd);
	return status;
}

/* ---- Is it to be read? ---- */

/* Was it skipped since nothing could read it, and does something now? */
static bool has_reader_now(struct hk_feed_input *in, const struct look *look)
{
	const struct hk_format *format = NULL;
	struct hk_error why, *err = in->err;
	bool unknown = hk_span_same(look->old->reason,
				    hk_span_cstr(HK_FOREIGN_UNKNOWN));
	bool has = false;
	int fd;

	if (!unknown && !hk_feed_may_be_read(look->old->reason))
		return false;
	fd = open(look->file->path,
		  O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return false;
	in->err = &why;
	has = !choose_format(in, look, fd, &format) &&
	      (!unknown || format->takes == HK_FORMAT_BYTES);
	in->err = err;
	close(fd);
	return has;
}

/* Could a file that is as it was be read this time? */
static bool may_succeed_now(struct hk_feed_input *in, const struct look *look)
{
	return look->old->state == HK_SOURCE_FAILED ||
	       hk_pdf_data_came(look->old->reason) ||
	       (look->old->state == HK_SOURCE_SKIPPED &&
		has_reader_now(in, look)) ||
	       hk_feed_members_have_reader(in->feed, look->now.path);
}

/*
 * What is forced on the files of a root: format, encoding and columns, and
 * the hash of the filter's command, with a NUL between them; empty where
 * nothing is. A file that is read in another way is another file.
 */
static enum hk_status how_of(struct hk_feed_input *in,
			     const struct hk_root *root, struct hk_str *how)
{
	struct hk_str said[] = {root->format, root->encoding, root->columns,
				hk_span_str(NULL, 0)};
	size_t count = 3, len = 0;
	char hash[HK_HASH_HEX], *text;

	*how = hk_span_str(NULL, 0);
	if (in->filter) {
		hk_filter_hash(hash, in->filter);
		said[count++] = hk_span_cstr(hash);
	}
	for (size_t i = 0; i < count; i++)
		len += said[i].len;
	if (!len)
		return HK_OK;
	text = hk_arena_alloc(&in->feed->arena, len + count - 1);
	if (!text)
		return hk_error_nomem(in->err);
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

/* Would it be read as it was? What a filter made stays when the filter is
 * gone. */
static bool is_read_as_before(const struct hk_feed_input *in, struct hk_str old,
			      struct hk_str now)
{
	size_t hash = HK_HASH_HEX; /* with the NUL before it */

	if (in->filter || hk_span_same(old, now))
		return hk_span_same(old, now);
	if (old.len < hash + 2 || old.data[old.len - hash] != '\0')
		return false;
	old.len -= hash;
	return hk_span_same(old, now.len ? now : hk_span_str("\0\0", 2));
}

/* A file that was changed just now may change once more within the tick of the
 * clock, and keep its size. Then its time says nothing, and next time its bytes
 * are compared. */
static int64_t settled(int64_t mtime_ns)
{
	const int64_t tick =
		mtime_ns % SECOND_NS ? SETTLED_NS : SETTLED_WHOLE_NS;
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * SECOND_NS + now.tv_nsec - mtime_ns < tick
		       ? HK_SOURCE_NO_TIME
		       : mtime_ns;
}

/* Size, time and way of reading are those that the index knows. */
static bool is_unchanged(const struct hk_feed_input *in,
			 const struct look *look)
{
	const struct hk_source *old = look->old;

	return old && old->size == look->file->size &&
	       old->mtime_ns == look->file->mtime_ns &&
	       is_read_as_before(in, old->how, look->now.how);
}

static enum hk_status pass(struct hk_feed_input *in, const struct look *look)
{
	struct hk_feed *f = in->feed;

	f->set.result->unchanged += look->old->articles;
	if (look->old->state == HK_SOURCE_INDEXED)
		hk_feed_tell(f, HK_FEED_SAME, look->now.path, "unchanged");
	if (look->old->state == HK_SOURCE_SKIPPED)
		hk_feed_skipped(f, look->now.path, hk_span_str("", 0),
				look->old->reason);
	hk_feed_progress(f, look->file->size, 1);
	return hk_feed_tell_unread(f, look->now.path, in->err);
}

/* Look up what the index knows of the file, and how it is read now. */
static enum hk_status look_up(struct hk_feed_input *in, struct look *look,
			      struct hk_source *found)
{
	struct hk_feed *f = in->feed;
	enum hk_status status = how_of(in, look->root, &look->now.how);

	if (status || !hk_feed_known(f))
		return status;
	status = hk_source_get(found, &f->arena, hk_feed_known(f),
			       look->now.path, in->err);
	if (status == HK_ENOTFOUND)
		return HK_OK;
	if (!status)
		look->old = found;
	return status;
}

/* Remember a failure that is the file's own fault. An article that became
 * something else has failed: the index keeps its older version. */
static enum hk_status take_fault(struct hk_feed_input *in, struct look *look)
{
	struct hk_error reason = *in->err;
	enum hk_status status;

	hk_feed_progress(in->feed, 0, 1);
	if (look->old)
		look->now.hash = look->old->hash;
	in->err->status = HK_OK;
	if (reason.status == HK_ENOTTEXT && !look->now.articles)
		status = skip(in, &look->now, reason.message, look->old);
	else
		status = fail(in, &look->now, reason.message);
	look->now.reason = hk_span_str(NULL, 0); /* `reason` ends here */
	return status;
}

enum hk_status hk_feed_file(struct hk_feed *f, const struct hk_walk_file *file,
			    const struct hk_root *root, struct hk_error *err)
{
	struct look look = {.file = file,
			    .root = root,
			    .now = {.path = hk_span_cstr(file->path),
				    .root = root->path,
				    .size = file->size,
				    .mtime_ns = settled(file->mtime_ns)}};
	struct hk_error own = {HK_OK, ""};
	struct hk_feed_input in;
	struct hk_source found = {.reason = {"", 0}};
	enum hk_status status;
	bool unchanged;

	hk_feed_input_init(&in, f, &own);
	if (!root->format.len)
		in.filter = hk_filter_for(f->set.filters, file->path);
	status = look_up(&in, &look, &found);
	unchanged = !status && is_unchanged(&in, &look);
	if (unchanged && found.state == HK_SOURCE_FAILED)
		in.failed_before = found.reason;
	if (unchanged && !may_succeed_now(&in, &look)) {
		status = pass(&in, &look);
	} else if (!status) {
		look.now.articles = look.old ? look.old->articles : 0;
		status = take_file(&in, &look);
		if (is_files_fault(f, status))
			status = take_fault(&in, &look);
	}
	if (status && err)
		*err = own;
	return status;
}
