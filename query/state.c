/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/state.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "store/folder.h"

#define VERSION	  "hiku-answer 1"
#define PREFIX	  "answer-"
#define BYTES_MAX (4u << 20)

/* ---- Where it is ---- */

/* Append the folder. HK_ENOTFOUND if the user has no home. */
static enum hk_status put_folder(struct hk_buf *out, struct hk_error *err)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	if (state && *state == '/')
		return hk_buf_printf(out, "%s/hiku", state);
	if (home && *home == '/')
		return hk_buf_printf(out, "%s/.local/state/hiku", home);
	return hk_error_set(err, HK_ENOTFOUND,
			    "no last answer is known: neither XDG_STATE_HOME "
			    "nor HOME is set");
}

/* Is it the user's own, and can nobody else change it? */
static bool is_own(const struct stat *file)
{
	return file->st_uid == geteuid() &&
	       !(file->st_mode & (S_IWGRP | S_IWOTH));
}

/* ---- Writing ---- */

static enum hk_status put(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = hk_buf_append(out, text.data, text.len);

	return status ? status : hk_buf_putc(out, '\0');
}

static enum hk_status put_number(struct hk_buf *out, unsigned long long number)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", number);
	return put(out, hk_span_cstr(text));
}

/* A place must be found from any folder. */
static enum hk_status put_place(struct hk_buf *out, const char *place)
{
	char real[PATH_MAX];

	return put(out, hk_span_cstr(realpath(place, real) ? real : place));
}

static enum hk_status put_places(struct hk_buf *out,
				 const struct hk_opt_list *dbs)
{
	enum hk_status status = put_number(out, dbs->count ? dbs->count : 1);
	struct hk_buf folder;

	for (size_t i = 0; i < dbs->count && !status; i++)
		status = put_place(out, dbs->items[i]);
	if (dbs->count || status)
		return status;
	hk_buf_init(&folder, 1u << 20);
	status = hk_folder_default(&folder, NULL);
	if (!status)
		status = put_place(out, folder.data);
	hk_buf_release(&folder);
	return status;
}

/* Fields end with a NUL, so a name that has one cannot be kept. */
static bool is_plain(const struct hk_record *r)
{
	return !(r->id.len && memchr(r->id.data, '\0', r->id.len)) &&
	       !(r->member.len && memchr(r->member.data, '\0', r->member.len));
}

static enum hk_status put_hit(struct hk_buf *out, const struct hk_hit *hit,
			      uint32_t line)
{
	const struct hk_record *r = &hit->record;
	enum hk_status status = put_number(out, hit->rank);

	if (!status)
		status = put(out, r->id);
	if (!status)
		status = put(out, r->path);
	if (!status)
		status = put(out, r->member);
	if (!status)
		status = put(out, r->encoding);
	if (!status)
		status = put_number(out, line);
	if (!status)
		status = put_number(out, r->lines == HK_BLOCK_LINES_PAGE);
	return status;
}

static enum hk_status put_answer(struct hk_buf *out,
				 const struct hk_query_options *o,
				 const char *query,
				 const struct hk_result *result,
				 const uint32_t *lines)
{
	size_t count = 0;
	enum hk_status status = put(out, hk_span_cstr(VERSION));

	for (size_t i = 0; i < result->count && i < HK_STATE_HITS; i++)
		count += is_plain(&result->hits[i].record);
	if (!status)
		status = put_places(out, &o->dbs);
	if (!status)
		status = put(out, hk_span_cstr(query));
	if (!status)
		status = put_number(out, o->all);
	if (!status)
		status = put_number(out, o->exact);
	if (!status)
		status = put_number(out, o->literal);
	if (!status)
		status = put_number(out, count);
	for (size_t i = 0; i < result->count && i < HK_STATE_HITS && !status;
	     i++)
		if (is_plain(&result->hits[i].record))
			status = put_hit(out, &result->hits[i], lines[i]);
	return status;
}

/* Remove the answers of sessions that are over. */
static enum hk_status sweep(void *folder, const char *name,
			    struct hk_error *err)
{
	size_t len = strlen(PREFIX);
	char *end, *path;
	long session;

	(void)err;
	if (strncmp(name, PREFIX, len) != 0)
		return HK_OK;
	session = strtol(name + len, &end, 10);
	if (session <= 0 || session > INT_MAX || *end)
		return HK_OK;
	if (kill((pid_t)session, 0) == 0 || errno != ESRCH)
		return HK_OK;
	path = hk_dir_join(folder, name);
	if (path)
		unlink(path);
	free(path);
	return HK_OK;
}

/* Replace the file of this session. */
static void replace(const char *folder, struct hk_str bytes)
{
	char name[64], fresh[64];
	struct stat dir;
	int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), fd;

	if (at < 0)
		return;
	snprintf(name, sizeof(name), PREFIX "%ld", (long)getsid(0));
	snprintf(fresh, sizeof(fresh), "new-%ld", (long)getpid());
	if (fstat(at, &dir) || !is_own(&dir)) {
		close(at);
		return;
	}
	unlinkat(at, fresh, 0);
	fd = openat(at, fresh,
		    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd >= 0) {
		bool written = !hk_file_write_all(fd, bytes, fresh, NULL);

		if (close(fd) || !written || renameat(at, fresh, at, name))
			unlinkat(at, fresh, 0);
	}
	close(at);
}

void hk_state_save(const struct hk_query_options *options, const char *query,
		   const struct hk_result *result, const uint32_t *lines)
{
	struct hk_buf bytes, folder;

	hk_buf_init(&bytes, BYTES_MAX);
	hk_buf_init(&folder, 1u << 20);
	if (!put_answer(&bytes, options, query, result, lines) &&
	    !put_folder(&folder, NULL)) {
		if (!hk_dir_has(folder.data, ".") &&
		    !hk_dir_make(folder.data, NULL))
			chmod(folder.data, 0700);
		replace(folder.data, hk_buf_str(&bytes));
		if (hk_dir_each(folder.data, sweep, folder.data, NULL))
			folder.len = 0; /* another time */
	}
	hk_buf_release(&bytes);
	hk_buf_release(&folder);
}

/* ---- Reading ---- */

struct fields {
	const char *at, *end;
	bool bad;
};

/* The next field, which the bytes end with a NUL. */
static const char *take(struct fields *f)
{
	const char *field = f->at;
	const char *nul =
		f->at < f->end ? memchr(field, '\0', (size_t)(f->end - field))
			       : NULL;

	if (!nul) {
		f->bad = true;
		return "";
	}
	f->at = nul + 1;
	return field;
}

static uint64_t take_number(struct fields *f, uint64_t most)
{
	const char *text = take(f);
	char *end;
	unsigned long long number;

	errno = 0;
	number = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || number > most) {
		f->bad = true;
		return 0;
	}
	return number;
}

static enum hk_status parse(struct hk_state *s, struct fields *f)
{
	if (strcmp(take(f), VERSION) != 0)
		return HK_EFORMAT;
	s->place_count = take_number(f, 10000);
	s->places = calloc(s->place_count + 1, sizeof(*s->places));
	if (!s->places)
		return HK_ENOMEM;
	for (size_t i = 0; i < s->place_count; i++)
		s->places[i] = take(f);
	s->query = take(f);
	s->all = take_number(f, 1);
	s->exact = take_number(f, 1);
	s->literal = take_number(f, 1);
	s->hit_count = take_number(f, HK_STATE_HITS);
	s->hits = calloc(s->hit_count + 1, sizeof(*s->hits));
	if (!s->hits)
		return HK_ENOMEM;
	for (size_t i = 0; i < s->hit_count; i++) {
		struct hk_state_hit *hit = &s->hits[i];

		hit->rank = take_number(f, UINT64_MAX);
		hit->id = take(f);
		hit->path = take(f);
		hit->member = take(f);
		hit->encoding = take(f);
		hit->line = (uint32_t)take_number(f, UINT32_MAX);
		hit->page = take_number(f, 1);
	}
	return f->bad || f->at != f->end ? HK_EFORMAT : HK_OK;
}

static enum hk_status read_own(struct hk_state *out, const char *path,
			       struct hk_error *err)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	enum hk_status status;
	struct stat file;

	if (fd < 0 && errno == ENOENT)
		return hk_error_set(err, HK_ENOTFOUND,
				    "this terminal has no last answer; ask "
				    "something first");
	if (fd < 0)
		return hk_error_system(err, errno, "cannot open %s", path);
	if (fstat(fd, &file))
		status = hk_error_system(err, errno, "cannot read %s", path);
	else if (!S_ISREG(file.st_mode) || !is_own(&file))
		status = hk_error_set(err, HK_EACCES,
				      "%s is not a file of your own that "
				      "nobody else can write; remove it",
				      path);
	else
		status = hk_file_read_fd(&out->bytes, fd, path, err);
	close(fd);
	return status;
}

enum hk_status hk_state_load(struct hk_state *out, struct hk_error *err)
{
	struct hk_buf path;
	enum hk_status status;
	struct fields f;

	memset(out, 0, sizeof(*out));
	hk_buf_init(&out->bytes, BYTES_MAX);
	hk_buf_init(&path, 1u << 20);
	status = put_folder(&path, err);
	if (!status)
		status =
			hk_buf_printf(&path, "/" PREFIX "%ld", (long)getsid(0));
	if (!status)
		status = read_own(out, path.data, err);
	if (!status) {
		f = (struct fields){out->bytes.data,
				    out->bytes.data + out->bytes.len, false};
		status = parse(out, &f);
		if (status == HK_EFORMAT)
			hk_error_set(err, HK_EFORMAT,
				     "%s is damaged; ask again", path.data);
		else if (status)
			hk_error_nomem(err);
	}
	hk_buf_release(&path);
	return status;
}

void hk_state_release(struct hk_state *s)
{
	free(s->places);
	free(s->hits);
	hk_buf_release(&s->bytes);
}

const struct hk_state_hit *hk_state_hit(const struct hk_state *s, uint64_t rank)
{
	for (size_t i = 0; i < s->hit_count; i++)
		if (s->hits[i].rank == rank)
			return &s->hits[i];
	return NULL;
}
