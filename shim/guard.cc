/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/guard.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>

#include <xapian.h>

#include "shim/xap.h"

namespace
{

const int ERRNO_MAX = 200; /* more than any errno */

bool ends_with(const std::string &text, const std::string &tail)
{
	return text.size() >= tail.size() &&
	       !text.compare(text.size() - tail.size(), tail.size(), tail);
}

/* The system's message for the error, or NULL. */
const char *system_text(const Xapian::Error &error) noexcept
try {
	return error.get_error_string();
} catch (...) {
	return nullptr;
}

/*
 * The system's error number that caused an error, or 0. Xapian does not give
 * the number, only its message: separately, at the end of its own message, or
 * in parentheses, if undoing the failed change has failed too.
 */
int error_number(const Xapian::Error &error) noexcept
try {
	const char *text = system_text(error);
	const std::string said = ": " + (text ? text : error.get_msg());

	for (int number = 1; number < ERRNO_MAX; number++) {
		const std::string words = strerror(number);

		if (ends_with(said, ": " + words) ||
		    said.find(" (" + words + ")") != std::string::npos)
			return number;
	}
	return 0;
} catch (...) {
	return 0;
}

/*
 * Xapian's message for an error, without the addition that the failed change
 * could not be undone and the class of the error, which do not help a user.
 */
std::string text_of(const Xapian::Error &error)
{
	static const std::string before = "Modifications failed (";
	static const std::string behind = "), and couldn't open at the old ";
	std::string said = error.get_msg();
	size_t end = said.rfind(behind), name;

	if (said.compare(0, before.size(), before) || end == std::string::npos)
		return said;
	said = said.substr(before.size(), end - before.size());
	name = said.find("Error: ");
	return name == std::string::npos ? said : said.substr(name + 7);
}

/* Is this the failure of an attempt to undo, which hides the first failure?
 * That happens with XAP_OPEN_DANGEROUS, where nothing can be undone. */
bool is_hidden(const Xapian::Error &error)
{
	const std::string said = text_of(error);

	return said == "Unknown error" || !said.compare(0, 9, "cancel() ");
}

/* Report the system's last error, which is most likely the hidden one. */
enum hk_status say_hidden(struct hk_error *err, const struct xap_task &task,
			  int number) noexcept
{
	if (!number || number == ENOMEM)
		return hk_error_nomem(err);
	return hk_error_system(err, number, "cannot %s %s", task.verb,
			       task.name);
}

enum hk_status say(struct hk_error *err, const struct xap_task &task,
		   enum hk_status status, const char *meaning,
		   const Xapian::Error &error)
{
	const char *text = system_text(error);

	return hk_error_set(err, status, "cannot %s %s: %s (%s%s%s)", task.verb,
			    task.name, meaning, text_of(error).c_str(),
			    text ? ": " : "", text ? text : "");
}

/* Report the system's error number behind the error, or, without one, `status`.
 */
enum hk_status say_system(struct hk_error *err, const struct xap_task &task,
			  enum hk_status status, const char *meaning,
			  const Xapian::Error &error)
{
	int number = error_number(error);
	std::string said, again;

	if (!number)
		return say(err, task, status, meaning, error);
	said = text_of(error);
	again = std::string(" (") + strerror(number) + ")";
	if (ends_with(said, again))
		said.resize(said.size() - again.size());
	return hk_error_system(err, number, "cannot %s %s (%s)", task.verb,
			       task.name, said.c_str());
}

/* Report a lost connection, and note which one: Xapian gives that in the
 * error's context, except if the connection is closed already. */
enum hk_status say_lost(struct hk_error *err, const struct xap_task &task,
			enum hk_status status, const char *meaning,
			const Xapian::Error &error)
{
	if (task.lost && !error.get_context().empty())
		*task.lost = error.get_context();
	return say(err, task, status, meaning, error);
}

const char DAMAGED[] = HK_MESSAGE("it is damaged; rebuild it");
const char REFUSED[] = HK_MESSAGE("Xapian failed");

enum hk_status ladder(struct hk_error *err, const struct xap_task &task,
		      int number)
try {
	throw;
} catch (const struct xap_interrupted &) {
	return hk_error_set(err, HK_EINTERRUPTED, "interrupted");
} catch (const Xapian::DatabaseModifiedError &error) {
	return say(err, task, HK_ESTALE,
		   "it has changed meanwhile; open it again", error);
} catch (const Xapian::DatabaseLockError &error) {
	/* Also thrown for a read-only folder, then with an error number. */
	return say_system(err, task, HK_ELOCKED,
			  "another program is writing to it; try again later",
			  error);
} catch (const Xapian::DatabaseVersionError &error) {
	return say(err, task, HK_EVERSION,
		   "it was made by another version of Xapian; index again",
		   error);
} catch (const Xapian::DatabaseNotFoundError &error) {
	return say(err, task, HK_ENOTFOUND, "there is no database", error);
} catch (const Xapian::DocNotFoundError &error) {
	return say(err, task, HK_ENOTFOUND, "there is no such document", error);
} catch (const Xapian::DatabaseCorruptError &error) {
	return say(err, task, HK_ECORRUPT, DAMAGED, error);
} catch (const Xapian::RangeError &error) {
	/* A number in the database is out of range. */
	return say(err, task, HK_ECORRUPT, DAMAGED, error);
} catch (const Xapian::DatabaseOpeningError &error) {
	/* Some of its files are missing. */
	if (error_number(error) == ENOENT)
		return say(err, task, HK_ECORRUPT, DAMAGED, error);
	return say_system(err, task, HK_EINDEX, REFUSED, error);
} catch (const Xapian::DatabaseCreateError &error) {
	if (number && !error_number(error))
		return say_hidden(err, task, number);
	return say_system(err, task, HK_EINDEX, REFUSED, error);
} catch (const Xapian::NetworkTimeoutError &error) {
	return say_lost(err, task, HK_ETIMEOUT, "no answer in time", error);
} catch (const Xapian::NetworkError &error) {
	return say_lost(err, task, HK_ENETWORK, "the connection failed", error);
} catch (const Xapian::DatabaseClosedError &error) {
	/* We never use a database after closing it; Xapian closes it when
	 * the connection is lost. */
	return say_lost(err, task, HK_ENETWORK, "the connection was lost",
			error);
} catch (const Xapian::DatabaseError &error) {
	if (is_hidden(error))
		return say_hidden(err, task, number);
	/* Reading past the end of a file that is too short gives no number. */
	return say_system(err, task, HK_ECORRUPT, DAMAGED, error);
} catch (const Xapian::Error &error) {
	if (is_hidden(error))
		return say_hidden(err, task, number);
	return say_system(err, task, HK_EINDEX, REFUSED, error);
} catch (const std::bad_alloc &) {
	return hk_error_nomem(err);
} catch (const std::length_error &error) {
	/* A size in the database is too large for a string. */
	return hk_error_set(err, HK_ECORRUPT, "cannot %s %s: %s (%s)",
			    task.verb, task.name, DAMAGED, error.what());
} catch (const std::exception &error) {
	return hk_error_set(err, HK_EINDEX, "cannot %s %s: %s", task.verb,
			    task.name, error.what());
} catch (...) {
	return hk_error_set(err, HK_EINDEX, "cannot %s %s: unknown exception",
			    task.verb, task.name);
}

/* As ladder(), which needs memory; `number` is the system's last error. */
enum hk_status explain(struct hk_error *err, const struct xap_task &task,
		       int number) noexcept
try {
	return ladder(err, task, number);
} catch (...) {
	/* No memory for the message. */
	return hk_error_nomem(err);
}

} // namespace

static xap_end_fn end_program;

void xap_end_program(const struct hk_error *why) noexcept
{
	if (end_program)
		end_program(why);
	abort();
}

/* Report the exception, if it is still known; else the system's last error,
 * which is most likely the cause. */
static void terminated() noexcept
{
	static const struct xap_task task = {HK_MESSAGE("go on with"),
					     HK_MESSAGE("the index"), nullptr};
	static struct hk_error why; /* the stack may be exhausted */
	int number = errno;

	if (std::current_exception())
		explain(&why, task, number);
	else if (number)
		hk_error_system(&why, number, "cannot go on with the index");
	else
		hk_error_set(&why, HK_EINDEX,
			     "cannot go on with the index: Xapian gave up");
	xap_end_program(&why);
}

void xap_on_terminate(xap_end_fn end)
{
	end_program = end;
	std::set_terminate(terminated);
}

enum hk_status xap_caught(struct hk_error *err,
			  const struct xap_task &task) noexcept
{
	struct hk_error why;
	enum hk_status status = explain(&why, task, errno);

	if (task.first && status != HK_ENOTFOUND)
		*task.first = why;
	if (err)
		*err = why;
	return status;
}
