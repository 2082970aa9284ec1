/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#ifdef HK_HAVE_LIBARCHIVE

#define HK_ARCHIVE_LIBRARY_PLAIN
#include "formats/archive/library.h"

struct hk_archive_library hk_archive_library;

static bool find(void *to, const char *name)
{
	void *found = dlsym(hk_archive_library.handle, name);

	memcpy(to, &found, sizeof(found));
	return found != NULL;
}

bool hk_archive_library_load(void)
{
	static const char *const names[] = {
		"libarchive.so.13", "libarchive.13.dylib", "libarchive.so"};
	static bool whole;
	struct hk_archive_library *l = &hk_archive_library;

	if (l->handle)
		return whole;
	for (size_t i = 0; !l->handle && i < sizeof(names) / sizeof(*names);
	     i++)
		l->handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	whole = l->handle != NULL;
#define FIND(name) whole = whole && find(&l->name, #name);
	HK_ARCHIVE_FUNCTIONS(FIND)
#undef FIND
	return whole;
}

#endif
