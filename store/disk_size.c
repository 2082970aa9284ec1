/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/disk_size.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"

static const char *const tables[HK_DISK_SIZE_TABLES] = {
	"postlist.glass", "termlist.glass", "docdata.glass"};

enum hk_status hk_disk_size_note(struct hk_disk_size *out,
				 const struct xap_writer *xap,
				 const char *database, struct hk_error *err)
{
	for (size_t i = 0; i < HK_DISK_SIZE_TABLES; i++) {
		char *path = hk_dir_join(database, tables[i]);
		struct stat st;

		if (!path)
			return hk_error_nomem(err);
		out->sizes[i] = stat(path, &st) ? -1 : (int64_t)st.st_size;
		free(path);
	}
	return xap_writer_revision(xap, &out->revision, err);
}

static void cut(const char *path, int64_t size)
{
	struct stat st;

	if (size >= 0 && !lstat(path, &st) && S_ISREG(st.st_mode) &&
	    st.st_size > size && truncate(path, (off_t)size))
		return; /* the next writer uses what is there */
}

void hk_disk_size_restore(const struct hk_disk_size *noted,
			  const char *database)
{
	struct xap_db *db;
	uint64_t revision = 0;
	enum hk_status status = xap_db_open(&db, database, NULL);

	/* A commit that failed may have come to its end all the same. */
	if (!status)
		status = xap_db_revision(db, &revision, NULL);
	xap_db_free(db);
	if (status || revision != noted->revision)
		return;
	for (size_t i = 0; i < HK_DISK_SIZE_TABLES; i++) {
		char *path = hk_dir_join(database, tables[i]);

		if (path)
			cut(path, noted->sizes[i]);
		free(path);
	}
}
