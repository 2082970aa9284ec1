/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_STATE_FILE_H
#define HIKU_CLI_STATE_FILE_H

/*
 * Small files that are kept for a terminal: $XDG_STATE_HOME/hiku/KIND-SESSION
 * (else below ~/.local/state), by the session of the process, so that each
 * terminal has its own. Only the user may read them; a folder or file that
 * another user owns or can write is refused. Those of sessions that are over
 * are removed whenever one is written.
 */

#include "base/buf.h"
#include "base/error.h"

/*
 * Replace the file of this kind. That it could not be done does no harm, so
 * nothing is told.
 */
void hk_state_file_write(const char *kind, struct hk_str bytes);

/*
 * Read it into `out`; `path`, unless NULL, gets its name for messages.
 * HK_ENOTFOUND if there is none, HK_EACCES if the file is not the user's own,
 * and what hk_file_read_fd() gives.
 */
enum hk_status hk_state_file_read(struct hk_buf *out, struct hk_buf *path,
				  const char *kind,
				  struct hk_error *err) HK_MUST_USE;

/*
 * The same for a file of this name for all terminals, such as the queries of
 * -i. Two terminals that keep it at once: the later one's is kept.
 */
void hk_state_file_keep(const char *name, struct hk_str bytes);
/* What hk_state_file_read() gives. */
enum hk_status hk_state_file_recall(struct hk_buf *out, const char *name,
				    struct hk_error *err) HK_MUST_USE;

#endif
