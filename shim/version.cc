/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/handle.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace
{
/* Of Xapian 1.4's glass format: bytes read from the version file, bytes before
 * the revision in it, tables, and the levels of a cursor. */
constexpr size_t READ_MAX = 256;
constexpr size_t HEAD = 14 + 2 + 16;
constexpr unsigned TABLES = 6;
constexpr uint64_t LEVELS = 10;

/* Packed integers: seven bits a byte, the lowest first. */
struct packed {
	const unsigned char *at, *end;

	/* False if it does not end, which Xapian finds as well. */
	bool take(uint64_t *out)
	{
		unsigned shift = 0;

		*out = 0;
		for (; at < end && shift < 64; shift += 7) {
			*out |= static_cast<uint64_t>(*at & 0x7F) << shift;
			if (!(*at++ & 0x80))
				return true;
		}
		return false;
	}
};
} // namespace

static void check_tables(const std::string &path)
{
	unsigned char bytes[READ_MAX];
	int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, bytes, sizeof(bytes));

	if (fd >= 0)
		close(fd);
	if (n < static_cast<ssize_t>(HEAD))
		return; /* Xapian reports it */
	struct packed p = {bytes + HEAD, bytes + n};
	uint64_t ignored, value, entries, length;

	if (!p.take(&ignored))
		return;
	for (unsigned i = 0; i < TABLES; i++) {
		/* Root, level and flags, entries, block size, compression,
		 * free list. */
		if (!p.take(&ignored) || !p.take(&value) || !p.take(&entries) ||
		    !p.take(&ignored) || !p.take(&ignored) || !p.take(&length))
			return;
		if (value >> 2 >= LEVELS)
			throw Xapian::DatabaseCorruptError(
				"a table has too many levels");
		/* The lowest bit says that the table has no block yet. */
		if ((value & 1) && entries)
			throw Xapian::DatabaseCorruptError(
				"a table without blocks has entries");
		if (length > static_cast<uint64_t>(p.end - p.at))
			return;
		p.at += length;
	}
}

void xap_check_files(const std::string &database)
{
	/* All files that Xapian opens in a glass database. */
	for (const char *name :
	     {"iamglass", "flintlock", "postlist.glass", "docdata.glass",
	      "termlist.glass", "position.glass", "spelling.glass",
	      "synonym.glass"}) {
		const std::string path = database + "/" + name;
		struct stat st;

		/* Whether it may be missing is for others to decide. */
		if (lstat(path.c_str(), &st) == 0 && !S_ISREG(st.st_mode))
			throw Xapian::DatabaseCorruptError(
				path + " is not a regular file");
	}
	check_tables(database + "/iamglass");
	/* ENOENT must not seem to be the cause of a later failure. */
	errno = 0;
}
