/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_SHIM_GUARD_H
#define HIKU_SHIM_GUARD_H

/*
 * The border between C++ and C: nothing that is thrown crosses it. Every
 * entry point runs in xap_guard(), and xap_caught() alone knows what the
 * exceptions mean.
 */

#include <cerrno>
#include <string>

#include "base/error.h"

/* What is being done and to what; messages begin "cannot VERB NAME". */
struct xap_task {
	const char *verb;
	const char *name;
	/* The first failure of a handle that is dead after one, or NULL. */
	struct hk_error *first;
	/* Where to note which connection failed (xap_db_lost()), or NULL. */
	std::string *lost = nullptr;
};

/*
 * What the exception that is being handled means. All but HK_ENOTFOUND, which
 * harms nothing, is kept in `task.first` too.
 */
enum hk_status xap_caught(struct hk_error *err,
			  const struct xap_task &task) noexcept;

/* End the program as xap_on_terminate() has it. */
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
	errno = 0; /* so that it is of this call, if it fails */
	try {
		return body();
	} catch (...) {
		return xap_caught(err, task);
	}
}

#endif
