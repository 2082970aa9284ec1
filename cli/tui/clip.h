/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_CLIP_H
#define HIKU_CLI_TUI_CLIP_H

#include "base/buf.h"

/* Append what puts the bytes onto the clipboard of the machine whose terminal
 * this is, also over ssh (xterm's OSC 52, in base64). Terminals that do not
 * know it, or do not allow it, ignore it. HK_ENOMEM. */
enum hk_status hk_clip_put(struct hk_buf *out, struct hk_str bytes) HK_MUST_USE;

#endif
