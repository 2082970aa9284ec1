/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SERVE_FRONT_PRIVATE_H
#define HIKU_SERVE_FRONT_PRIVATE_H

/*
 * What the files of front.h share:
 *
 *   front.c          the loop: what is waited for, and the end
 *   front_client.c   connections: how many, and how long
 *   front_request.c  a request and its answer
 *
 * Only the last two know libmicrohttpd beyond its daemon.
 */

#include <microhttpd.h>

#include "serve/front.h"

/* Milliseconds for a whole request to arrive, since the connection or the last
 * answer, and for a whole answer to be taken. */
#define HK_FRONT_ASK_MS	 10000
#define HK_FRONT_TAKE_MS 20000
/* Bytes of answers that may be waiting for slow clients. */
#define HK_FRONT_HELD_MAX (64u << 20)

enum hk_front_state {
	HK_FRONT_WAITS,	  /* for a request to be whole */
	HK_FRONT_ASKED,	  /* the pool has its question */
	HK_FRONT_TELLS,	  /* its answer is under way */
	HK_FRONT_CLOSING, /* we have shut it down */
	HK_FRONT_STATES
};

/* A request, from its first line to the end of its answer. */
struct hk_front_request {
	char *target; /* NUL-terminated, cut where it is too long */
	size_t len;   /* as it was sent */
	int64_t begun;
	bool seen;	/* its head is there, and announces no body */
	bool asked;	/* the pool has its question */
	bool answered;	/* the pool is done */
	unsigned code;	/* of the answer */
	uint64_t bytes; /* of it */
	const char *method;
	enum hk_pool_end end;
	struct hk_pool_answer answer;
};

/* A connection. It is in the list of its state, the oldest first. */
struct hk_front_client {
	struct hk_front_client *previous, *next;
	struct hk_front *front;
	struct MHD_Connection *connection;
	struct hk_front_request *request; /* while it is asked */
	int fd;
	enum hk_front_state state;
	int64_t since; /* when it came into this state */
	size_t held;   /* bytes of its answer */
};

struct hk_front_list {
	struct hk_front_client *first, *last;
};

struct hk_front {
	const struct hk_front_how *how;
	struct MHD_Daemon *daemon;
	struct hk_pool *pool;
	struct hk_front_list lists[HK_FRONT_STATES];
	unsigned clients;
	size_t held;  /* by all of them */
	bool resumed; /* the daemon must run before the next wait */
	bool ending;  /* no more requests are taken */
};

/* ---- front_client.c ---- */

/* As MHD_OPTION_NOTIFY_CONNECTION wants it; `cls` is the front. */
void hk_front_notice(void *cls, struct MHD_Connection *connection,
		     void **socket_context,
		     enum MHD_ConnectionNotificationCode what);
/* The client of a connection; NULL: there was no memory for one. */
struct hk_front_client *hk_front_client(struct MHD_Connection *connection);
/* Move it to another state, now. */
void hk_front_move(struct hk_front_client *client, enum hk_front_state state);
/* Shut it down; libmicrohttpd then closes it. */
void hk_front_shut(struct hk_front_client *client);
/* Shut down those whose time is over. Returns when the next one's is; -1: there
 * is none. */
int64_t hk_front_expire(struct hk_front *front);
/* Shut down one that waits or takes an answer, the oldest; false: there is
 * none. */
bool hk_front_evict(struct hk_front *front);

/* ---- front_request.c ---- */

/* As MHD_OPTION_URI_LOG_CALLBACK, MHD_OPTION_NOTIFY_COMPLETED and
 * MHD_start_daemon() want them; `cls` is the front. */
void *hk_front_begin(void *cls, const char *target,
		     struct MHD_Connection *connection);
void hk_front_end(void *cls, struct MHD_Connection *connection, void **context,
		  enum MHD_RequestTerminationCode why);
enum MHD_Result hk_front_answer(void *cls, struct MHD_Connection *connection,
				const char *url, const char *method,
				const char *version, const char *upload,
				size_t *upload_size, void **context);
/* As the pool wants them; `ctx` is the front, `asker` the client. */
bool hk_front_wanted(void *ctx, void *asker);
void hk_front_done(void *ctx, void *asker, enum hk_pool_end end,
		   struct hk_pool_answer *answer);

#endif
