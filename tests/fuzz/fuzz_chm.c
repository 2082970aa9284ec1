/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What hiku itself reads of CHM files: '<' begins a table of contents, "ITSF" a
 * file whose directory is looked at, anything else is its "#SYSTEM". libchm,
 * which is not made for hostile input, is for the tests with a process of its
 * own (tests/unit/test_formats_chm.c). */
#include "tests/fuzz/fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "formats/chm/check.h"
#include "formats/chm/contents.h"
#include "base/utf8.h"

#ifdef HK_HAVE_LIBARCHIVE

static void read_contents(struct hk_str text)
{
	struct hk_chm_contents contents;

	hk_chm_contents_init(&contents);
	FUZZ_HOLDS(hk_chm_contents_read(&contents, text) == HK_OK);
	for (size_t i = 0; i < contents.count; i++) {
		const struct hk_chm_entry *e = &contents.entries[i];

		FUZZ_HOLDS(e->path.len);
		FUZZ_HOLDS(!hk_span_starts(e->path, "/"));
		FUZZ_HOLDS(!e->title.len || hk_utf8_valid(e->title));
	}
	hk_chm_contents_release(&contents);
}

static void check_directory(struct hk_str bytes)
{
	int fd = memfd_create("chm", MFD_CLOEXEC);
	struct hk_chm_check about;
	enum hk_status status;

	FUZZ_HOLDS(fd >= 0 &&
		   write(fd, bytes.data, bytes.len) == (ssize_t)bytes.len);
	status = hk_chm_check(&about, fd, NULL);
	FUZZ_HOLDS(!status || status == HK_EFORMAT);
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hk_str bytes = hk_span_str((const char *)data, size);
	struct hk_chm_system about;

	if (hk_span_starts(bytes, "ITSF")) {
		check_directory(bytes);
	} else if (hk_span_starts(bytes, "<")) {
		if (hk_utf8_valid(bytes))
			read_contents(bytes);
	} else {
		hk_chm_system_read(&about, bytes);
		FUZZ_HOLDS(about.title.len <= size);
		FUZZ_HOLDS(about.contents.len <= size);
	}
	return 0;
}

#else

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	(void)data;
	(void)size;
	return 0;
}

#endif
