/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/child/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "formats/archive/container.h"
#include "formats/child/child_private.h"

/* Milliseconds between looks at `stop`. */
#define LOOK 500
/* Elsewhere a socket that is closed is asked for this when it is made. */
#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

struct hk_child {
	const volatile sig_atomic_t *stop;
	pid_t pid; /* 0: there is none */
	int fd;
	struct hk_buf heard;	/* that is not yet taken */
	struct hk_child *inner; /* for members of what is being read */
	bool busy;
};

/* One file, while it is read there. */
struct talk {
	struct hk_child *child;
	const struct hk_format *format;
	const struct hk_format_input *input;
	struct hk_container_budget own; /* of the members, if it has none */
	struct hk_buf bytes, names[3];	/* of a member */
	bool began;			/* the article has something in it */
	bool gave;			/* articles, members or complaints */
	bool over;
	struct hk_error *err;
};

struct hk_child *hk_child_new(const volatile sig_atomic_t *stop)
{
	struct hk_child *child = calloc(1, sizeof(*child));

	if (!child)
		return NULL;
	child->stop = stop;
	child->fd = -1;
	hk_buf_init(&child->heard, HK_CHILD_FRAME_MAX + HK_CHILD_PIECE * 2);
	return child;
}

/* Close the socket and wait; a process that may be stuck is killed. */
static enum hk_status end_process(struct hk_child *child, bool stuck,
				  enum hk_child_end *end, struct hk_error *err)
{
	pid_t pid = child->pid;

	*end = HK_CHILD_WELL;
	if (!pid)
		return HK_OK;
	if (stuck)
		kill(pid, SIGKILL);
	close(child->fd);
	child->fd = -1;
	child->pid = 0;
	hk_buf_reset(&child->heard);
	return hk_child_limit_wait(end, pid, err);
}

void hk_child_free(struct hk_child *child)
{
	enum hk_child_end end;

	if (!child)
		return;
	hk_child_free(child->inner);
	/* How it ends does not matter any more. */
	if (end_process(child, false, &end, NULL))
		end = HK_CHILD_WELL;
	hk_buf_release(&child->heard);
	free(child);
}

/* ---- Asking ---- */

static enum hk_status start(struct hk_child *child, struct hk_error *err)
{
	int ends[2];
	pid_t pid;

	if (child->pid)
		return HK_OK;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
		return hk_error_system(err, errno, "cannot create a socket");
	/* No program that is run later is to keep it open. */
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
#ifdef SO_NOSIGPIPE
	setsockopt(ends[0], SOL_SOCKET, SO_NOSIGPIPE, &(int){1}, sizeof(int));
#endif
	pid = fork();
	if (pid == 0)
		hk_child_serve(ends[1]);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return hk_error_system(err, errno, "cannot start a process");
	}
	child->pid = pid;
	child->fd = ends[0];
	return HK_OK;
}

static bool send_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = send(fd, data, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

/* Send the head of a request, and the descriptor with its first byte. */
static bool send_head(int fd, const struct hk_child_request *request, int file)
{
	union {
		struct cmsghdr head;
		char space[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec io = {(void *)request, sizeof(*request)};
	struct msghdr message = {.msg_iov = &io, .msg_iovlen = 1};
	ssize_t n;

	memset(&control, 0, sizeof(control));
	if (file >= 0) {
		struct cmsghdr *with = &control.head;

		message.msg_control = &control;
		message.msg_controllen = sizeof(control);
		with->cmsg_level = SOL_SOCKET;
		with->cmsg_type = SCM_RIGHTS;
		with->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(with), &file, sizeof(file));
	}
	do
		n = sendmsg(fd, &message, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	return n > 0 && send_all(fd, (const char *)request + n,
				 sizeof(*request) - (size_t)n);
}

static bool send_request(const struct talk *t)
{
	const struct hk_format_input *input = t->input;
	struct hk_str texts[] = {input->text, input->path, input->member,
				 input->encoding, input->columns};
	size_t count = sizeof(texts) / sizeof(*texts);
	struct hk_child_request request;
	bool sent;

	memset(&request, 0, sizeof(request));
	request.format = t->format;
	request.has_budget = input->budget != NULL;
	request.first_line = input->first_line;
	request.depth = input->depth;
	if (input->budget) {
		request.budget.packed = input->budget->packed;
		request.budget.unpacked = input->budget->unpacked;
		request.budget.members = input->budget->members;
	}
	for (size_t i = 0; i < count; i++)
		request.lens[i] = texts[i].len;
	sent = send_head(t->child->fd, &request, input->fd);
	for (size_t i = 0; i < count && sent; i++)
		sent = send_all(t->child->fd, texts[i].data, texts[i].len);
	return sent;
}

/* ---- Listening ---- */

static enum hk_status nonsense(struct talk *t)
{
	return hk_error_set(t->err, HK_EFORMAT,
			    "the reader of %s gave what makes no sense",
			    hk_format_name(t->format));
}

static enum hk_status take_article(struct talk *t, uint32_t lines)
{
	struct hk_article *article = t->input->article;

	if (!t->began)
		hk_article_reset(article);
	t->began = false;
	if (lines > HK_BLOCK_LINES_PAGE || !hk_child_article_sound(article))
		return nonsense(t);
	article->lines = (enum hk_block_lines)lines;
	t->gave = true;
	return t->input->emit(t->input->ctx, article);
}

/* A part of an article. */
static enum hk_status take_part(struct talk *t,
				const struct hk_child_frame *frame)
{
	enum hk_status status;

	if (!t->began)
		hk_article_reset(t->input->article);
	t->began = true;
	status = hk_child_article_take(t->input->article, frame);
	if (status == HK_EFORMAT || status == HK_ETOOBIG)
		return nonsense(t);
	return status ? hk_error_nomem(t->err) : HK_OK;
}

static enum hk_status take_member(struct talk *t, uint32_t depth)
{
	struct hk_format_member member = {
		.name = hk_buf_str(&t->names[0]),
		.file = hk_buf_str(&t->names[1]),
		.bytes = hk_buf_str(&t->bytes),
		.date = hk_buf_str(&t->names[2]),
		.depth = depth,
		.budget = t->input->budget ? t->input->budget : &t->own};
	enum hk_status status;

	if (!t->input->inside || depth != t->input->depth + 1)
		return nonsense(t);
	t->gave = true;
	status = t->input->inside(t->input->ctx, &member);
	hk_buf_release(&t->bytes);
	for (size_t i = 0; i < 3; i++)
		hk_buf_reset(&t->names[i]);
	return status;
}

static enum hk_status take_bytes(struct talk *t, struct hk_buf *to,
				 struct hk_str bytes)
{
	enum hk_status status = hk_buf_append(to, bytes.data, bytes.len);

	if (status == HK_ETOOBIG)
		return nonsense(t);
	return status ? hk_error_nomem(t->err) : HK_OK;
}

/* What was used can only have grown. */
static enum hk_status take_budget(struct talk *t, struct hk_str bytes)
{
	struct hk_container_budget now, *budget = t->input->budget;

	if (!budget || bytes.len != sizeof(now))
		return nonsense(t);
	memcpy(&now, bytes.data, sizeof(now));
	if (now.packed < budget->packed || now.unpacked < budget->unpacked ||
	    now.members < budget->members)
		return nonsense(t);
	*budget = now;
	return HK_OK;
}

static enum hk_status take_complaint(struct talk *t, uint32_t line,
				     struct hk_str why)
{
	struct hk_error text;

	t->gave = true;
	hk_error_set(&text, HK_EFORMAT, "%.*s", (int)why.len, why.data);
	t->input->complain(t->input->ctx, line, text.message);
	return HK_OK;
}

/* Its reader ended. */
static enum hk_status take_end(struct talk *t,
			       const struct hk_child_frame *frame)
{
	struct hk_str why = frame->bytes;

	t->over = true;
	switch (frame->number) {
	case HK_OK:
		return HK_OK;
	case HK_ENOMEM: /* of its own share */
		return hk_error_set(t->err, HK_ETOOBIG,
				    "reading it takes too much memory");
	case HK_EFORMAT:
	case HK_EENCODING:
	case HK_ETOOBIG:
	case HK_ENOTTEXT:
	case HK_EIO:
		return hk_error_set(t->err, (enum hk_status)frame->number,
				    "%.*s", (int)why.len, why.data);
	default:
		return nonsense(t);
	}
}

static enum hk_status take_frame(struct talk *t,
				 const struct hk_child_frame *frame)
{
	enum hk_child_end end;
	enum hk_status status;

	switch ((enum hk_child_kind)frame->kind) {
	case HK_CHILD_ARTICLE:
		return take_article(t, frame->number);
	case HK_CHILD_COMPLAIN:
		return take_complaint(t, frame->number, frame->bytes);
	case HK_CHILD_BYTES:
		return take_bytes(t, &t->bytes, frame->bytes);
	case HK_CHILD_NAME:
		return frame->number > 2
			       ? nonsense(t)
			       : take_bytes(t, &t->names[frame->number],
					    frame->bytes);
	case HK_CHILD_MEMBER:
		return take_member(t, frame->number);
	case HK_CHILD_BUDGET:
		return take_budget(t, frame->bytes);
	case HK_CHILD_END:
		return take_end(t, frame);
	case HK_CHILD_RETIRED:
		status = take_end(t, frame);
		if (end_process(t->child, false, &end, NULL))
			t->child->pid = 0;
		return status;
	default:
		return take_part(t, frame);
	}
}

/* Take the frames that have come. */
static enum hk_status take_frames(struct talk *t)
{
	struct hk_buf *heard = &t->child->heard;
	enum hk_status status = HK_OK;
	struct hk_child_frame frame;
	size_t at = 0, taken;
	bool bad = false;

	while (!status && !t->over &&
	       hk_child_frame_take(&frame, &taken, &bad,
				   hk_span_from(hk_buf_str(heard), at))) {
		at += taken;
		status = take_frame(t, &frame);
	}
	if (status || t->over)
		return status;
	if (bad)
		return nonsense(t);
	memmove(heard->data, heard->data + at, heard->len - at);
	heard->len -= at;
	return HK_OK;
}

/* Wait until something comes; `*silent` if nothing does for too long. */
static enum hk_status wait_for_it(struct talk *t, bool *silent)
{
	struct hk_child *child = t->child;
	struct pollfd one = {child->fd, POLLIN, 0};

	for (int i = 0; i < HK_CHILD_WALL_SECONDS * 1000 / LOOK; i++) {
		int ready = poll(&one, 1, LOOK);

		if (child->stop && *child->stop)
			return hk_error_set(t->err, HK_EINTERRUPTED,
					    "interrupted");
		if (ready > 0)
			return HK_OK;
	}
	*silent = true;
	return HK_OK;
}

/* It ended too early. */
static enum hk_status explain(struct talk *t, bool silent)
{
	const char *name = hk_format_name(t->format);
	enum hk_child_end end;
	struct hk_error own;
	enum hk_status status = end_process(t->child, silent, &end, t->err);

	if (status)
		return status;
	hk_error_set(&own, HK_EFORMAT,
		     silent || end == HK_CHILD_LATE
			     ? HK_MESSAGE("the reader of %s took too long")
			     : HK_MESSAGE("the reader of %s crashed or ran out "
					  "of memory"),
		     name);
	if (!t->gave)
		return hk_error_set(t->err, HK_EFORMAT, "%s", own.message);
	t->input->complain(t->input->ctx, 0, own.message);
	return HK_OK;
}

static enum hk_status listen_to(struct talk *t)
{
	struct hk_buf *heard = &t->child->heard;
	enum hk_status status = HK_OK;
	bool silent = false;

	while (!status && !t->over) {
		ssize_t n;

		status = wait_for_it(t, &silent);
		if (status)
			break;
		if (hk_buf_reserve(heard, HK_CHILD_PIECE))
			return hk_error_nomem(t->err);
		n = silent ? 0
			   : read(t->child->fd, heard->data + heard->len,
				  HK_CHILD_PIECE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return explain(t, silent);
		heard->len += (size_t)n;
		status = take_frames(t);
	}
	return status;
}

static enum hk_status read_there(struct talk *t)
{
	struct hk_child *child = t->child;
	enum hk_status status = start(child, t->err);
	enum hk_child_end end;
	struct hk_error ignored;

	if (!status && !send_request(t)) {
		/* It was ended while it had nothing to do. */
		status = end_process(child, false, &end, t->err);
		if (!status)
			status = start(child, t->err);
		if (!status && !send_request(t))
			status = hk_error_system(t->err, errno,
						 "cannot ask a process");
	}
	if (!status)
		status = listen_to(t);
	/* What it has still to say is of no use. */
	if (!t->over && end_process(child, true, &end, &ignored))
		child->pid = 0;
	hk_buf_reset(&child->heard);
	return status;
}

enum hk_status hk_child_read(const struct hk_format *format,
			     const struct hk_format_input *input,
			     struct hk_error *err)
{
	struct hk_child *child = input->child;
	struct talk t = {.format = format, .input = input, .err = err};
	enum hk_status status;

	if (!format->apart || !child)
		return format->read(input, err);
	while (child->busy) {
		if (!child->inner)
			child->inner = hk_child_new(child->stop);
		child = child->inner;
		if (!child)
			return hk_error_nomem(err);
	}
	t.child = child;
	hk_buf_init(&t.bytes, HK_CONTAINER_MEMBER_MAX);
	for (size_t i = 0; i < 3; i++)
		hk_buf_init(&t.names[i], HK_CHILD_PIECE);
	child->busy = true;
	status = read_there(&t);
	child->busy = false;
	hk_buf_release(&t.bytes);
	for (size_t i = 0; i < 3; i++)
		hk_buf_release(&t.names[i]);
	return status;
}
