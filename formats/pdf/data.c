/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/pdf/data.h"

#include <unistd.h>

bool hk_pdf_data_is_there(void)
{
	static const char *const tables[] = {
		"/usr/share/poppler/cMap/Adobe-Japan1",
		"/usr/local/share/poppler/cMap/Adobe-Japan1",
		"/opt/homebrew/share/poppler/cMap/Adobe-Japan1",
		"/opt/local/share/poppler/cMap/Adobe-Japan1",
	};

	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		if (access(tables[i], F_OK) == 0)
			return true;
	return false;
}

static bool says(struct hk_str reason, const char *what)
{
	return reason.len &&
	       memmem(reason.data, reason.len, what, strlen(what));
}

bool hk_pdf_data_came(struct hk_str reason)
{
	return (says(reason, HK_PDF_DATA_NO_TEXT) ||
		says(reason, HK_PDF_DATA_LACK)) &&
	       hk_pdf_data_is_there();
}
