/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_MESSAGE_FIXTURE_H
#define HIKU_TESTS_UNIT_MESSAGE_FIXTURE_H

/*
 * Japanese without a Japanese locale: glibc takes any folder below LOCPATH for
 * one, so that of C.UTF-8 serves under another name.
 */

#include <libintl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"

/* Speak Japanese, with the catalogue of the build that this program is of,
 * which is `up` folders above it. False: that is not possible here. */
static bool message_fixture(unsigned up)
{
	static const char *const messages =
		"/usr/lib/locale/C.utf8/LC_MESSAGES";
	char dir[] = "/tmp/hiku-locale-XXXXXX", path[PATH_MAX] = "";
	char locale[64], category[96];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 20);
	bool made;

	if (len < 0 || access(messages, X_OK) || !mkdtemp(dir))
		return false;
	path[len] = '\0';
	for (up++; up-- && strrchr(path, '/');)
		*strrchr(path, '/') = '\0';
	strcat(path, "/locale");
	setenv("LOCPATH", dir, 1);
	setenv("LC_MESSAGES", "ja_JP.UTF-8", 1);
	unsetenv("LC_ALL");
	unsetenv("LANGUAGE");
	snprintf(locale, sizeof(locale), "%s/ja_JP.UTF-8", dir);
	snprintf(category, sizeof(category), "%s/LC_MESSAGES", locale);
	made = !mkdir(locale, 0700) && !symlink(messages, category);
	if (made) {
		hk_message_init();
		(void)hk_message_is_said(); /* opens the locale */
	}
	unlink(category);
	rmdir(locale);
	rmdir(dir);
	bindtextdomain("hiku", path);
	return made && hk_message_is_said();
}

#endif
