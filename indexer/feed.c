/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/feed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "indexer/ids.h"
#include "store/schema.h"
#include "text/encoding.h"

/* A batch is committed after this many bytes of text. */
#define BATCH_BYTES (32u << 20)
/* Files of records are read in pieces of about this size; */
#define PIECE (4u << 20)
/* a record that is longer than this is broken. */
#define RECORD_MAX (64u << 20)
/* The largest file that is one article. */
#define FILE_MAX (256u << 20)

struct hk_feed {
	struct hk_feed_setup set;
	struct hk_document *doc;
	struct hk_article article;
	struct hk_passages passages;
	struct hk_buf bytes, text;
	struct hk_ids ids;     /* articles written in this run */
	struct hk_ids of_file; /* those of the file at hand */
	struct hk_arena arena; /* of the file at hand */
	bool was_empty;	       /* the index, when the run began */
	uint64_t batch;	       /* bytes fed since the last commit */

	/* The file at hand: */
	struct hk_document_origin origin;
	char date[11];
	struct hk_str given_id, given_title; /* for standard input */
	uint32_t articles, broken;
	struct hk_str complaint; /* about its first broken record */
	struct hk_error *err;
};

enum hk_status hk_feed_new(struct hk_feed **out,
			   const struct hk_feed_setup *setup,
			   struct hk_error *err)
{
	struct hk_feed *f = calloc(1, sizeof(*f));
	enum hk_status status;
	uint32_t count = 0;

	*out = NULL;
	if (!f)
		return hk_error_nomem(err);
	f->set = *setup;
	hk_block_init(&f->article);
	hk_passage_init(&f->passages);
	hk_buf_init(&f->bytes, FILE_MAX);
	hk_buf_init(&f->text, FILE_MAX * 2);
	hk_ids_init(&f->ids);
	hk_ids_init(&f->of_file);
	hk_arena_init(&f->arena, HK_BUF_NO_MAX);
	status = hk_document_new(&f->doc, setup->dict, err);
	if (!status && setup->known)
		status = xap_db_doc_count(setup->known, &count, err);
	f->was_empty = count == 0;
	if (status) {
		hk_feed_free(f);
		return status;
	}
	*out = f;
	return HK_OK;
}

void hk_feed_free(struct hk_feed *f)
{
	if (!f)
		return;
	hk_document_free(f->doc);
	hk_block_release(&f->article);
	hk_passage_release(&f->passages);
	hk_buf_release(&f->bytes);
	hk_buf_release(&f->text);
	hk_ids_release(&f->ids);
	hk_ids_release(&f->of_file);
	hk_arena_release(&f->arena);
	free(f);
}

static struct xap_writer *engine(const struct hk_feed *f)
{
	return hk_writer_xap(f->set.writer);
}

/* What is in the index now, this run's own changes included. */
static const struct xap_db *known(const struct hk_feed *f)
{
	return f->set.writer ? hk_writer_db(f->set.writer) : f->set.known;
}

/* ---- Articles ---- */

static enum hk_status term_of(struct hk_buf *out, enum hk_schema_prefix prefix,
			      struct hk_str text, struct hk_error *err)
{
	enum hk_status status;

	hk_buf_init(out, 1u << 20);
	status = hk_schema_term(out, prefix, text);
	if (status)
		hk_buf_release(out);
	return status ? hk_error_set(err, status,
				     "an empty name cannot be indexed")
		      : HK_OK;
}

/* Passages with this id. */
static enum hk_status count_id(struct hk_feed *f, struct hk_str id,
			       uint32_t *count, struct hk_error *err)
{
	struct hk_buf term;
	enum hk_status status = term_of(&term, HK_SCHEMA_ID, id, err);

	*count = 0;
	if (status)
		return status;
	if (known(f))
		status = xap_db_term_freq(known(f), hk_buf_str(&term), count,
					  err);
	hk_buf_release(&term);
	return status;
}

static enum hk_status delete_term(struct hk_feed *f,
				  enum hk_schema_prefix prefix,
				  struct hk_str text, struct hk_error *err)
{
	struct hk_buf term;
	enum hk_status status = term_of(&term, prefix, text, err);

	if (status)
		return status;
	status = xap_writer_delete_term(engine(f), hk_buf_str(&term), err);
	hk_buf_release(&term);
	return status;
}

enum hk_status hk_feed_article(struct hk_feed *f, struct xap_writer *to,
			       struct hk_article *article,
			       const struct hk_document_origin *origin,
			       struct hk_error *err)
{
	enum hk_status status;

	if (hk_passage_cut(&f->passages, article, f->set.passage_chars))
		return hk_error_nomem(err);
	status =
		hk_document_article(f->doc, article, &f->passages, origin, err);
	for (size_t i = 0; i < f->passages.count && !status; i++) {
		const struct xap_doc *doc;

		status = hk_document_passage(f->doc, i, &doc, err);
		if (!status)
			status = xap_writer_add(to, doc, NULL, err);
	}
	return status;
}

/* Count the article, and take out what it replaces. */
static enum hk_status replace(struct hk_feed *f, struct hk_str id)
{
	enum hk_status status;
	uint32_t passages = 0;
	char key[16];
	bool again;

	hk_schema_article(key, id);
	if (hk_ids_add(&f->ids, key, &again) ||
	    hk_ids_add(&f->of_file, key, NULL))
		return hk_error_nomem(f->err);
	if (!again && f->was_empty) {
		f->set.report->fresh++;
		return HK_OK;
	}
	status = count_id(f, id, &passages, f->err);
	if (status)
		return status;
	if (again)
		f->set.report->duplicates++;
	else if (passages)
		f->set.report->changed++;
	else
		f->set.report->fresh++;
	if (!passages || f->set.report->dry_run)
		return HK_OK;
	return delete_term(f, HK_SCHEMA_ID, id, f->err);
}

static enum hk_status take_article(void *ctx, struct hk_article *article)
{
	struct hk_feed *f = ctx;
	enum hk_status status;

	if (f->set.stop && *f->set.stop)
		return HK_EINTERRUPTED;
	if (!article->block_count)
		return HK_OK; /* an article of no text */
	if (f->given_id.len)
		article->id = f->given_id;
	if (f->given_title.len)
		article->title = f->given_title;
	status = replace(f, article->id.len ? article->id : f->origin.path);
	if (!status && !f->set.report->dry_run)
		status = hk_feed_article(f, engine(f), article, &f->origin,
					 f->err);
	f->articles += !status;
	return status;
}

static void complain(void *ctx, uint32_t line, const char *why)
{
	struct hk_feed *f = ctx;
	struct hk_error text;

	hk_error_set(&text, HK_EFORMAT, "line %u: %s", line, why);
	hk_report_failed(f->set.report, f->origin.path, text.message);
	if (!f->broken++) {
		size_t len = strlen(text.message);
		char *copy = hk_arena_copy(&f->arena, text.message, len);
		f->complaint = hk_span_str(copy, copy ? len : 0);
	}
}

/* ---- Batches ---- */

static enum hk_status begin(struct hk_feed *f, struct hk_error *err)
{
	return f->set.report->dry_run ? HK_OK
				      : hk_writer_begin(f->set.writer, err);
}

enum hk_status hk_feed_commit(struct hk_feed *f, struct hk_error *err)
{
	f->batch = 0;
	return f->set.report->dry_run ? HK_OK
				      : hk_writer_commit(f->set.writer, err);
}

static enum hk_status fed(struct hk_feed *f, uint64_t bytes,
			  struct hk_error *err)
{
	f->batch += bytes;
	return f->batch >= BATCH_BYTES ? hk_feed_commit(f, err) : HK_OK;
}

/* ---- Texts ---- */

static enum hk_status read_articles(struct hk_feed *f,
				    const struct hk_format *format,
				    struct hk_str text, uint32_t first_line)
{
	struct hk_format_input input = {.text = text,
					.first_line = first_line,
					.path = f->origin.path,
					.article = &f->article,
					.emit = take_article,
					.complain = complain,
					.ctx = f};

	return format->read(&input, f->err);
}

/* Lines in a piece of text. */
static uint32_t count_lines(struct hk_str text)
{
	uint32_t lines = 0;

	for (const char *p = text.data, *end = p + text.len;
	     p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
		lines++;
	return lines;
}

/* Read on until `bytes` holds as many bytes as wanted; `*end` at the end. */
static enum hk_status read_piece(struct hk_feed *f, int fd, const char *name,
				 size_t wanted, bool *end)
{
	while (f->bytes.len < wanted && !*end) {
		ssize_t n;

		if (hk_buf_reserve(&f->bytes, PIECE))
			return hk_error_nomem(f->err);
		n = read(fd, f->bytes.data + f->bytes.len, PIECE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hk_error_system(f->err, errno,
					       "%s cannot be read", name);
		*end = n == 0;
		f->bytes.len += (size_t)n;
	}
	return HK_OK;
}

/* The length of what `bytes` holds up to its last line feed. */
static size_t whole_lines(const struct hk_buf *bytes)
{
	const char *last = memrchr(bytes->data, '\n', bytes->len);

	return last ? (size_t)(last - bytes->data) + 1 : 0;
}

/*
 * A file of records, piece by piece, so that its size does not matter. The
 * bytes are given as they are: each record is checked by itself.
 */
static enum hk_status stream(struct hk_feed *f, const struct hk_format *format,
			     int fd, const char *name)
{
	enum hk_status status = HK_OK;
	size_t wanted = PIECE;
	uint32_t line = 1;
	bool end = false;

	hk_buf_reset(&f->bytes);
	while (!status && !(end && !f->bytes.len)) {
		struct hk_str piece;
		size_t len;

		status = read_piece(f, fd, name, wanted, &end);
		if (status)
			break;
		len = end ? f->bytes.len : whole_lines(&f->bytes);
		wanted = PIECE;
		if (!len && f->bytes.len < RECORD_MAX) {
			wanted = f->bytes.len * 2; /* one long record */
			continue;
		}
		if (!len) /* too long: the reader says that it is broken */
			len = f->bytes.len;
		piece = hk_span_str(f->bytes.data, len);
		if (line == 1 && hk_span_starts(piece, "\xEF\xBB\xBF")) {
			piece.data += 3;
			piece.len -= 3;
		}
		status = read_articles(f, format, piece, line);
		line += count_lines(piece);
		if (!status)
			status = fed(f, len, f->err);
		if (!status)
			status = begin(f, f->err);
		hk_report_progress(f->set.report, len, 0);
		memmove(f->bytes.data, f->bytes.data + len, f->bytes.len - len);
		f->bytes.len -= len;
	}
	return status;
}

/* Decode what `bytes` holds and read it as articles. */
static enum hk_status whole(struct hk_feed *f, const struct hk_format *format,
			    struct hk_str encoding)
{
	enum hk_status status;

	hk_buf_reset(&f->text);
	status = hk_encoding_decode(&f->text, hk_buf_str(&f->bytes), encoding,
				    &f->origin.encoding, f->err);
	if (!status)
		status = begin(f, f->err);
	if (!status)
		status = read_articles(f, format, hk_buf_str(&f->text), 1);
	return status;
}

/* ---- Files ---- */

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
	status = begin(f, f->err);
	return status ? status : hk_source_put(engine(f), source, f->err);
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

/* Take out the articles of the file that are not in its new version. */
struct sweep {
	struct hk_feed *f;
	uint32_t *numbers;
	size_t count, room;
	struct hk_ids gone;
	struct hk_buf value;
};

static enum hk_status sweep_doc(void *ctx, uint32_t number)
{
	struct sweep *s = ctx;
	enum hk_status status;

	hk_buf_reset(&s->value);
	status = xap_db_value(known(s->f), number, HK_SCHEMA_SLOT_ARTICLE,
			      &s->value, s->f->err);
	if (status || s->value.len != 16 ||
	    hk_ids_has(&s->f->of_file, s->value.data))
		return status;
	if (s->count == s->room) {
		size_t room = s->room ? s->room * 2 : 64;
		void *numbers = realloc(s->numbers, room * sizeof(uint32_t));
		if (!numbers)
			return hk_error_nomem(s->f->err);
		s->numbers = numbers;
		s->room = room;
	}
	s->numbers[s->count++] = number;
	return hk_ids_add(&s->gone, s->value.data, NULL)
		       ? hk_error_nomem(s->f->err)
		       : HK_OK;
}

static enum hk_status sweep(struct hk_feed *f, struct hk_str path)
{
	struct sweep s = {.f = f};
	struct hk_buf term;
	enum hk_status status = term_of(&term, HK_SCHEMA_PATH, path, f->err);

	if (status)
		return status;
	hk_ids_init(&s.gone);
	hk_buf_init(&s.value, 1024);
	if (known(f))
		status = xap_db_each_doc(known(f), hk_buf_str(&term), sweep_doc,
					 &s, f->err);
	for (size_t i = 0; i < s.count && !status; i++)
		if (!f->set.report->dry_run)
			status = xap_writer_delete(engine(f), s.numbers[i],
						   f->err);
	if (!status)
		f->set.report->removed += s.gone.count;
	hk_ids_release(&s.gone);
	hk_buf_release(&s.value);
	hk_buf_release(&term);
	free(s.numbers);
	return status;
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
		status = begin(f, f->err);
		if (!status)
			status = stream(f, format, fd, path);
		read = f->set.report->bytes - read;
		hk_report_progress(f->set.report, 0, 1);
	} else {
		status = whole(f, format, encoding);
		hk_report_progress(f->set.report, source->size, 1);
		read = source->size;
	}
	if (!status && before)
		status = sweep(f, source->path);
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
	return status ? status : fed(f, format->records ? 0 : read, f->err);
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
	const char *why;
	char text[64];

	f->err = &own;
	hk_arena_reset(&f->arena);
	if (known(f))
		status = hk_source_get(&found, &f->arena, known(f), source.path,
				       &own);
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
	if (status && err)
		*err = own;
	return status;
}

enum hk_status hk_feed_stdin(struct hk_feed *f, const struct hk_format *format,
			     struct hk_str encoding, struct hk_str id,
			     struct hk_str title, struct hk_error *err)
{
	enum hk_status status;

	f->err = err;
	f->articles = f->broken = 0;
	memset(&f->origin, 0, sizeof(f->origin));
	f->origin.type = hk_span_cstr(format->name);
	f->origin.encoding = hk_span_cstr("utf-8");
	hk_arena_reset(&f->arena);
	hk_ids_reset(&f->of_file);
	status = begin(f, err);
	if (status)
		return status;
	if (format->records && !encoding.len)
		return stream(f, format, STDIN_FILENO, "standard input");
	hk_buf_reset(&f->bytes);
	status =
		hk_file_read_fd(&f->bytes, STDIN_FILENO, "standard input", err);
	if (status)
		return status;
	f->given_id = id;
	f->given_title = title;
	status = whole(f, format, encoding);
	f->given_id = f->given_title = hk_span_str(NULL, 0);
	return status;
}

enum hk_status hk_feed_remove(struct hk_feed *f, struct hk_str path,
			      struct hk_error *err)
{
	enum hk_status status;

	f->err = err;
	hk_ids_reset(&f->of_file);
	status = begin(f, err);
	if (!status)
		status = sweep(f, path);
	hk_report_note(f->set.report, path, "removed");
	if (status || f->set.report->dry_run)
		return status;
	return hk_source_remove(engine(f), path, err);
}

enum hk_status hk_feed_remove_article(struct hk_feed *f, struct hk_str id,
				      bool *found, struct hk_error *err)
{
	uint32_t passages;
	enum hk_status status = count_id(f, id, &passages, err);

	*found = passages > 0;
	if (status || !passages)
		return status;
	f->set.report->removed++;
	hk_report_note(f->set.report, id, "removed");
	if (f->set.report->dry_run)
		return HK_OK;
	status = begin(f, err);
	return status ? status : delete_term(f, HK_SCHEMA_ID, id, err);
}
