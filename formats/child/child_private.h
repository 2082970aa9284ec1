/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_CHILD_CHILD_PRIVATE_H
#define HIKU_FORMATS_CHILD_CHILD_PRIVATE_H

/*
 * What the files that implement child.h share:
 *
 *   child.c          the kept process as its parent sees it
 *   child_serve.c    the same, inside
 *   child_article.c  an article on its way from one to the other
 *   child_frame.c    the frames that carry it
 *   child_run.c      a process for one file
 *   child_limit.c    the limits of both, and why one ended
 */

#include <sys/types.h>

#include "formats/child/child.h"

/* ---- child_frame.c: a kind, a number, and bytes ---- */

enum hk_child_kind {
	HK_CHILD_TEXT,	   /* bytes: more of the article's text */
	HK_CHILD_BLOCKS,   /* bytes: more of its blocks */
	HK_CHILD_FIELD,	   /* number: as hk_article_field() counts */
	HK_CHILD_TAG,	   /* bytes: one more tag */
	HK_CHILD_READING,  /* bytes: its span, then the reading */
	HK_CHILD_ARTICLE,  /* number: what its lines mean. It is whole */
	HK_CHILD_COMPLAIN, /* number: the line */
	HK_CHILD_BYTES,	   /* bytes: more of a member's */
	HK_CHILD_NAME,	   /* number: 0 its name, 1 file, 2 date */
	HK_CHILD_MEMBER,   /* number: its depth. It is whole */
	HK_CHILD_BUDGET,   /* bytes: struct hk_container_budget */
	HK_CHILD_END,	   /* number: the status; bytes: the message */
	HK_CHILD_RETIRED,  /* the same, and the process ends */
	HK_CHILD_KINDS
};

/* Bytes of a frame's head, and of a frame at most. */
#define HK_CHILD_HEAD	   9
#define HK_CHILD_FRAME_MAX (64u << 20)
/* Bytes of text in a frame. */
#define HK_CHILD_PIECE 65536u

struct hk_child_frame {
	uint32_t kind, number;
	struct hk_str bytes;
};

/* Frames on their way out; they leave when the buffer is full. */
struct hk_child_out {
	int fd;
	size_t len;
	char data[HK_CHILD_PIECE];
};

/* Write a frame; nobody listens any more: the process ends. */
void hk_child_frame_tell(struct hk_child_out *out, enum hk_child_kind kind,
			 uint32_t number, struct hk_str bytes);
void hk_child_frame_flush(struct hk_child_out *out);
/* The whole frame at the beginning of `bytes`, of which `*taken` are its own.
 * False if there is none yet; `*bad` if there will never be one. */
bool hk_child_frame_take(struct hk_child_frame *frame, size_t *taken, bool *bad,
			 struct hk_str bytes);

/* ---- child_article.c ---- */

/* Write an article. */
void hk_child_article_tell(struct hk_child_out *out,
			   const struct hk_article *article);
/* Add what a frame has of it. HK_EFORMAT without a message if it makes no
 * sense; HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_child_article_take(struct hk_article *article,
				     const struct hk_child_frame *frame)
	HK_MUST_USE;
/* Is it what a reader may give: texts that are UTF-8, blocks and readings in
 * order? */
bool hk_child_article_sound(const struct hk_article *article);

/* ---- child_serve.c ---- */

/* What the parent sends, then the texts, with the descriptor beside it. */
struct hk_child_request {
	const struct hk_format *format;
	bool has_fd, has_budget;
	uint32_t first_line, depth;
	struct {
		uint64_t packed, unpacked;
		uint32_t members;
	} budget;
	uint64_t lens[5]; /* of text, path, member, encoding, columns */
};

/* Read what is asked for through the socket until it is closed. */
_Noreturn void hk_child_serve(int fd);

/* ---- child_limit.c ---- */

/* Of a process that was forked. */
struct hk_child_limit {
	unsigned long long space; /* bytes of address space that it had at its
				   * start; 0: unknown here */
};

/* Make it one that can do no harm: it has no other descriptor than these two
 * (or -1), and the usual signals. */
void hk_child_limit_init(struct hk_child_limit *limit, int a, int b);
/* Limit a process that reads one file of which it maps `more` bytes. */
void hk_child_limit_once(const struct hk_child_limit *limit, size_t more);
/* Give a kept process time for one more file, and memory for `more` bytes. */
void hk_child_limit_renew(const struct hk_child_limit *limit, size_t more);
/* Does it hold so much memory that a new process is better? */
bool hk_child_limit_worn(const struct hk_child_limit *limit);

/* Wait for a process. HK_EIO, HK_EINTERRUPTED if the user stopped it. */
enum hk_status hk_child_limit_wait(enum hk_child_end *end, pid_t pid,
				   struct hk_error *err) HK_MUST_USE;

#endif
