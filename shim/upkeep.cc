/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/glass.h"
#include "shim/handle.h"

#include <cerrno>
#include <cstring>
#include <sstream>

#include <dirent.h>
#include <sys/stat.h>

/* HK_OK if a new database can be made: there is nothing, or an empty folder.
 * Xapian would overwrite a database and follow a stub. */
static enum hk_status check_free(const char *path, struct hk_error *err)
{
	const struct dirent *entry;
	DIR *dir = opendir(path);

	if (!dir)
		return errno == ENOENT
			       ? HK_OK
			       : hk_error_system(err, errno,
						 "cannot merge into '%s'",
						 path);
	do {
		entry = readdir(dir);
	} while (entry &&
		 (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")));
	bool empty = !entry;
	closedir(dir);
	if (empty)
		return HK_OK;
	return hk_error_set(err, HK_EINDEX,
			    "cannot merge into '%s': it is not empty", path);
}

enum hk_status xap_compact(const char *const *sources, size_t count,
			   const char *to, struct hk_error *err)
{
	enum hk_status status = check_free(to, err);

	if (status)
		return status;
	return xap_guard(err, {HK_MESSAGE("merge into"), to, nullptr}, [&] {
		Xapian::Database all;

		for (size_t i = 0; i < count; i++) {
			xap_check_files(sources[i]);
			Xapian::Database db(sources[i],
					    Xapian::DB_BACKEND_GLASS);
			enum hk_status why =
				xap_look_whole(db, sources[i], err);

			if (why)
				return why;
			all.add_database(db);
		}
		all.compact(to, 0, xap_glass_block(all.get_doccount()));
		return HK_OK;
	});
}

enum hk_status xap_check(const char *path, struct hk_buf *out, size_t *damages,
			 struct hk_error *err)
{
	return xap_guard(err, {HK_MESSAGE("check"), path, nullptr}, [&] {
		struct stat st;
		std::ostringstream words;

		/* Xapian could take anything else for a stub. */
		if (stat((std::string(path) + "/iamglass").c_str(), &st))
			return hk_error_system(err, errno, "cannot check %s",
					       path);
		xap_check_files(path);
		*damages = Xapian::Database::check(path, 0, &words);
		return xap_append(out, words.str(), err);
	});
}

const char *xap_version(void)
{
	return Xapian::version_string();
}

const char *xap_series(void)
{
	static const std::string series =
		std::to_string(Xapian::major_version()) + "." +
		std::to_string(Xapian::minor_version());

	return series.c_str();
}
