/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_EDITOR_H
#define HIKU_CLI_EDITOR_H

/*
 * Opening a file in the user's editor.
 */

#include "base/error.h"

#include <stdint.h>

/*
 * Run $VISUAL, else $EDITOR, else vi, with the file at a line (0: none), and
 * wait until it ends. The words of the variable are options, too. Editors that
 * are known are told the line, and if it is not UTF-8, Vim and Emacs the
 * encoding. HK_EIO if it cannot be run; an editor that fails has said so
 * itself.
 */
enum hk_status hk_editor_open(const char *path, uint32_t line,
			      const char *encoding,
			      struct hk_error *err) HK_MUST_USE;

#endif
