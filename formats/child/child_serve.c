/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The kept process: it reads one file after the other, and tells its parent
 * what the readers give. */

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "formats/archive/container.h"
#include "formats/child/child_private.h"

/* Files after which a new process takes over. */
#define FILES_MAX 2000
/* What a reader may need of memory for each byte of its file. */
#define MEMORY_FACTOR 3

struct serve {
	struct hk_child_limit limit;
	struct hk_child_out out;
	struct hk_article article;
	struct hk_buf texts; /* of the request */
	unsigned files;
};

/* ---- What readers call ---- */

static enum hk_status emit(void *ctx, struct hk_article *article)
{
	struct serve *s = ctx;

	hk_child_article_tell(&s->out, article);
	hk_child_frame_flush(&s->out);
	return HK_OK;
}

static void complain(void *ctx, uint32_t line, const char *why)
{
	struct serve *s = ctx;

	hk_child_frame_tell(&s->out, HK_CHILD_COMPLAIN, line,
			    hk_span_cstr(why));
	hk_child_frame_flush(&s->out);
}

static enum hk_status inside(void *ctx, const struct hk_format_member *member)
{
	struct serve *s = ctx;
	struct hk_str rest = member->bytes, none = {NULL, 0};

	hk_child_frame_tell(&s->out, HK_CHILD_NAME, 0, member->name);
	hk_child_frame_tell(&s->out, HK_CHILD_NAME, 1, member->file);
	hk_child_frame_tell(&s->out, HK_CHILD_NAME, 2, member->date);
	while (rest.len) {
		size_t len =
			rest.len < HK_CHILD_PIECE ? rest.len : HK_CHILD_PIECE;

		hk_child_frame_tell(&s->out, HK_CHILD_BYTES, 0,
				    hk_span_str(rest.data, len));
		rest = hk_span_from(rest, len);
	}
	hk_child_frame_tell(&s->out, HK_CHILD_MEMBER, member->depth, none);
	hk_child_frame_flush(&s->out);
	return HK_OK;
}

/* ---- Requests ---- */

static bool receive(int fd, char *data, size_t len)
{
	while (len) {
		ssize_t n = read(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

/* The head of a request, and the descriptor that came with it, or -1. */
static bool receive_head(struct hk_child_request *request, int *file, int fd)
{
	union {
		struct cmsghdr head;
		char space[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec io = {request, sizeof(*request)};
	struct msghdr message = {.msg_iov = &io,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = sizeof(control)};
	struct cmsghdr *with;
	ssize_t n;

	do
		n = recvmsg(fd, &message, 0);
	while (n < 0 && errno == EINTR);
	*file = -1;
	if (n <= 0)
		return false;
	with = CMSG_FIRSTHDR(&message);
	if (with && with->cmsg_type == SCM_RIGHTS)
		memcpy(file, CMSG_DATA(with), sizeof(*file));
	return receive(fd, (char *)request + n, sizeof(*request) - (size_t)n);
}

/* Make the input of a request, whose texts follow on the socket. */
static bool receive_input(struct serve *s, struct hk_format_input *input,
			  const struct hk_child_request *request)
{
	struct hk_str *texts[] = {&input->text, &input->path, &input->member,
				  &input->encoding, &input->columns};
	size_t count = sizeof(texts) / sizeof(*texts), all = 0;
	const char *at;

	for (size_t i = 0; i < count; i++)
		all += (size_t)request->lens[i] + 1;
	hk_buf_reset(&s->texts);
	hk_child_limit_renew(&s->limit, all * (MEMORY_FACTOR + 1));
	if (hk_buf_reserve(&s->texts, all))
		return false;
	at = s->texts.data;
	for (size_t i = 0; i < count; i++) {
		size_t len = (size_t)request->lens[i];

		if (!receive(s->out.fd, s->texts.data + s->texts.len, len))
			return false;
		s->texts.data[s->texts.len + len] = '\0';
		*texts[i] = hk_span_str(at + s->texts.len, len);
		s->texts.len += len + 1;
	}
	return true;
}

static void answer(struct serve *s, const struct hk_child_request *request,
		   const struct hk_format_input *file)
{
	struct hk_format_input input = *file;
	struct hk_container_budget budget;
	struct hk_error err = {HK_OK, ""};
	enum hk_status status;
	bool worn;

	memset(&budget, 0, sizeof(budget));
	budget.packed = request->budget.packed;
	budget.unpacked = request->budget.unpacked;
	budget.members = request->budget.members;
	if (request->has_budget)
		input.budget = &budget;
	status = request->format->read(&input, &err);
	if (request->has_budget)
		hk_child_frame_tell(
			&s->out, HK_CHILD_BUDGET, 0,
			hk_span_str((const char *)&budget, sizeof(budget)));
	worn = ++s->files >= FILES_MAX || hk_child_limit_worn(&s->limit);
	hk_child_frame_tell(&s->out, worn ? HK_CHILD_RETIRED : HK_CHILD_END,
			    (uint32_t)status, hk_span_cstr(err.message));
	hk_child_frame_flush(&s->out);
	if (worn)
		_exit(0);
}

/* Bytes of the file that the limit of memory leaves out. */
static size_t size_of(int fd)
{
	struct stat st;

	return fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)
		       ? (size_t)st.st_size
		       : 0;
}

void hk_child_serve(int fd)
{
	struct serve *s = calloc(1, sizeof(*s));
	struct hk_child_request request;
	int file;

	if (!s)
		_exit(1);
	hk_child_limit_init(&s->limit, fd, -1);
	s->out.fd = fd;
	hk_article_init(&s->article);
	hk_buf_init(&s->texts, HK_BUF_NO_MAX);
	while (receive_head(&request, &file, fd)) {
		struct hk_format_input input = {.fd = file,
						.first_line =
							request.first_line,
						.depth = request.depth,
						.article = &s->article,
						.emit = emit,
						.inside = inside,
						.complain = complain,
						.ctx = s};

		if (!receive_input(s, &input, &request))
			_exit(1);
		if (file >= 0)
			hk_child_limit_renew(&s->limit,
					     size_of(file) * MEMORY_FACTOR);
		answer(s, &request, &input);
		if (file >= 0)
			close(file);
	}
	_exit(0);
}
