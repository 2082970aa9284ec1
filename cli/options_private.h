/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_OPTIONS_PRIVATE_H
#define HIKU_CLI_OPTIONS_PRIVATE_H

/* Which options of hiku do not go together, and which need another one. */

#include "base/opt.h"

extern const struct hk_opt_pair hk_cli_excludes[], hk_cli_needs[];

#endif
