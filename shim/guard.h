/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SHIM_GUARD_H
#define HIKU_SHIM_GUARD_H

/*
 * No exception may reach C. Every entry point runs in xap_guard(), and only
 * xap_caught() knows what the exceptions mean.
 */

#include <cerrno>
#include <string>

#include "base/error.h"
#include "base/stop.h"

/* What is done, and to which object; messages begin "cannot VERB NAME". */
struct xap_task {
	const char *verb = nullptr;
	const char *name = nullptr;
	/* The first failure of a handle that is dead after one, or NULL. */
	struct hk_error *first = nullptr;
	/* Where to note which connection failed (xap_db_lost()), or NULL. */
	std::string *lost = nullptr;
	/* Who asks it to end, or NULL. */
	const struct hk_stop *stop = nullptr;
};

/* Thrown by what runs inside of Xapian, where the task is asked to end. */
struct xap_interrupted {
};

static inline void xap_heed(const struct hk_stop *stop)
{
	if (hk_stop_asked(stop))
		throw xap_interrupted();
}

/*
 * The status of the exception that is being handled. Except for HK_ENOTFOUND,
 * which does no harm, it is also kept in `task.first`.
 */
enum hk_status xap_caught(struct hk_error *err,
			  const struct xap_task &task) noexcept;

/* End the program with the function given to xap_on_terminate(). */
[[noreturn]] void xap_end_program(const struct hk_error *why) noexcept;

/* Run `body`, which gives a status; a dead handle gives its first failure. */
template <class Body>
enum hk_status xap_guard(struct hk_error *err, const struct xap_task &task,
			 Body body) noexcept
{
	if (task.first && task.first->status) {
		if (err)
			*err = *task.first;
		return task.first->status;
	}
	errno = 0; /* an errno seen after a failure is of this call */
	try {
		xap_heed(task.stop);
		return body();
	} catch (...) {
		return xap_caught(err, task);
	}
}

#endif
