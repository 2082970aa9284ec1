/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/about.h"

#include "base/message.h"
#include "shim/xap.h"
#include "text/dict.h"

enum hk_status hk_about_put(struct hk_buf *out, const char *program)
{
	struct hk_message_buf said;
	struct hk_error why = {HK_OK, ""};
	struct hk_dict *dict = NULL;
	enum hk_status status;

	status = hk_buf_printf(out, "%s %s, Xapian %s\n", program, HIKU_VERSION,
			       xap_version());
	if (!status)
		status = hk_buf_printf(out, hk_message_text("libraries: %s\n"),
				       HIKU_LIBRARIES);
	if (status)
		return status;
	if (hk_dict_open(&dict, NULL, NULL, NULL, &why))
		status = hk_buf_printf(out, hk_message_text("dictionary: %s\n"),
				       hk_message_line(&said, why.message));
	else
		status = hk_buf_printf(
			out, hk_message_text("dictionary: %s in %s\n"),
			hk_dict_about(dict)->kind, hk_dict_dir(dict));
	hk_dict_close(dict);
	return status;
}
