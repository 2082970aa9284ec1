/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_ERROR_H
#define HIKU_BASE_ERROR_H

/*
 * What can go wrong, and how it is reported.
 *
 * One enum serves the whole house. It has a value for everything that the
 * world can do to us and that calls for its own next step of the user; what
 * only a bug of ours can cause is an assert(). The caller owns the error
 * struct, so that there are no globals. Libraries fill it in and return its
 * status; only the programs print it.
 */

#include "base/attribute.h"

#ifdef __cplusplus
extern "C" {
#endif

enum hk_status {
	HK_OK = 0,
	HK_ENOMEM,	 /* out of memory: end other programs, try again */
	HK_EIO,		 /* reading or writing failed: look at the disk */
	HK_ENOSPC,	 /* the disk is full: free some space, try again */
	HK_ENOTFOUND,	 /* no such file, index or article: look at the name */
	HK_EACCES,	 /* not permitted: look at the rights */
	HK_ELOCKED,	 /* another writer is at work: try later */
	HK_ESTALE,	 /* the index moved on while it was read: reopen */
	HK_ECORRUPT,	 /* the index is damaged: rebuild */
	HK_EVERSION,	 /* made by another version: reindex */
	HK_ESIGNATURE,	 /* made with another dictionary or rules: reindex */
	HK_ENOTINDEX,	 /* a folder or file that is not an index of ours */
	HK_EDICT,	 /* the dictionary is missing or unfit: install it */
	HK_EENCODING,	 /* not text in the encoding expected */
	HK_EFORMAT,	 /* input that breaks the rules of its format */
	HK_ENOTTEXT,	 /* input that is not an article, and not at fault */
	HK_ETOOBIG,	 /* over a cap that keeps the machine alive */
	HK_EUSAGE,	 /* a query or an option that makes no sense */
	HK_ENETWORK,	 /* a remote index cannot be reached */
	HK_ETIMEOUT,	 /* it took longer than was allowed */
	HK_EINDEX,	 /* anything else that the index engine says */
	HK_EINTERRUPTED, /* the user or the system asked us to stop */
};

/* Bytes of a message, its NUL included; a longer one is cut between two
 * characters. */
#define HK_ERROR_MAX 1024

struct hk_error {
	enum hk_status status;
	char message[HK_ERROR_MAX]; /* one line, NUL-terminated, no newline */
};

/*
 * Set `err`, unless it is NULL, to `status` and the formatted line, and
 * return `status`. The line says what went wrong, with which file, why, and
 * what to do next. It is made safe to print (base/clean.h), since it may hold
 * names and texts from files.
 */
enum hk_status hk_error_set(struct hk_error *err, enum hk_status status,
			    const char *format, ...) HK_PRINTF(3, 4);

/*
 * As hk_error_set(), with the status that fits the system's error number
 * (ENOENT: HK_ENOTFOUND, ENOSPC and EDQUOT: HK_ENOSPC, ...) and with the
 * system's own text behind the line.
 */
enum hk_status hk_error_system(struct hk_error *err, int error_number,
			       const char *format, ...) HK_PRINTF(3, 4);

/* Report that memory ran out. Returns HK_ENOMEM. */
enum hk_status hk_error_nomem(struct hk_error *err);

/*
 * Marks a text that becomes part of such a line, for the catalogues of po/:
 * tools/messages sees the formats above by themselves, but not what is kept in
 * a variable first. It is said in the user's language where it is printed
 * (base/message.h).
 */
#define HK_MESSAGE(text) text

#ifdef __cplusplus
}
#endif

#endif
