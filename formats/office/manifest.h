/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_OFFICE_MANIFEST_H
#define HIKU_FORMATS_OFFICE_MANIFEST_H

/* The manifest of an OpenDocument package (ODF 1.3 part 2, 3 and 4). */

#include "formats/office/office.h"

/* Does it say that the content is encrypted? HK_ENOMEM, HK_EIO. */
enum hk_status hk_manifest_encrypted(bool *encrypted,
				     struct hk_office *office) HK_MUST_USE;

#endif
