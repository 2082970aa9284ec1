/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SERVE_LISTEN_H
#define HIKU_SERVE_LISTEN_H

/*
 * The sockets at which clients arrive: those that the command line names, or
 * those that systemd holds open for us (sd_listen_fds(3)).
 */

#include <stddef.h>
#include <sys/types.h>

#include "serve/address.h"

#define HK_LISTEN_MAX 8

struct hk_listen_socket {
	int fd;
	struct hk_address address; /* as the kernel has it */
	bool ours; /* a path that we made, and remove at the end */
};

struct hk_listen {
	struct hk_listen_socket sockets[HK_LISTEN_MAX];
	size_t count;
};

struct hk_listen_how {
	const char *const *places; /* as hk_address_read() takes them */
	size_t count;		   /* 0: the usual one */
	mode_t mode;		   /* of sockets with a path */
	bool everyone;		   /* other machines may reach us */
};

/*
 * Open the sockets, or take those of systemd, if there are any. The caller
 * calls hk_listen_close(), also after a failure.
 *
 * HK_EUSAGE: a place makes no sense; it can be reached from other machines,
 * which was not allowed; or there are too many. HK_EACCES, HK_EIO: the system
 * refuses it, for one because another server has it.
 */
enum hk_status hk_listen_open(struct hk_listen *out,
			      const struct hk_listen_how *how,
			      struct hk_error *err) HK_MUST_USE;
void hk_listen_close(struct hk_listen *listen);

#endif
