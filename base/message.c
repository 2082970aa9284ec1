/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/message.h"

#ifdef __has_include
#if __has_include(<libintl.h>)
#define HAVE_CATALOGUES
#endif
#endif

#ifdef HAVE_CATALOGUES

#include <libintl.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DOMAIN "hiku"

/* The locale that has only the language of messages, as the user wants it; 0:
 * English. The process has one language, so this is one variable. It is opened
 * by the first message, for most queries have none. */
static locale_t language;
static pthread_once_t is_open = PTHREAD_ONCE_INIT;
static bool wanted;

/* The folder of catalogues that belongs to the program that runs, so that it
 * may be tried before it is installed, and be moved. Where that is not known,
 * gettext has a folder of its own. */
static void find_catalogues(void)
{
	static const char *const places[] = {"/locale", "/../share/locale"};
	char self[3072], dir[4096];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	self[len > 0 ? len : 0] = '\0';
	slash = strrchr(self, '/');
	for (size_t i = 0; slash && i < 2; i++) {
		*slash = '\0';
		snprintf(dir, sizeof(dir), "%s%s", self, places[i]);
		if (access(dir, X_OK) == 0) {
			bindtextdomain(DOMAIN, dir);
			return;
		}
	}
}

static void open_language(void)
{
	/* Only this category, and not as the locale of the process. */
	language = newlocale(LC_MESSAGES_MASK, "", (locale_t)0);
	if (!language)
		return;
	find_catalogues();
	/* All that the programs print is UTF-8. */
	bind_textdomain_codeset(DOMAIN, "UTF-8");
}

void hk_message_init(void)
{
	wanted = true;
}

/* Is there a language other than English? */
static bool is_translated(void)
{
	if (wanted)
		pthread_once(&is_open, open_language);
	return language != (locale_t)0;
}

static const char *look_up(const char *text)
{
	locale_t before = uselocale(language);
	const char *said = dgettext(DOMAIN, text);

	uselocale(before);
	return said;
}

bool hk_message_is_said(void)
{
	/* The text of nothing is what the catalogue says of itself. */
	return is_translated() && *look_up("");
}

const char *hk_message_text(const char *text)
{
	return *text && is_translated() ? look_up(text) : text;
}

#else /* a libc without gettext(3): English alone */

void hk_message_init(void) {}

bool hk_message_is_said(void)
{
	return false;
}

const char *hk_message_text(const char *text)
{
	return text;
}

#endif
