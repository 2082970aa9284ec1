/* SPDX-License-Identifier: GPL-2.0-or-later */

/* compact: makes an index as small as possible. */

#include <stdio.h>

#include "base/message.h"
#include "indexer/commands/command.h"

enum hk_status hk_command_compact(struct hk_command_run *run,
				  struct hk_error *err)
{
	uint64_t before = 0, after = 0;
	enum hk_status status = hk_writer_open(&run->writer, run->dir, NULL,
					       hk_command_wait(run), err);

	if (!status)
		status = hk_writer_compact(run->writer, &before, &after, err);
	if (!status && run->set.sharded && !run->report.quiet)
		printf("shard-%02zu: ", run->shard);
	if (!status && !run->report.quiet)
		printf(hk_message_text("%.1f MB, %.1f MB before\n"),
		       (double)after / 1e6, (double)before / 1e6);
	return status;
}
