/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/quiet.h"

#include <string.h>

void hk_quiet_begin(const int *signals, size_t count, struct sigaction *before)
{
	struct sigaction ignore;

	memset(&ignore, 0, sizeof(ignore));
	sigemptyset(&ignore.sa_mask);
	ignore.sa_handler = SIG_IGN;
	for (size_t i = 0; i < count; i++)
		sigaction(signals[i], &ignore, &before[i]);
}

void hk_quiet_end(const int *signals, size_t count,
		  const struct sigaction *before)
{
	for (size_t i = 0; i < count; i++)
		sigaction(signals[i], &before[i], NULL);
}
